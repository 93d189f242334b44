"""Terms of payment: how many days after the invoice, and whether the end of that month is meant.

"45 jours fin de mois" is reckoned as days first, end of the month then. French law allows at most 60 days,
or 45 days to the end of the month (Code de commerce, L441-10): nothing longer is offered.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices


class Conditions(TextChoices):
    COMPTANT = "comptant", "Comptant"
    JOURS_15 = "15_jours", "15 jours"
    JOURS_30 = "30_jours", "30 jours"
    JOURS_30_FIN_DE_MOIS = "30_jours_fin_de_mois", "30 jours fin de mois"
    JOURS_45 = "45_jours", "45 jours"
    JOURS_45_FIN_DE_MOIS = "45_jours_fin_de_mois", "45 jours fin de mois"
    JOURS_60 = "60_jours", "60 jours"


COMPTANT = Conditions.COMPTANT.value


@dataclass(frozen=True)
class Terme:
    code: str
    libelle: str
    libelle_en: str
    jours: int
    fin_de_mois: bool

    def echeance(self, emission: date) -> date:
        """The day on which an invoice of that day is due."""
        jour = emission + timedelta(days=self.jours)
        return jour.replace(day=monthrange(jour.year, jour.month)[1]) if self.fin_de_mois else jour


def _terme(code: Conditions) -> Terme:
    jours = 0 if code == Conditions.COMPTANT else int(code.value.split("_")[0])
    fin_de_mois = code.value.endswith("fin_de_mois")
    anglais = f"{jours} days end of month" if fin_de_mois else f"{jours} days" if jours else "On receipt"
    return Terme(code.value, str(code.label), anglais, jours, fin_de_mois)


TERMES = {code.value: _terme(code) for code in Conditions}
