"""The first administrator, or a way back in: an account that exists gets the role and the password."""

import argparse
import getpass

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from chassis.env import env
from chassis.errors import DomainError
from comptes.droits_par_defaut import ADMINISTRATEUR
from comptes.installation import garantir_compte


class Command(BaseCommand):
    help = "Make an administrator; the password comes from ADMIN_PASSWORD, or is asked for."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--email", required=True, type=_email)

    def handle(self, *args, email: str, **options) -> None:
        mot_de_passe = env.text("ADMIN_PASSWORD", "") or getpass.getpass("Mot de passe : ")
        try:
            garantir_compte(email=email, mot_de_passe=mot_de_passe, role=ADMINISTRATEUR)
        except DomainError as error:
            raise CommandError(" ".join([error.detail, *_sentences(error)])) from error
        print(f"{email} est administrateur.")


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(error.messages[0]) from error
    return text


def _sentences(error: DomainError) -> list[str]:
    return [sentence for found in error.data.get("errors", {}).values() for sentence in found]
