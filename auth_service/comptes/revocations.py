"""Refusing what was given out: sessions, and the access tokens that are still good for some minutes."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from chassis.auth import revocations
from chassis.auth.actor import Actor
from comptes import messages
from comptes.jetons import DUREE_ACCES_SECONDES
from comptes.models import JetonRefresh, Session, Utilisateur

MARGE_SECONDES = 60  # clocks of several machines differ a little


def fermer_sessions(sessions: QuerySet[Session], *, fin: Session.Fin, acteur: Actor) -> list[Session]:
    """Close those that are still open; their refresh and access tokens are refused from now on.

    Locks the sessions in the order of their ids. Call it inside the rule's transaction.
    """
    ouvertes = list(sessions.filter(revoquee_le__isnull=True).select_for_update(of=("self",)).order_by("pk"))
    if not ouvertes:
        return []
    maintenant = timezone.now()
    ids = [session.pk for session in ouvertes]
    Session.objects.filter(pk__in=ids).update(revoquee_le=maintenant, fin=fin)
    JetonRefresh.objects.filter(session__in=ids, used_at__isnull=True).update(used_at=maintenant)
    refuser_sessions(ids, acteur=acteur)
    return ouvertes


def refuser_sessions(ids: list, *, acteur: Actor) -> None:
    """Here at once, in the other services as soon as the message arrives."""
    expire_le = _fin_des_jetons_emis()
    for sid in ids:
        revocations.revoke_session(str(sid), expire_le)
    messages.publier_fin_de_sessions(ids, expire_le=expire_le, acteur=acteur)


def refuser_anciens_jetons(utilisateurs: list[Utilisateur], *, acteur: Actor) -> None:
    """Of accounts whose `ver` has just been raised."""
    if not utilisateurs:
        return
    expire_le = _fin_des_jetons_emis()
    for utilisateur in utilisateurs:
        revocations.revoke_before(str(utilisateur.id), utilisateur.ver, expire_le)
    messages.publier_nouvelle_ver(utilisateurs, expire_le=expire_le, acteur=acteur)


def _fin_des_jetons_emis() -> datetime:
    return timezone.now() + timedelta(seconds=DUREE_ACCES_SECONDES + MARGE_SECONDES)
