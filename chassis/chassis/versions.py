"""Optimistic locking: objects carry `version`, a client may send `If-Match: "<version>"`."""

from django.http import HttpRequest

from chassis.errors import InvalidInput, VersionMismatch


def expected_version(request: HttpRequest) -> int | None:
    """The version the client read, or None when it does not say."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    digits = header.removeprefix("W/").strip('"')
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise InvalidInput({"If-Match": ['Une version entre guillemets est attendue, comme "3".']})
    return int(digits)


def require_version(current: int, expected: int | None) -> None:
    if expected is not None and expected != current:
        raise VersionMismatch(
            f"La version {expected} a été lue, l'objet en est à la version {current}.", version=current
        )
