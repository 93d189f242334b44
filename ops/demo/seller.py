"""Who sells in the demo shop. A real installation names its own seller, and issues no invoice before."""

from ops import configuration
from ops.demo.shop import data
from ops.errors import StackError

UNKNOWN_YET = "vendeur_incomplet"  # what commandes_service answers until it has heard who sells
SERVICE = "commandes_service"


def name(consul: str) -> bool:
    """Into the central configuration, unless a seller is there; whether it was so."""
    try:
        return configuration.fill_in(consul, SERVICE, data()["vendeur"])
    except OSError as error:
        raise StackError(f"the demo's seller is not set: no answer from {consul} ({error}).") from error


def name_again(consul: str, given: configuration.Outcome) -> None:
    """Where the demo data are: once Consul has lost what it held, and was `given` git's empty seller anew."""
    if any(f"{SERVICE}/{key}" in given.written for key in data()["vendeur"]):
        name(consul)
