"""Reading a growing table from its newest row on, by a position instead of a page number.

A position is the moment of a row and its rank among those of the same moment. PostgreSQL finds the rows
after it in the index of whatever filter applies, however far it is and however many rows share a moment.
"""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, Func, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan

from chassis.errors import InvalidInput

SUIVANT, PRECEDENT = "s", "p"
PAR_LECTURE = 2_000
RANG_MAXIMAL = 2**63


@dataclass(frozen=True)
class Ordre:
    """Newest first by `moment`; `rang` decides between rows of one moment."""

    moment: str
    rang: str

    def position(self, ligne: Any) -> tuple[datetime, int]:
        return getattr(ligne, self.moment), getattr(ligne, self.rang)


@dataclass(frozen=True)
class Page:
    """`suivant` and `precedent` are cursors, None at the ends."""

    lignes: list[Any]
    suivant: str | None
    precedent: str | None


def lire_page(lignes: QuerySet, ordre: Ordre, *, curseur: str, taille: int) -> Page:
    """Raises InvalidInput for a cursor that is none of ours."""
    sens, position = _decoder(curseur) if curseur else (SUIVANT, None)
    en_arriere = sens == PRECEDENT
    trouvees = list(_depuis(lignes, ordre, position, en_arriere)[: taille + 1])
    encore = len(trouvees) > taille
    page = trouvees[:taille][::-1] if en_arriere else trouvees[:taille]
    apres = encore or en_arriere
    avant = encore if en_arriere else position is not None
    premiere = ordre.position(page[0]) if page else position
    derniere = ordre.position(page[-1]) if page else position
    return Page(
        page,
        _encoder(SUIVANT, derniere) if apres and derniere else None,
        _encoder(PRECEDENT, premiere) if avant and premiere else None,
    )


def parcourir(lignes: QuerySet, ordre: Ordre) -> Iterator[Any]:
    """Every row, newest first, with no long statement and few rows in memory."""
    position = None
    while True:
        trouvees = list(_depuis(lignes, ordre, position, False)[:PAR_LECTURE])
        yield from trouvees
        if len(trouvees) < PAR_LECTURE:
            return
        position = ordre.position(trouvees[-1])


def _depuis(lignes: QuerySet, ordre: Ordre, position, en_arriere: bool) -> QuerySet:
    if position is not None:
        comparaison = GreaterThan if en_arriere else LessThan
        ici = Value(position[0], DateTimeField()), Value(position[1], BigIntegerField())
        lignes = lignes.filter(comparaison(_ligne(ordre.moment, ordre.rang), _ligne(*ici)))
    signe = "" if en_arriere else "-"
    return lignes.order_by(signe + ordre.moment, signe + ordre.rang)


def _ligne(*elements) -> Func:
    return Func(*elements, function="ROW", output_field=TextField())


def _encoder(sens: str, position: tuple[datetime, int]) -> str:
    texte = f"{sens} {position[0].isoformat()} {position[1]}"
    return base64.urlsafe_b64encode(texte.encode()).decode()


def _decoder(curseur: str) -> tuple[str, tuple[datetime, int]]:
    try:
        sens, moment, rang = base64.urlsafe_b64decode(curseur).decode().split(" ")
        lu = datetime.fromisoformat(moment)
        if sens not in (SUIVANT, PRECEDENT) or lu.tzinfo is None or not 0 <= int(rang) < RANG_MAXIMAL:
            raise ValueError(curseur)
        lu.utctimetuple()  # a moment that UTC cannot hold is none
        return sens, (lu, int(rang))
    except (ValueError, OverflowError, binascii.Error) as erreur:
        raise InvalidInput({"cursor": ["Ce curseur n'est pas valable."]}) from erreur
