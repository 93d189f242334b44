"""Signing in, first step: the password."""

from django.db import transaction

from comptes import annuaire, defis, hachage, sessions, tentatives
from comptes.defis import DefiPose
from comptes.errors import IdentifiantsInvalides, TropDeTentatives
from comptes.models import Connexion, Utilisateur
from comptes.origine import Origine
from comptes.sessions import Jetons

Resultat = Connexion.Resultat


def connecter(*, email: str, mot_de_passe: str, origine: Origine) -> Jetons | DefiPose:
    """Open a session, or pose the challenge of a second factor; raises IdentifiantsInvalides or
    TropDeTentatives.

    The attempt is counted and kept in the history whatever comes of it, so the refusal is raised only after
    the transaction. Never call it inside another transaction that a refusal would roll back.
    """
    email = annuaire.normaliser_email(email)
    with transaction.atomic():
        attente = tentatives.compter(compte=email, ip=origine.ip)
        if attente:
            utilisateur, resultat = annuaire.utilisateur_par_email(email), Resultat.BLOQUEE
        else:
            utilisateur, resultat = _reconnaitre(email, mot_de_passe)
        noter(utilisateur=utilisateur, email=email, origine=origine, resultat=resultat)
        if resultat in (Resultat.REUSSIE, Resultat.CODE_ATTENDU):
            tentatives.oublier(compte=email, ip=origine.ip)
        if resultat == Resultat.REUSSIE:
            return sessions.ouvrir_session(utilisateur=utilisateur, origine=origine)
        if resultat == Resultat.CODE_ATTENDU:
            return defis.poser(utilisateur)
    if attente:
        raise TropDeTentatives(retry_after=attente)
    raise IdentifiantsInvalides()


def noter(*, utilisateur: Utilisateur | None, email: str, origine: Origine, resultat: Resultat) -> None:
    """One line of the login history."""
    Connexion.objects.create(
        utilisateur=utilisateur,
        email=email,
        ip=origine.ip,
        user_agent=origine.user_agent,
        appareil=origine.appareil,
        resultat=resultat,
    )


def _reconnaitre(email: str, mot_de_passe: str) -> tuple[Utilisateur | None, Resultat]:
    connu = annuaire.utilisateur_par_email(email)
    if not hachage.verifier(mot_de_passe, connu.password_hash if connu else None):
        return connu, Resultat.ECHOUEE
    # Verifying took a while: the account must still be what it was, and stay so until the session is open.
    verrouille = (
        Utilisateur.objects.select_for_update(no_key=True)
        .filter(pk=connu.pk, password_hash=connu.password_hash, supprime_le__isnull=True)
        .first()
    )
    if verrouille is None:
        return connu, Resultat.ECHOUEE
    if not verrouille.actif:
        return verrouille, Resultat.INACTIF
    if hachage.est_a_renouveler(verrouille.password_hash):
        verrouille.password_hash = hachage.hacher(mot_de_passe)
        verrouille.save(update_fields=["password_hash"])
    return verrouille, Resultat.CODE_ATTENDU if defis.est_necessaire(verrouille) else Resultat.REUSSIE
