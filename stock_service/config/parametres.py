"""What operators may change while the service runs (central configuration)."""

from chassis.live_config import parameter

RESERVATION_MINUTES = parameter(
    "reservation_minutes",
    1440,
    minimum=1,
    maximum=525_600,
    about="How long a reservation made by hand holds when nobody says until when.",
)
