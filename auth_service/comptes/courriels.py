"""Mails, each queued in the transaction of the deed that it tells of."""

from typing import Any

from django.conf import settings

from chassis import mail
from comptes import liens
from comptes.models import Lien, Utilisateur
from comptes.textes_courriels import TEXTES

# The pages of the UI that take the token of a link. Built from UI_URL: what a request says of its host counts
# for nothing.
PAGES = {
    "confirmation": "confirmer",
    Lien.Objet.REINITIALISATION: "reinitialiser",
    Lien.Objet.ADRESSE: "adresse",
    Lien.Objet.INVITATION: "invitation",
    Lien.Objet.PAS_MOI: "pas-moi",
}


def envoyer(texte: str, *, a: str, langue: str, lien: str = "", code: str = "", **valeurs: Any) -> None:
    """`texte` is a key of TEXTES; `valeurs` fill its names."""
    choisi = TEXTES[texte]["en" if langue == "en" else "fr"]
    mail.queue(
        to=a,
        template="message",
        langue=langue,
        context={
            "sujet": choisi.sujet,
            "paragraphes": [_remplir(phrase, valeurs) for phrase in choisi.paragraphes],
            "bouton": choisi.bouton,
            "suite": choisi.suite,
            "lien": lien,
            "code": code,
        },
    )


def ecrire(texte: str, utilisateur: Utilisateur, **options: Any) -> None:
    """To the account's address and in its language, unless `options` give another `a` or `langue`."""
    options = {"a": utilisateur.email, "langue": utilisateur.langue, **options}
    envoyer(texte, prenom=utilisateur.prenom, **options)


def avertir(texte: str, utilisateur: Utilisateur, *, a: str | None = None, **valeurs: Any) -> None:
    """Tell of something that its owner should have done: with a link for when it was not so.

    The link keeps where it went: whoever reads that mail is the owner, whatever the address is by then.
    """
    adresse = a or utilisateur.email
    jeton = liens.creer(Lien.Objet.PAS_MOI, utilisateur, email=adresse)
    ecrire(texte, utilisateur, a=adresse, lien=adresse_du_lien(Lien.Objet.PAS_MOI, jeton), **valeurs)


def adresse_du_lien(objet: str, jeton: str) -> str:
    return f"{settings.UI_URL}/#/{PAGES[objet]}?token={jeton}"


def page_de_connexion() -> str:
    return f"{settings.UI_URL}/#/"


def _remplir(phrase: str, valeurs: dict[str, Any]) -> str:
    """A greeting without a first name must not end in " ,"."""
    return phrase.format_map({"prenom": "", **valeurs}).replace(" ,", ",")
