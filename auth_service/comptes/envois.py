"""How many mails go to an address because somebody gave it: five an hour, whatever they are about.

Asking for an account, for a new password, for a change of address and inviting all count together: nobody
fills a mailbox by doing one after the other. Codes and notices go to the owner of an account: they do not.
"""

from django.db import connection

from comptes.errors import TropDeCourriels

PERMIS = 5
FENETRE_SECONDES = 3600

# Newest first, so the fifth tells: as long as it is not an hour old the address has had its five.
_COMPTER = """
    INSERT INTO envois AS e (email, envoyes_le) VALUES (%(email)s, ARRAY[clock_timestamp()])
    ON CONFLICT (email) DO UPDATE SET envoyes_le = clock_timestamp() || e.envoyes_le[1:%(permis)s - 1]
    WHERE e.envoyes_le[%(permis)s] IS NULL
       OR e.envoyes_le[%(permis)s] <= clock_timestamp() - %(fenetre)s * interval '1 second'
    RETURNING 1
"""
_ATTENTE = """
    SELECT greatest(1, ceil(%(fenetre)s - extract(epoch FROM age)))::integer
    FROM (SELECT clock_timestamp() - envoyes_le[%(permis)s] AS age FROM envois WHERE email = %(email)s) AS e
"""


def compter(email: str) -> bool:
    """Count one more mail; False when it must not go. Call it in the transaction that queues the mail."""
    return _demander(_COMPTER, email) is not None


def exiger(email: str) -> None:
    """As `compter`, for somebody who may know that it did not go: raises TropDeCourriels."""
    if not compter(email):
        raise TropDeCourriels(retry_after=_demander(_ATTENTE, email))


def _demander(requete: str, email: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(requete, {"email": email, "permis": PERMIS, "fenetre": FENETRE_SECONDES})
        ligne = cursor.fetchone()
    return ligne[0] if ligne else None
