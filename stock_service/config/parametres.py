"""What operators may change while the service runs (central configuration)."""

from chassis.live_config import parameter

INVENTAIRE_AUTRE_PERSONNE = parameter(
    "inventaire_autre_personne",
    True,
    about="Whether a count session must be approved by somebody who counted nothing in it.",
)
CONSOMMATION_JOURS = parameter(
    "consommation_jours",
    90,
    minimum=7,
    maximum=365,
    about="Over how many past days the use per day of a reorder proposal is taken.",
)
DELAI_JOURS = parameter(
    "delai_jours",
    7,
    minimum=0,
    maximum=3650,
    about="Days a supplier takes when neither the threshold nor the supplier says.",
)
COUVERTURE_JOURS = parameter(
    "couverture_jours",
    30,
    minimum=1,
    maximum=730,
    about="How many days of use a proposal is to last where the threshold has no maximum.",
)
RESERVATION_MINUTES = parameter(
    "reservation_minutes",
    1440,
    minimum=1,
    maximum=525_600,
    about="How long a reservation made by hand holds when nobody says until when.",
)
