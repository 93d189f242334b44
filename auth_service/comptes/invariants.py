from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import Now

from chassis.invariants import invariant
from comptes import administration, tentatives
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


@invariant("I18", "a code of an authenticator app opens one session")
def codes_work_once():
    ouvertes = Session.objects.filter(pas_totp__isnull=False).values("utilisateur_id", "pas_totp")
    return ouvertes.annotate(nombre=Count("id")).filter(nombre__gt=1).order_by()


# Guesses that were evaluated: at a password, from one address at one account; at a code, at one account. A
# success, an administrator or a new password begin a new count. Attempts at accounts that were purged have
# lost their address, and are nobody's.
_TROP_DE_TENTATIVES = """
    WITH recentes AS (
        SELECT id, email, ip, resultat, survenue_le,
            count(*) FILTER (WHERE resultat = 'deverrouillee')
                OVER (PARTITION BY email ORDER BY survenue_le, id) AS levees,
            count(*) FILTER (WHERE resultat IN ('reussie', 'code_attendu'))
                OVER (PARTITION BY email, ip ORDER BY survenue_le, id) AS reussies_d_ici,
            count(*) FILTER (WHERE resultat = 'reussie')
                OVER (PARTITION BY email ORDER BY survenue_le, id) AS reussies
        FROM connexions WHERE survenue_le > now() - interval '1 day' AND email <> ''),
    comptees AS (
        SELECT id, email, ip, count(*) OVER (
            PARTITION BY email, ip, levees, reussies_d_ici ORDER BY survenue_le
            RANGE BETWEEN %(fenetre)s * interval '1 second' PRECEDING AND CURRENT ROW) AS evaluees
        FROM recentes WHERE resultat IN ('echouee', 'inactif')
        UNION ALL
        SELECT id, email, ip, count(*) OVER (
            PARTITION BY email, levees, reussies ORDER BY survenue_le
            RANGE BETWEEN %(fenetre)s * interval '1 second' PRECEDING AND CURRENT ROW) AS evaluees
        FROM recentes WHERE resultat = 'code_refuse')
    SELECT id, email, ip, evaluees FROM comptees WHERE evaluees > %(permises)s
"""


@invariant("I19", "within half a minute at most five wrong guesses are evaluated")
def guesses_stay_within_the_limit():
    with connection.cursor() as cursor:
        cursor.execute(
            _TROP_DE_TENTATIVES,
            {"fenetre": tentatives.PREMIERE_ATTENTE - 0.1, "permises": tentatives.SANS_ATTENTE},
        )
        return [
            dict(zip(("id", "email", "ip", "evaluees"), ligne, strict=True)) for ligne in cursor.fetchall()
        ]


@invariant("I20", "where there are accounts, an active one that has a password is an administrator")
def somebody_administers():
    if administration.administrateurs().exists():
        return []
    return Utilisateur.objects.filter(supprime_le__isnull=True).values("id", "email")[:1]
