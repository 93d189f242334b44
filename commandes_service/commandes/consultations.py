"""The reads: what lists and pages show."""

from uuid import UUID

from django.db.models import QuerySet

from commandes.errors import CommandeInconnue
from commandes.etats import RESERVANTES
from commandes.models import Commande, HistoriqueCommande, Tiers
from commandes.tiers import Genre


def lister_commandes() -> QuerySet[Commande]:
    """Newest first, each with the client or the supplier it names."""
    rows = Commande.objects.filter(supprime_le__isnull=True)
    return rows.select_related("client", "fournisseur").order_by("-cree_le", "-id")


def lire_commande(commande_id: UUID) -> Commande:
    """With its lines; CommandeInconnue when there is none or it is in the trash."""
    commande = lister_commandes().prefetch_related("details").filter(pk=commande_id).first()
    if commande is None:
        raise CommandeInconnue()
    return commande


def lister_pas() -> QuerySet[HistoriqueCommande]:
    return HistoriqueCommande.objects.order_by("id")


def lister_historique(commande_id: UUID) -> QuerySet[HistoriqueCommande]:
    """Oldest first; CommandeInconnue."""
    return lister_pas().filter(commande=lire_commande(commande_id))


def lister_commandes_vivantes() -> QuerySet[Commande]:
    """Those stock_service may hold a reservation for; for no other order may it hold one."""
    return Commande.objects.filter(etat__in=sorted(RESERVANTES)).order_by("id")


def lister_tiers(genre: Genre) -> QuerySet[Tiers]:
    return genre.modele.objects.filter(supprime_le__isnull=True).order_by("nom", "id")


def lire_tiers(genre: Genre, tiers_id: UUID) -> Tiers:
    """ClientInconnu / FournisseurInconnu when there is none or it is in the trash."""
    tiers = lister_tiers(genre).filter(pk=tiers_id).first()
    if tiers is None:
        raise genre.inconnu()
    return tiers
