"""Papers: invoices and slips. What draws them takes 17 MB in each process: it comes with the first one."""

from uuid import UUID

from commandes.models import Commande, Facture


def rendre_facture(facture: Facture) -> bytes:
    from commandes.documents import facture as papier

    return papier.rendre_facture(facture)


def rendre_bon(commande: Commande, *, operation_id: UUID | None = None) -> tuple[str, bytes]:
    """The file's name and its content; OperationInconnue."""
    from commandes.documents import bon

    return bon.rendre_bon(commande, operation_id=operation_id)
