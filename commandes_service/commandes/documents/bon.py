"""Papers to print: the order itself, or a slip, without prices, of one shipping, receiving or return."""

from uuid import UUID

from commandes.calendrier import FUSEAU
from commandes.consultations import lire_operation
from commandes.documents.formats import euros, jour, nombre, pourcent
from commandes.documents.page import Page
from commandes.etats import Type
from commandes.models import Commande, OperationStock
from commandes.models.operations import TypeOperation

TITRES = {
    TypeOperation.EXPEDITION: "Bon de livraison",
    TypeOperation.RECEPTION: "Bon de réception",
    TypeOperation.RETOUR: "Bon de retour",
}


def rendre_bon(commande: Commande, *, operation_id: UUID | None = None) -> tuple[str, bytes]:
    """The file's name and its content; OperationInconnue."""
    if operation_id is None:
        return commande.reference, _commande(commande)
    operation = lire_operation(commande, operation_id)
    rang = [o.id for o in commande.operations.all()].index(operation.id) + 1
    return f"{commande.reference}-{rang}", _operation(commande, operation, rang)


def _commande(commande: Commande) -> bytes:
    titre = "Commande" if commande.type == Type.VENTE else "Bon de commande"
    page = _page(f"{titre} {commande.reference}", commande, _quand(commande))
    page.tableau(
        ["Référence", "Désignation", "Quantité", "Prix unitaire HT", "Remise", "TVA", "Total HT"],
        [
            [
                ligne.reference,
                ligne.nom,
                f"{nombre(ligne.quantite)} {ligne.unite}",
                euros(ligne.prix_unitaire),
                pourcent(ligne.remise) if ligne.remise else "",
                pourcent(ligne.taux_tva),
                euros(ligne.total_ht),
            ]
            for ligne in commande.details.all()
        ],
        largeurs=[20, 46, 20, 22, 14, 14, 24],
        alignements=["LEFT", "LEFT", "RIGHT", "RIGHT", "RIGHT", "RIGHT", "RIGHT"],
    )
    for libelle, montant in (
        ("Total HT", commande.total_ht),
        ("TVA", commande.total_tva),
        ("Total TTC", commande.total_ttc),
    ):
        page.cell(page.epw, 5, f"{libelle} : {euros(montant)}", align="R", new_x="LMARGIN", new_y="NEXT")
    if commande.notes:
        page.ln(3)
        page.paragraphe(commande.notes, taille=9)
    return page.contenu()


def _operation(commande: Commande, operation: OperationStock, rang: int) -> bytes:
    quand = f"Le {jour(operation.cree_le.astimezone(FUSEAU).date())}"
    page = _page(f"{TITRES[operation.type]} {commande.reference}-{rang}", commande, quand)
    page.tableau(
        ["Référence", "Désignation", "Commandé", "Quantité"],
        [
            [
                ligne.detail.reference,
                ligne.detail.nom,
                f"{nombre(ligne.detail.quantite)} {ligne.detail.unite}",
                f"{nombre(ligne.quantite)} {ligne.detail.unite}",
            ]
            for ligne in operation.lignes.all()
        ],
        largeurs=[30, 70, 30, 30],
        alignements=["LEFT", "LEFT", "RIGHT", "RIGHT"],
    )
    if operation.motif:
        page.paragraphe(operation.motif, taille=9)
    page.ln(10)
    page.paragraphe("Reçu le :                              Signature :", taille=9)
    return page.contenu()


def _page(titre: str, commande: Commande, sous_titre: str) -> Page:
    tiers = commande.client or commande.fournisseur
    qui = "Client" if commande.client else "Fournisseur"
    page = Page(titre=titre, pied=commande.reference)
    page.titre(titre, sous_titre)
    page.blocs([], [f"{qui} : {tiers.nom}", tiers.adresse, tiers.telephone, tiers.email])
    return page


def _quand(commande: Commande) -> str:
    lignes = [f"Le {jour(commande.cree_le.astimezone(FUSEAU).date())}"]
    if commande.prevu_le:
        lignes.append(f"Prévue le {jour(commande.prevu_le)}")
    return "\n".join(lignes)
