"""The second factor of an account: set up, turned on, turned off; and the roles that demand one."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import pyotp
import segno
from django.db import transaction
from django.utils import timezone

from chassis import audit
from chassis.auth.actor import Actor
from comptes import chiffrement, codes, courriels, preuves, roles_nommes, tentatives
from comptes.errors import (
    CodeIncorrect,
    SecondFacteurAbsent,
    SecondFacteurDejaActif,
    SecondFacteurImpose,
    TropDeTentatives,
)
from comptes.models import CodeCourriel, CodeSecours, Facteur, Utilisateur
from comptes.verrous import verrouiller_compte

EMETTEUR = "Gestion de Stock"
Methode = Facteur.Methode
Usage = CodeCourriel.Usage


@dataclass(frozen=True)
class Preparation:
    """What an authenticator app is to be given; all None for mail, whose code is on its way."""

    methode: str
    secret: str | None = None
    otpauth_url: str | None = None
    qr_svg: str | None = None


def est_impose(utilisateur: Utilisateur) -> bool:
    """The central configuration names the roles that demand a second factor."""
    return roles_nommes.impose_un_second_facteur(utilisateur.role.nom)


def manque(utilisateur: Utilisateur) -> bool:
    return est_impose(utilisateur) and not utilisateur.methodes


def etat(utilisateur: Utilisateur) -> dict[str, Any]:
    actifs: dict[str, datetime] = {f.methode: f.actif_le for f in utilisateur.facteurs.all() if f.actif_le}
    return {
        **{m: {"actif": m in actifs, "depuis": actifs.get(m)} for m in Methode.values},
        "codes_secours_restants": CodeSecours.objects.filter(utilisateur=utilisateur).count(),
        "impose": est_impose(utilisateur),
    }


def preparer_facteur(*, methode: str, acteur: Actor) -> Preparation:
    """Set a method up; it is in use once a code of it has been given. Raises SecondFacteurDejaActif."""
    with transaction.atomic():
        return preparer(verrouiller_compte(acteur.id), methode)


def activer_facteur(*, methode: str, code: str, acteur: Actor) -> list[str]:
    """Turn on what was set up; the recovery codes, or [] when the account has some. Raises CodeIncorrect.

    Never call it inside another transaction that a refusal would roll back: the guess must stay counted.
    """
    cle = tentatives.cle_de_l_activation(acteur.id)
    with transaction.atomic():
        attente = tentatives.compter(compte=cle, ip=tentatives.PARTOUT)
        utilisateur = verrouiller_compte(acteur.id)
        secours = None if attente else activer(utilisateur, methode, code, acteur=acteur)
        if secours is not None:
            tentatives.oublier(compte=cle)
    if attente:
        raise TropDeTentatives(retry_after=attente)
    if secours is None:
        raise CodeIncorrect({"code": [CodeIncorrect.title + "."]})
    return secours


def retirer_facteur(*, mot_de_passe: str, methode: str | None = None, acteur: Actor) -> None:
    """Turn off one method, or all of them; refused while the role demands one and none would be left."""
    preuve = preuves.prouver_mot_de_passe(mot_de_passe, acteur=acteur)
    with transaction.atomic():
        utilisateur = verrouiller_compte(acteur.id)
        preuves.exiger_inchange(utilisateur, preuve)
        retires = [m for m in utilisateur.methodes if methode in (None, m)]
        if not retires:
            raise SecondFacteurAbsent()
        if est_impose(utilisateur) and len(retires) == len(utilisateur.methodes):
            raise SecondFacteurImpose()
        _retirer(utilisateur, retires, acteur)
        courriels.avertir("second_facteur_retire", utilisateur)


def retirer_tout(utilisateur: Utilisateur, *, acteur: Actor) -> None:
    """By an administrator, for somebody who has lost the telephone. Call it with the account locked."""
    if not utilisateur.methodes:
        raise SecondFacteurAbsent()
    _retirer(utilisateur, utilisateur.methodes, acteur)
    courriels.avertir("second_facteur_retire", utilisateur)


def renouveler_codes_secours(*, mot_de_passe: str, acteur: Actor) -> list[str]:
    preuve = preuves.prouver_mot_de_passe(mot_de_passe, acteur=acteur)
    with transaction.atomic():
        utilisateur = verrouiller_compte(acteur.id)
        preuves.exiger_inchange(utilisateur, preuve)
        if not utilisateur.methodes:
            raise SecondFacteurAbsent()
        _auditer("renouveler_codes_secours", utilisateur, acteur)
        return codes.renouveler_secours(utilisateur)


def preparer(utilisateur: Utilisateur, methode: str) -> Preparation:
    """Call it with the account locked."""
    if methode in utilisateur.methodes:
        raise SecondFacteurDejaActif()
    if methode == Methode.EMAIL:
        Facteur.objects.get_or_create(utilisateur=utilisateur, methode=Methode.EMAIL)
        codes.envoyer(utilisateur, usage=Usage.ACTIVATION)
        return Preparation(methode)
    secret = codes.nouveau_secret()
    chiffre = chiffrement.chiffrer(secret, utilisateur_id=utilisateur.pk)
    Facteur.objects.update_or_create(
        utilisateur=utilisateur, methode=Methode.TOTP, defaults={"secret": chiffre}
    )
    url = pyotp.TOTP(secret).provisioning_uri(name=utilisateur.email, issuer_name=EMETTEUR)
    return Preparation(methode, secret, url, _qr(url))


def activer(utilisateur: Utilisateur, methode: str, code: str, *, acteur: Actor) -> list[str] | None:
    """The recovery codes ([] when there are some), None when the code is wrong. With the account locked."""
    facteur = Facteur.objects.filter(utilisateur=utilisateur, methode=methode).first()
    if facteur is None:
        raise SecondFacteurAbsent()
    if facteur.actif_le:
        raise SecondFacteurDejaActif()
    if methode == Methode.EMAIL:
        exact = codes.utiliser_courriel(utilisateur, code, Usage.ACTIVATION)
    else:
        exact = codes.utiliser_totp(utilisateur, facteur.secret, code) is not None
    if not exact:
        return None
    premiers = not utilisateur.methodes
    Facteur.objects.filter(utilisateur=utilisateur, methode=methode).update(actif_le=timezone.now())
    _auditer("activer_second_facteur", utilisateur, acteur, apres={"methode": methode})
    courriels.avertir("second_facteur_actif", utilisateur)
    return codes.renouveler_secours(utilisateur) if premiers else []


def _retirer(utilisateur: Utilisateur, methodes: list[str], acteur: Actor) -> None:
    restent = set(utilisateur.methodes) - set(methodes)
    Facteur.objects.filter(utilisateur=utilisateur, methode__in=methodes).delete()
    if not restent:
        CodeSecours.objects.filter(utilisateur=utilisateur).delete()
    _auditer("retirer_second_facteur", utilisateur, acteur, avant={"methodes": methodes})


def _auditer(action: str, utilisateur: Utilisateur, acteur: Actor, **etats: Any) -> None:
    audit.record(action, "utilisateurs", utilisateur.pk, acteur=acteur, libelle=utilisateur.email, **etats)


def _qr(url: str) -> str:
    """An SVG that can stand in a page: no XML declaration, dark on white whatever the page's colours."""
    svg = BytesIO()
    segno.make(url, error="m").save(svg, kind="svg", xmldecl=False, scale=4, light="#fff", omitsize=True)
    return svg.getvalue().decode()
