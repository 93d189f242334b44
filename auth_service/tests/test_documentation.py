"""What the documentation says of roles and refusals is what the program does."""

import re
from pathlib import Path

from chassis.errors import DomainError
from comptes import errors
from comptes.droits_par_defaut import PERMISSIONS, ROLES

FOLDER = Path(__file__).resolve().parents[1]
DOCUMENT = (FOLDER.parent / "docs" / "auth-api.md").read_text(encoding="utf-8")


def test_the_table_of_roles_is_the_program_s():
    lignes = re.findall(r"^\| `([a-z]+\.[a-z]+)` \|(.*)\|$", DOCUMENT, re.MULTILINE)
    assert [code for code, _ in lignes] == list(PERMISSIONS)
    for code, cases in lignes:
        attendu = ["x" if code in codes else "" for codes in ROLES.values()]
        assert [case.strip() for case in cases.split("|")] == attendu, code


def test_every_refusal_is_documented():
    classes = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, DomainError)]
    propres = [e for e in classes if e.__module__ == errors.__name__]
    lisez_moi = (FOLDER / "README.md").read_text(encoding="utf-8")
    for refus in propres:
        assert f"`{refus.code}`" in DOCUMENT, refus.code
        assert f"| `{refus.__name__}` | {refus.code} |" in lisez_moi, refus.__name__
