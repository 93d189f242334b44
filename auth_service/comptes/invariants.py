from django.db.models import Count, Q
from django.db.models.functions import Now

from chassis.invariants import invariant
from comptes import administration
from comptes.models import JetonRefresh, Session, Utilisateur


@invariant("I17", "a session has at most one live refresh token, and none once it is closed")
def one_live_token():
    vivants = Count("jetons", filter=Q(jetons__used_at__isnull=True))
    trop = Q(vivants__gt=1) | Q(revoquee_le__isnull=False, vivants__gt=0)
    return Session.objects.annotate(vivants=vivants).filter(trop).values("id", "vivants", "fin")


@invariant("I17b", "a closed or inactive account has no open session")
def no_session_of_an_inactive_account():
    inactif = Q(session__utilisateur__actif=False) | Q(session__utilisateur__supprime_le__isnull=False)
    vivants = JetonRefresh.objects.filter(inactif, used_at__isnull=True, expire_le__gt=Now())
    return vivants.values("session_id", "session__utilisateur_id")


@invariant("I20", "where there are accounts, an active one is an administrator")
def somebody_administers():
    if administration.administrateurs().exists():
        return []
    return Utilisateur.objects.filter(supprime_le__isnull=True).values("id", "email")[:1]
