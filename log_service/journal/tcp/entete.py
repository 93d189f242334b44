"""The header in which the gateway says whose connection it passes on: PROXY protocol, version 2.

Without it every act over TCP would be the gateway's. Who connects directly sends none, and begins with a
frame.
"""

import ipaddress
import struct

from journal.tcp.trames import TrameIllisible

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
FIXE = struct.Struct("!12sBBH")  # signature, version and command, family and protocol, length of the rest
VERSION, PASSE = 0x20, 0x21  # LOCAL: the gateway speaks for itself; PROXY: for somebody else
ADRESSES = {0x11: 4, 0x21: 16}  # TCP over IPv4 and IPv6: the source comes first, in so many bytes
PORTS = 4
MAXIMUM = 1_024


def est_de_confiance(adresse: str) -> bool:
    """The gateway stands on this machine or in its private network: nobody else is believed."""
    try:
        lue = ipaddress.ip_address(adresse)
    except ValueError:
        return False
    return (getattr(lue, "ipv4_mapped", None) or lue).is_private


def commence(octets: bytes) -> bool:
    """Whether a header, and no frame, begins here."""
    return octets[:1] == SIGNATURE[:1]


def lire_entete(octets: bytes) -> tuple[str, bytes] | None:
    """The client's address ("" where it says none) and what follows; None while the header is not whole.

    Raises TrameIllisible.
    """
    if octets[: len(SIGNATURE)] != SIGNATURE[: len(octets)]:
        raise TrameIllisible("Une longueur suivie de # est attendue.")
    if len(octets) < FIXE.size:
        return None
    _, commande, famille, longueur = FIXE.unpack_from(octets)
    taille = ADRESSES.get(famille, 0) if commande == PASSE else 0
    minimum = 2 * taille + PORTS if taille else 0
    if commande not in (VERSION, PASSE) or longueur > MAXIMUM or longueur < minimum:
        raise TrameIllisible("Cet en-tête PROXY n'est pas compris.")
    fin = FIXE.size + longueur
    if len(octets) < fin:
        return None
    source = octets[FIXE.size : FIXE.size + taille]
    return str(ipaddress.ip_address(source)) if source else "", octets[fin:]
