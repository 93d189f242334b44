from commandes.models.commandes import (
    Commande,
    CompteurCommandes,
    DetailCommande,
    HistoriqueCommande,
)
from commandes.models.factures import CompteurFactures, Facture, LigneFacture
from commandes.models.operations import LigneOperation, OperationStock
from commandes.models.paiements import Paiement, Remboursement, TransactionSimulee
from commandes.models.pieces import PieceCopie
from commandes.models.tiers import Client, Fournisseur, Tiers

__all__ = [
    "Client",
    "Commande",
    "CompteurCommandes",
    "CompteurFactures",
    "DetailCommande",
    "Facture",
    "Fournisseur",
    "HistoriqueCommande",
    "LigneFacture",
    "LigneOperation",
    "OperationStock",
    "Paiement",
    "PieceCopie",
    "Remboursement",
    "Tiers",
    "TransactionSimulee",
]
