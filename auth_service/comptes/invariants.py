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
# success, an administrator or a new password begin a new count.
_TROP_DE_TENTATIVES = """
    WITH recentes AS (
        SELECT * FROM connexions WHERE survenue_le > now() - interval '1 day')
    SELECT g.id, g.email, g.ip, count(*) AS evaluees
    FROM recentes g JOIN recentes a ON a.email = g.email
        AND a.survenue_le > g.survenue_le - %(fenetre)s * interval '1 second'
        AND (a.survenue_le, a.id) <= (g.survenue_le, g.id)
        AND (g.resultat IN ('echouee', 'inactif') AND a.resultat IN ('echouee', 'inactif') AND a.ip = g.ip
             OR g.resultat = 'code_refuse' AND a.resultat = 'code_refuse')
    WHERE g.resultat IN ('echouee', 'inactif', 'code_refuse')
      AND NOT EXISTS (
        SELECT 1 FROM recentes r
        WHERE r.email = g.email AND r.survenue_le BETWEEN a.survenue_le AND g.survenue_le
          AND (r.resultat = 'deverrouillee'
               OR r.resultat IN ('reussie', 'code_attendu') AND g.resultat <> 'code_refuse' AND r.ip = g.ip
               OR r.resultat = 'reussie' AND g.resultat = 'code_refuse'))
    GROUP BY g.id, g.email, g.ip HAVING count(*) > %(permises)s
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


@invariant("I20", "where there are accounts, an active one is an administrator")
def somebody_administers():
    if administration.administrateurs().exists():
        return []
    return Utilisateur.objects.filter(supprime_le__isnull=True).values("id", "email")[:1]
