"""What the worker does from time to time."""

from chassis.jobs import job
from commandes.commandes import oublier_cles_de_creation
from commandes.paiements import regler_paiements_en_suspens
from commandes.remboursements import regler_remboursements_en_suspens
from commandes.saga import reprendre_etapes_en_suspens
from commandes.surveillance import verifier_commandes_surveillees


@job(every=3)
def reprendre_les_commandes_en_suspens() -> None:
    reprendre_etapes_en_suspens()


@job(every=10)
def surveiller_les_commandes() -> None:
    verifier_commandes_surveillees()


@job(every=3)
def regler_les_paiements_en_suspens() -> None:
    regler_paiements_en_suspens()
    regler_remboursements_en_suspens()


@job(every=3600)
def oublier_les_cles_de_creation() -> None:
    oublier_cles_de_creation()
