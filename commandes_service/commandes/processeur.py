"""What a card processor must offer; the only view that the rules have of one.

Each act carries a key of ours (the id of the payment or refund): the same key is the same act, however
often it is asked for. A processor that does not answer in time raises SansReponse; what it did is then
unknown until `consulter` tells. A real processor is a class with these four methods; the setting
CARD_PROCESSOR names it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SansReponse(Exception):
    """Nobody knows yet what the processor did."""


@dataclass(frozen=True)
class Carte:
    """Lives as long as the request that brought it; neither stored, nor logged, nor shown."""

    numero: str
    expiration: str
    cryptogramme: str

    @property
    def fin(self) -> str:
        return self.numero[-4:]

    def __repr__(self) -> str:
        return f"Carte(…{self.fin})"


@dataclass(frozen=True)
class Reponse:
    """`acceptee` None: the processor is still at work. `raison`: why it refused."""

    acceptee: bool | None
    transaction_id: str = ""
    raison: str = ""


class Processeur(Protocol):
    def debiter(self, *, cle: str, montant: Decimal, carte: Carte) -> Reponse:
        """Take the amount; SansReponse."""

    def rembourser(self, *, cle: str, transaction_id: str, montant: Decimal) -> Reponse:
        """Give back (part of) what a transaction took; SansReponse."""

    def consulter(self, *, cle: str) -> Reponse | None:
        """What became of the act with that key; None when it has never come. SansReponse."""

    def abandonner(self, *, cle: str) -> Reponse:
        """Whatever still arrives with that key has no effect; or what it has become already. SansReponse."""


def processeur() -> Processeur:
    return import_string(settings.CARD_PROCESSOR)()
