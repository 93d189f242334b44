"""The demo accounts, one per default role, and the file that tells their passwords."""

import json
import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from chassis import atomic_file
from comptes.droits_par_defaut import ROLES
from comptes.installation import garantir_compte

DOMAINE = "demo.gestion.example"


class Command(BaseCommand):
    help = "Make one account per default role; the list `comptes` of the JSON file holds their passwords."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--fichier", required=True, type=Path)

    def handle(self, *args, fichier: Path, **options) -> None:
        document = _lire(fichier)
        connus = {compte["email"]: compte["password"] for compte in document.get("comptes", [])}
        comptes = []
        for role in ROLES:
            email = f"{role}@{DOMAINE}"
            mot_de_passe = connus.get(email) or secrets.token_urlsafe(15)
            comptes.append({"role": role, "email": email, "password": mot_de_passe})
        # The file first: a password that is nowhere but in the database would be lost.
        contenu = json.dumps(document | {"comptes": comptes}, indent=2, ensure_ascii=False) + "\n"
        atomic_file.write(fichier, contenu.encode())
        fichier.chmod(0o600)
        with transaction.atomic():
            for compte in comptes:
                garantir_compte(
                    email=compte["email"],
                    mot_de_passe=compte["password"],
                    role=compte["role"],
                    prenom="Démo",
                    nom=compte["role"].capitalize(),
                )
        print(f"{len(comptes)} comptes de démonstration, mots de passe dans {fichier}")


def _lire(fichier: Path) -> dict[str, Any]:
    if not fichier.exists():
        return {}
    try:
        document = json.loads(fichier.read_text(encoding="utf-8"))
        [(compte["email"], compte["password"]) for compte in document.get("comptes", [])]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CommandError(f"{fichier} n'est pas un fichier de comptes : {error}") from error
    return document
