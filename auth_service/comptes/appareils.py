"""Which device a request comes from, in words, and whether an account was seen on such a one before."""

import functools
import ipaddress

from django.db import connection
from ua_parser import parse

from comptes.models import AppareilConnu, Utilisateur
from comptes.origine import Origine

# For the warning: another address of the same provider or company network is no news.
_BITS = {4: 24, 6: 48}

_NOTER = """
    INSERT INTO appareils_connus (user_id, appareil, reseau, vu_le)
    VALUES (%s, %s, %s, clock_timestamp())
    ON CONFLICT (user_id, appareil, reseau) DO UPDATE SET vu_le = clock_timestamp()
    RETURNING xmax = 0
"""


@functools.lru_cache(maxsize=1_000)
def nommer(user_agent: str) -> str:
    """A User-Agent header as people know the device: "Firefox · Windows", "curl", "" when it says nothing."""
    trouve = parse(user_agent)
    navigateur = trouve.user_agent.family if trouve.user_agent else ""
    systeme = trouve.os.family if trouve.os else ""
    return " · ".join(nom for nom in (navigateur, systeme) if nom)[:100]


def noter(utilisateur: Utilisateur, origine: Origine) -> bool:
    """Remember where an account has just been signed in from; True when that is new."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTER, [utilisateur.pk, origine.appareil, _reseau(origine.ip)])
        return cursor.fetchone()[0]


def oublier(utilisateur: Utilisateur) -> None:
    """The next sign-in is told by mail, wherever it comes from."""
    AppareilConnu.objects.filter(utilisateur=utilisateur).delete()


def _reseau(ip: str) -> str:
    try:
        adresse = ipaddress.ip_address(ip)
    except ValueError:
        return ip[:50]
    classe = ipaddress.IPv4Network if adresse.version == 4 else ipaddress.IPv6Network
    return str(classe((int(adresse), _BITS[adresse.version]), strict=False))
