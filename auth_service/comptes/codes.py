"""Codes of the second factor: made, mailed, and recognised once each."""

import base64
import re
import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from django.db import connection
from django.utils import timezone

from comptes import chiffrement, courriels
from comptes.errors import TropDeCodes
from comptes.models import CodeCourriel, CodeSecours, CodeTotpUtilise, Facteur, Utilisateur

PAS_SECONDES = 30
PAS_TOLERES = 1  # clocks of telephones differ: the step before and the one after are taken as well
DUREE_COURRIEL = timedelta(minutes=10)
ENTRE_DEUX_COURRIELS = 30  # seconds
NOMBRE_SECOURS = 10
SECOURS = "recovery"

_NOTER_PAS = """
    INSERT INTO codes_totp_utilises (user_id, pas, utilise_le) VALUES (%s, %s, clock_timestamp())
    ON CONFLICT DO NOTHING
"""
_SIX_CHIFFRES = re.compile(r"\A[0-9]{6}\Z")


@dataclass(frozen=True)
class Preuve:
    """Which method recognised a code, and the time step when it was an authenticator app's."""

    methode: str
    pas_totp: int | None = None


def reconnaitre(
    utilisateur: Utilisateur, code: str, *, methode: str | None, usage: CodeCourriel.Usage
) -> Preuve | None:
    """Use a code up; None when it is not good. Without `methode`, every method that the code looks like.

    Call it with the guess counted, in the transaction that acts on the answer.
    """
    code = re.sub(r"[\s-]", "", code).upper()
    en_usage = set(utilisateur.methodes)
    if _SIX_CHIFFRES.match(code):
        if methode in (None, Facteur.Methode.TOTP) and Facteur.Methode.TOTP in en_usage:
            secret = utilisateur.facteurs.get(methode=Facteur.Methode.TOTP).secret
            pas = utiliser_totp(utilisateur, secret, code)
            if pas is not None:
                return Preuve(Facteur.Methode.TOTP, pas)
        if methode in (None, Facteur.Methode.EMAIL) and Facteur.Methode.EMAIL in en_usage:
            return Preuve(Facteur.Methode.EMAIL) if utiliser_courriel(utilisateur, code, usage) else None
        return None
    if methode in (None, SECOURS) and _utiliser_secours(utilisateur, code):
        return Preuve(SECOURS)
    return None


def nouveau_secret() -> str:
    return pyotp.random_base32()


def utiliser_totp(utilisateur: Utilisateur, secret_chiffre: str, code: str) -> int | None:
    """The time step of a good code that has not been used; the primary key of the used ones decides."""
    totp = pyotp.TOTP(chiffrement.dechiffrer(secret_chiffre, utilisateur_id=utilisateur.pk))
    maintenant = int(time.time()) // PAS_SECONDES
    for pas in range(maintenant - PAS_TOLERES, maintenant + PAS_TOLERES + 1):
        if secrets.compare_digest(totp.generate_otp(pas), code) and _noter_pas(utilisateur, pas):
            return pas
    return None


def envoyer(utilisateur: Utilisateur, *, usage: CodeCourriel.Usage) -> None:
    """Mail a new code, which replaces the one before; raises TropDeCodes when that one is too recent.

    Call it with the account locked.
    """
    maintenant = timezone.now()
    precedent = CodeCourriel.objects.filter(utilisateur=utilisateur, usage=usage).first()
    if precedent is not None:
        attente = ENTRE_DEUX_COURRIELS - (maintenant - precedent.envoye_le).total_seconds()
        if attente > 0:
            raise TropDeCodes(retry_after=int(attente) + 1)
    code = f"{secrets.randbelow(10**6):06d}"
    CodeCourriel.objects.update_or_create(
        utilisateur=utilisateur,
        usage=usage,
        defaults={
            "empreinte": chiffrement.empreinte_de_code(code, utilisateur_id=utilisateur.pk, usage=usage),
            "envoye_le": maintenant,
            "expire_le": maintenant + DUREE_COURRIEL,
        },
    )
    courriels.ecrire("code", utilisateur, code=code)


def utiliser_courriel(utilisateur: Utilisateur, code: str, usage: CodeCourriel.Usage) -> bool:
    empreinte = chiffrement.empreinte_de_code(code, utilisateur_id=utilisateur.pk, usage=usage)
    vivants = CodeCourriel.objects.filter(
        utilisateur=utilisateur, usage=usage, empreinte=empreinte, expire_le__gt=timezone.now()
    )
    return vivants.delete()[0] == 1


def renouveler_secours(utilisateur: Utilisateur) -> list[str]:
    """Ten codes of 50 random bits each, in clear for the only time; the ones before stop working."""
    CodeSecours.objects.filter(utilisateur=utilisateur).delete()
    codes = [base64.b32encode(secrets.token_bytes(7)).decode()[:10] for _ in range(NOMBRE_SECOURS)]
    CodeSecours.objects.bulk_create(
        CodeSecours(utilisateur=utilisateur, empreinte=_empreinte_secours(utilisateur, code))
        for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _utiliser_secours(utilisateur: Utilisateur, code: str) -> bool:
    empreinte = _empreinte_secours(utilisateur, code)
    return CodeSecours.objects.filter(utilisateur=utilisateur, empreinte=empreinte).delete()[0] == 1


def _empreinte_secours(utilisateur: Utilisateur, code: str) -> str:
    return chiffrement.empreinte_de_code(code, utilisateur_id=utilisateur.pk, usage="secours")


def _noter_pas(utilisateur: Utilisateur, pas: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_NOTER_PAS, [utilisateur.pk, pas])
        return cursor.rowcount == 1


def oublier_pas_anciens() -> None:
    """Steps too old for their code to be good."""
    limite = int(time.time()) // PAS_SECONDES - 10 * PAS_TOLERES
    CodeTotpUtilise.objects.filter(pas__lt=limite).delete()
