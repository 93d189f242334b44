"""Ids and bar codes of the demo data: always the same, so that filling twice makes nothing twice."""

import hashlib
import uuid

# the first millisecond of 2026: the time part of these UUIDs (version 7, as everywhere)
EPOCH_MS = 1_767_225_600_000


def demo_id(*names: str) -> str:
    """The id of the object of these names."""
    digest = hashlib.sha256("/".join(("demo", *names)).encode()).digest()
    number = EPOCH_MS << 80 | int.from_bytes(digest[:10])
    number = number & ~(0xF << 76) | 7 << 76  # version
    number = number & ~(0x3 << 62) | 0x2 << 62  # variant
    return str(uuid.UUID(int=number))


def ean13(number: int) -> str:
    """A valid EAN-13 of the range kept for use inside a company (prefix 2)."""
    digits = f"2{number:011d}"
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return digits + str(-total % 10)
