"""How many guesses at a password are evaluated: five, then one after each wait of 30 s, 60 s ... 15 min.

Counted per account and network address, whether or not the account exists. Nothing is locked for good: the
waits are bounded, and an hour without a guess, a success or an administrator clears the count.
"""

import ipaddress
from uuid import UUID

from django.db import connection

from comptes.models import Connexion, Tentatives, Utilisateur

SANS_ATTENTE = 5
PREMIERE_ATTENTE = 30
PLUS_LONGUE_ATTENTE = 900
OUBLI_SECONDES = 3600

# Guesses at a code are counted for the account as a whole: only who knows the password gets that far, so
# nobody else can make its owner wait.
PARTOUT = "*"

# The row stays locked until the transaction that evaluates the guess ends, so guesses at one account from
# one address are evaluated one after the other, and each finds the count that the one before it left.
_COMPTER = """
    INSERT INTO tentatives AS t (compte, adresse, echecs, derniere_le, bloque_jusqua)
    VALUES (%(compte)s, %(adresse)s, 1, clock_timestamp(), NULL)
    ON CONFLICT (compte, adresse) DO UPDATE SET
        echecs = CASE WHEN t.derniere_le < clock_timestamp() - %(oubli)s * interval '1 second'
                 THEN 1 ELSE t.echecs + 1 END,
        derniere_le = clock_timestamp(),
        bloque_jusqua = CASE
            WHEN t.derniere_le < clock_timestamp() - %(oubli)s * interval '1 second' THEN NULL
            WHEN t.echecs + 1 >= %(sans_attente)s THEN clock_timestamp() + interval '1 second' *
                least(%(plus_longue)s, %(premiere)s * power(2, least(t.echecs + 1 - %(sans_attente)s, 20)))
            END
    WHERE t.bloque_jusqua IS NULL OR t.bloque_jusqua <= clock_timestamp()
    RETURNING echecs
"""
_ATTENTE = """
    SELECT greatest(1, ceil(extract(epoch FROM bloque_jusqua - clock_timestamp())))::integer
    FROM tentatives WHERE compte = %s AND adresse = %s
"""


def compter(*, compte: str, ip: str) -> int:
    """Count a guess as failed before it is evaluated; 0, or the seconds to wait when it must not be.

    Call it in the transaction that evaluates the guess, and `oublier` there when the guess was right.
    """
    adresse = reseau(ip)
    with connection.cursor() as cursor:
        cursor.execute(
            _COMPTER,
            {
                "compte": compte,
                "adresse": adresse,
                "sans_attente": SANS_ATTENTE,
                "premiere": PREMIERE_ATTENTE,
                "plus_longue": PLUS_LONGUE_ATTENTE,
                "oubli": OUBLI_SECONDES,
            },
        )
        if cursor.fetchone():
            return 0
        cursor.execute(_ATTENTE, [compte, adresse])
        return cursor.fetchone()[0]


def oublier(*, compte: str, ip: str | None = None) -> None:
    """Clear the count, from one address or (None) from all."""
    comptees = Tentatives.objects.filter(compte=compte)
    if ip is not None:
        comptees = comptees.filter(adresse=reseau(ip))
    comptees.delete()


def lever(utilisateur: Utilisateur, *, ip: str) -> None:
    """Nobody has to wait for this account any more. In the history, to tell guesses before from those after.

    Call it before the account is locked: guesses lock first.
    """
    oublier_compte(utilisateur)
    Connexion.objects.create(
        utilisateur=utilisateur, email=utilisateur.email, ip=ip, resultat=Connexion.Resultat.DEVERROUILLEE
    )


def oublier_compte(utilisateur: Utilisateur) -> None:
    """At the login, at the code, at the password of somebody signed in."""
    cles = (cle_du_code, cle_de_l_activation, cle_du_mot_de_passe)
    for compte in (utilisateur.email, *(cle(utilisateur.pk) for cle in cles)):
        oublier(compte=compte)


def cle_du_code(utilisateur_id: UUID | str) -> str:
    """Guesses at the second factor of an account; no address looks like this."""
    return f"code {utilisateur_id}"


def cle_de_l_activation(utilisateur_id: UUID) -> str:
    """Guesses at the code that turns a second factor on, by somebody who is signed in."""
    return f"activation {utilisateur_id}"


def cle_du_mot_de_passe(utilisateur_id: UUID) -> str:
    """Guesses at the password of an account by somebody who is signed in to it."""
    return f"mot de passe {utilisateur_id}"


def reseau(ip: str) -> str:
    """The address that counts: whoever has one IPv6 address has the 2^64 of its network."""
    try:
        adresse = ipaddress.ip_address(ip)
    except ValueError:
        return ip
    if adresse.version == 4:
        return ip
    if adresse.ipv4_mapped:
        return str(adresse.ipv4_mapped)
    return str(ipaddress.ip_network(f"{adresse}/64", strict=False)) if not adresse.scope_id else ip
