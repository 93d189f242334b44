"""What operators may change while the service runs (central configuration)."""

from chassis.live_config import parameter

INVENTAIRE_AUTRE_PERSONNE = parameter(
    "inventaire_autre_personne",
    True,
    about="Whether a count session must be approved by somebody who counted nothing in it.",
    about_fr="Si un inventaire doit être approuvé par quelqu'un qui n'y a rien compté.",
)
CONSOMMATION_JOURS = parameter(
    "consommation_jours",
    90,
    minimum=7,
    maximum=365,
    about="Over how many past days the use per day of a reorder proposal is taken.",
    about_fr="Nombre de jours passés dont une proposition tire la consommation par jour.",
)
DELAI_JOURS = parameter(
    "delai_jours",
    7,
    minimum=0,
    maximum=3650,
    about="Days a supplier takes when neither the threshold nor the supplier says.",
    about_fr="Jours que met un fournisseur quand ni le seuil ni le fournisseur ne le disent.",
)
COUVERTURE_JOURS = parameter(
    "couverture_jours",
    30,
    minimum=1,
    maximum=730,
    about="How many days of use a proposal is to last where the threshold has no maximum.",
    about_fr="Jours de consommation qu'une proposition doit couvrir quand le seuil n'a pas de maximum.",
)
RESERVATION_MINUTES = parameter(
    "reservation_minutes",
    1440,
    minimum=1,
    maximum=525_600,
    about="How long a reservation made by hand holds when nobody says until when.",
    about_fr="Minutes pendant lesquelles tient une réservation faite à la main dont la fin n'est pas dite.",
)
