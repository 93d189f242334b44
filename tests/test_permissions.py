"""The codes of contracts/permissions.json are those that views ask for, and old databases have them too."""

import ast
import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONTRACT = json.loads((ROOT / "contracts" / "permissions.json").read_text(encoding="utf-8"))
# What the first migration of the roles made; a database of that time gets later codes by migrations alone.
FIRST = """
    utilisateurs.lire utilisateurs.gerer roles.gerer pieces.lire pieces.gerer stock.lire stock.mouvementer
    stock.gerer stock.inventorier commandes.lire commandes.gerer clients.lire clients.gerer fournisseurs.lire
    fournisseurs.gerer factures.lire factures.gerer paiements.lire paiements.gerer notifications.lire
    notifications.envoyer webhooks.gerer logs.lire logs.gerer corbeille.lire corbeille.restaurer
    corbeille.purger gateway.lire gateway.gerer
"""
# One's own notifications ask for no permission; the code decides who has the bell and its page.
OF_THE_UI = {"notifications.lire"}
MODULES, VERBS = (
    set(part) for part in zip(*(code.split(".") for code in CONTRACT["permissions"]), strict=True)
)


def codes_in(paths) -> set[str]:
    """Every text constant of these files that is a code, or one with a slip on one side of its dot."""
    found = {
        node.value
        for path in paths
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\.[a-z]+", node.value)
    }
    return {code for code in found if code.split(".")[0] in MODULES or code.split(".")[1] in VERBS}


def test_views_ask_for_the_codes_of_the_contract_and_no_other():
    views = [*ROOT.glob("*_service/*/views.py"), *ROOT.glob("*_service/*/views/**/*.py")]
    assert codes_in(views) | OF_THE_UI == set(CONTRACT["permissions"])


def test_a_code_that_came_later_is_given_by_a_migration():
    later = set(CONTRACT["permissions"]) - set(FIRST.split())
    assert later <= codes_in(ROOT.glob("auth_service/comptes/migrations/*.py"))


def test_the_administrator_may_do_everything_and_no_role_what_does_not_exist():
    codes = set(CONTRACT["permissions"])
    assert set(CONTRACT["roles"]["administrateur"]) == codes
    assert set().union(*CONTRACT["roles"].values()) == codes
