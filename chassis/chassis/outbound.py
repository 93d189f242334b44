"""Calls to addresses that people wrote into the application, which may lead anywhere.

The name is resolved here, once; every address it stands for must be a public one; the call goes to that
very address, so that a name which changes its mind meanwhile gains nothing. Redirects are not followed, no
proxy is asked, little of the answer is read, and the whole takes `TOTAL_SECONDS` at most. What goes wrong is
a Reply too: its `error` says what.
"""

import http.client
import ipaddress
import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import SplitResult, urlsplit

log = logging.getLogger(__name__)

SCHEMES = {"http": 80, "https": 443}
RESOLVE_SECONDS = 3.0
CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 10.0
ANSWER_BYTES = 8_192
EXCERPT_LENGTH = 1_000
ADDRESSES_TRIED = 2
# is_global says yes here: set aside for protocols (RFC 6890), or leading to another address (6to4, Teredo)
NOT_PUBLIC = [ipaddress.ip_network(network) for network in ("192.0.0.0/24", "2002::/16", "2001::/32")]
# all that IPv6 routes between networks; NAT64 and the old site-local addresses lie outside of it
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")

FORBIDDEN = "adresse_interdite"
UNKNOWN_NAME = "nom_inconnu"
CONNECTION = "connexion"
TIMEOUT = "delai"
TLS = "tls"
REDIRECT = "redirection"
ANSWER = "reponse"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Reply:
    """`status` as answered; `error` when there was no good answer; `excerpt`: how the answer begins."""

    status: int | None = None
    error: str | None = None
    address: str | None = None
    excerpt: str = ""
    duration_ms: int = 0

    @property
    def ok(self) -> bool:
        return self.error is None and self.status is not None and 200 <= self.status < 300


class _Failed(Exception):
    def __init__(self, error: str, address: str | None = None):
        self.error, self.address = error, address
        super().__init__(error)


def problem_with(url: str) -> str | None:
    """Why this can be no address to call, as a sentence; None when it can."""
    if not url.isascii() or any(char <= " " or char == "\x7f" for char in url):
        return "L'adresse ne doit avoir que des caractères ASCII, sans espace."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "L'adresse est mal formée."
    if parts.scheme not in SCHEMES or not parts.hostname or "\\" in url:
        return "Une adresse qui commence par http:// ou https:// est attendue."
    if parts.username is not None or parts.password is not None:
        return "L'adresse ne doit contenir ni nom d'utilisateur ni mot de passe."
    return "Le port 0 n'existe pas." if port == 0 else None


def forbidden_address(url: str, *, allowed: Iterable[Network] = ()) -> str | None:
    """The first address behind `url` that must not be called; None also when the name is not known now."""
    try:
        _addresses(urlsplit(url), list(allowed))
    except _Failed as failure:
        return failure.address
    return None


def post(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Iterable[Network] = ()) -> Reply:
    """POST once. `allowed`: networks that may be called although they are not public."""
    started = time.monotonic()
    parts = urlsplit(url)
    address = None
    try:
        networks = list(allowed)
        connection, address = _connect(parts, _addresses(parts, networks), networks)
        reply = _exchange(connection, parts, body, headers, started + TOTAL_SECONDS)
    except _Failed as failure:
        reply, address = Reply(error=failure.error), failure.address or address
    return replace(reply, address=address, duration_ms=round((time.monotonic() - started) * 1000))


def is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        if ip not in PUBLIC_IPV6:
            return False
    if any(ip in network for network in NOT_PUBLIC):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _may_be_called(address: str, allowed: list[Network]) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    return is_public(address) or any(ip in network for network in allowed)


def _addresses(parts: SplitResult, allowed: list[Network]) -> list[str]:
    """What the name stands for; one address that must not be called is enough to refuse them all."""
    port = parts.port or SCHEMES[parts.scheme]
    found: list = []
    thread = threading.Thread(target=_resolve, args=(parts.hostname, port, found), daemon=True)
    thread.start()
    thread.join(RESOLVE_SECONDS)  # the resolver has no time-out of its own
    if not found:
        raise _Failed(UNKNOWN_NAME)
    addresses = list(dict.fromkeys(row[4][0] for row in found))
    for address in addresses:
        if not _may_be_called(address, allowed):
            raise _Failed(FORBIDDEN, address)
    return addresses


def _resolve(host: str, port: int, found: list) -> None:
    try:
        found += socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        log.info("%s is no known name: %s", host, error)


def _connect(parts: SplitResult, addresses: list[str], allowed: list[Network]) -> tuple[socket.socket, str]:
    port = parts.port or SCHEMES[parts.scheme]
    failure = _Failed(CONNECTION, addresses[0])
    for address in addresses[:ADDRESSES_TRIED]:
        try:
            connected = socket.create_connection((address, port), CONNECT_SECONDS)
        except TimeoutError:
            failure = _Failed(TIMEOUT, address)
            continue
        except OSError:
            failure = _Failed(CONNECTION, address)
            continue
        if not _may_be_called(connected.getpeername()[0], allowed):
            connected.close()
            raise _Failed(FORBIDDEN, connected.getpeername()[0])
        return connected, address
    raise failure


def _exchange(connected: socket.socket, parts: SplitResult, body, headers, deadline: float) -> Reply:
    if parts.scheme == "https":
        # the handshake below, once there is somebody to end it when it takes too long
        context = ssl.create_default_context()
        connected = context.wrap_socket(
            connected, server_hostname=parts.hostname, do_handshake_on_connect=False
        )
    connected.settimeout(max(0.1, deadline - time.monotonic()))
    guard = threading.Timer(deadline - time.monotonic(), _cut, [connected])
    guard.start()
    try:
        if isinstance(connected, ssl.SSLSocket):
            connected.do_handshake()
        return _request(connected, parts, body, headers)
    except ssl.SSLError as error:
        raise _Failed(TIMEOUT if time.monotonic() >= deadline else TLS) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= deadline or isinstance(error, TimeoutError)
        answered = isinstance(error, http.client.HTTPException | ValueError)
        raise _Failed(TIMEOUT if late else ANSWER if answered else CONNECTION) from error
    finally:
        guard.cancel()
        connected.close()


def _cut(connected: socket.socket) -> None:
    """End the connection under whoever reads it; a receiver that sends a byte now and then ends too."""
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        pass  # it had ended by itself


def _request(connected: socket.socket, parts: SplitResult, body, headers) -> Reply:
    client = http.client.HTTPConnection(parts.hostname, parts.port or SCHEMES[parts.scheme])
    client.sock = connected
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    client.request("POST", target, body, {"Host": parts.netloc, "Connection": "close", **headers})
    response = client.getresponse()
    error = REDIRECT if 300 <= response.status < 400 else None
    return Reply(status=response.status, error=error, excerpt=_beginning(response))


def _beginning(response: http.client.HTTPResponse) -> str:
    """The status is known already: an answer that breaks off changes nothing about it."""
    read = b""
    try:
        while len(read) < ANSWER_BYTES:
            chunk = response.read1(ANSWER_BYTES - len(read))
            if not chunk:
                break
            read += chunk
    except (OSError, http.client.HTTPException, ValueError) as error:
        log.info("the answer broke off: %s", error)
    return read.decode(errors="replace").replace("\x00", "\ufffd")[:EXCERPT_LENGTH]
