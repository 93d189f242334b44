"""The reads of orders, clients and suppliers: what lists and pages show."""

from uuid import UUID

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from commandes.errors import ClientInconnu, CommandeInconnue, OperationInconnue
from commandes.etats import RESERVANTES, Type
from commandes.models import Client, Commande, HistoriqueCommande, OperationStock, Tiers
from commandes.models.operations import EtatOperation
from commandes.registre import lister_factures
from commandes.tiers import Genre


def lister_commandes() -> QuerySet[Commande]:
    """Newest first, each with the client or the supplier it names, and who made it (`user_email`)."""
    premiers = HistoriqueCommande.objects.filter(commande=OuterRef("pk")).order_by("id")
    rows = Commande.objects.filter(supprime_le__isnull=True)
    rows = rows.annotate(user_email=Subquery(premiers.values("user_email")[:1]))
    return rows.select_related("client", "fournisseur").order_by("-cree_le", "-id")


def lire_commande(commande_id: UUID) -> Commande:
    """With lines, movements and invoices; CommandeInconnue when there is none or it is in the trash."""
    factures = Prefetch("factures", lister_factures().order_by("cree_le", "id"))
    rows = lister_commandes().prefetch_related("details", "operations__lignes__detail", factures)
    commande = rows.filter(pk=commande_id).first()
    if commande is None:
        raise CommandeInconnue()
    return commande


def lister_pas() -> QuerySet[HistoriqueCommande]:
    return HistoriqueCommande.objects.order_by("id")


def lister_historique(commande_id: UUID) -> QuerySet[HistoriqueCommande]:
    """Oldest first; CommandeInconnue."""
    if not lister_commandes().filter(pk=commande_id).exists():
        raise CommandeInconnue()
    return lister_pas().filter(commande_id=commande_id)


def lire_operation(commande: Commande, operation_id: UUID) -> OperationStock:
    """A movement that has been made; OperationInconnue."""
    for operation in commande.operations.all():
        if operation.id == operation_id and operation.etat == EtatOperation.FAITE:
            return operation
    raise OperationInconnue()


def lister_commandes_vivantes() -> QuerySet[Commande]:
    """Those stock_service may hold a reservation for; for no other order may it hold one."""
    return Commande.objects.filter(type=Type.VENTE, etat__in=sorted(RESERVANTES)).order_by("id")


def lister_tiers(genre: Genre) -> QuerySet[Tiers]:
    return genre.modele.objects.filter(supprime_le__isnull=True).order_by("nom", "id")


def lire_tiers(genre: Genre, tiers_id: UUID) -> Tiers:
    """ClientInconnu / FournisseurInconnu when there is none or it is in the trash."""
    tiers = lister_tiers(genre).filter(pk=tiers_id).first()
    if tiers is None:
        raise genre.inconnu()
    return tiers


def lire_client_meme_supprime(client_id: UUID) -> Client:
    """ClientInconnu. Who keeps only an id goes on knowing whose it is while the client is in the trash."""
    client = Client.objects.filter(pk=client_id).first()
    if client is None:
        raise ClientInconnu(client_id=str(client_id))
    return client
