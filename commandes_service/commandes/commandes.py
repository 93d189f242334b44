"""THE RULES of writing an order: create, edit while it is a draft, delete, restore, purge."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.errors import InvalidInput
from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.jobs import IDEMPOTENCY_KEYS_KEPT
from chassis.versions import require_version
from commandes import lignes as lignes_de_commande
from commandes import tiers, transitions
from commandes.calendrier import aujourd_hui
from commandes.errors import (
    CommandeFacturee,
    CommandeInconnue,
    CommandeNonModifiable,
    CommandeNonSupprimable,
    IdentifiantPris,
    PasDansLaCorbeille,
    StockSansReponse,
    TiersSupprime,
)
from commandes.etats import MODIFIABLES, SUPPRIMABLES, TERMINEES, Action, Type
from commandes.instantanes import differences, instantane_commande
from commandes.lignes import LigneDemandee
from commandes.messages import annoncer_commande
from commandes.models import Commande, DetailCommande
from commandes.numerotation import prochaine_reference
from commandes.pieces_copie import pieces_a_commander

MODULE = "commandes"


class Changements(TypedDict):
    """Absent: unchanged. `details` replaces all lines."""

    type: NotRequired[str]
    client_id: NotRequired[UUID | None]
    fournisseur_id: NotRequired[UUID | None]
    notes: NotRequired[str]
    prevu_le: NotRequired[date | None]
    details: NotRequired[list[LigneDemandee]]


def creer_commande(
    *,
    type: str,
    acteur: Actor,
    client_id: UUID | None = None,
    fournisseur_id: UUID | None = None,
    details: Iterable[LigneDemandee] = (),
    notes: str = "",
    prevu_le: date | None = None,
    proposition_id: UUID | None = None,
    id: UUID | None = None,
    cle: str | None = None,
) -> Commande:
    """A draft. The same `cle` from the same user answers the order it made before, whatever crashed since."""
    deja = _deja_creee(acteur, cle)
    if deja:
        return deja
    details = list(details)
    pieces = pieces_a_commander(piece_ids=[ligne["piece_id"] for ligne in details], acteur=acteur)
    with transaction.atomic():
        commande = Commande(
            id=id or new_id(),
            type=type,
            notes=notes,
            prevu_le=prevu_le,
            proposition_id=proposition_id,
            user_id=acteur.id,
            cle_creation=cle,
        )
        _rattacher(commande, client_id, fournisseur_id)
        if Commande.objects.filter(pk=commande.pk).exists():
            raise IdentifiantPris(id=str(commande.pk))
        lignes = lignes_de_commande.composer(commande, details, pieces)
        _inscrire(commande, lignes, acteur)
    return commande


def dupliquer_commande(*, commande_id: UUID, acteur: Actor, cle: str | None = None) -> Commande:
    """A new draft for the same client or supplier, with the same lines at the same prices.

    PieceInconnue, PieceInactive when a piece is no longer sold; ClientInconnu / FournisseurInconnu.
    """
    modele = Commande.objects.filter(pk=commande_id, supprime_le__isnull=True).first()
    if modele is None:
        raise CommandeInconnue()
    details: list[LigneDemandee] = [
        {
            "piece_id": ligne.piece_id,
            "quantite": ligne.quantite,
            "prix_unitaire": ligne.prix_unitaire,
            "remise": ligne.remise,
            "taux_tva": ligne.taux_tva,
        }
        for ligne in modele.details.all()
    ]
    return creer_commande(
        type=modele.type,
        client_id=modele.client_id,
        fournisseur_id=modele.fournisseur_id,
        details=details,
        notes=modele.notes,
        cle=cle,
        acteur=acteur,
    )


def modifier_commande(
    *, commande_id: UUID, changements: Changements, acteur: Actor, version_attendue: int | None
) -> Commande:
    """CommandeNonModifiable unless it is a draft; VersionMismatch when another was faster."""
    details = changements.get("details")
    pieces = pieces_a_commander(piece_ids=[ligne["piece_id"] for ligne in details or ()], acteur=acteur)
    with transaction.atomic():
        commande = transitions.verrouiller_commande(commande_id)
        if commande.etat not in MODIFIABLES:
            raise CommandeNonModifiable(etat=commande.etat)
        require_version(commande.version, version_attendue)
        if changements.get("type", commande.type) != commande.type:
            raise InvalidInput({"type": ["Le type d'une commande ne change pas."]})
        anciennes = list(commande.details.all())
        avant = instantane_commande(commande, anciennes)
        _rattacher(
            commande,
            changements.get("client_id", commande.client_id),
            changements.get("fournisseur_id", commande.fournisseur_id),
        )
        commande.notes = changements.get("notes", commande.notes)
        commande.prevu_le = changements.get("prevu_le", commande.prevu_le)
        lignes = anciennes
        if details is not None:
            lignes = lignes_de_commande.composer(commande, details, pieces)
            lignes_de_commande.remplacer(commande, lignes)
        _changer(commande)
        ce_qui_etait, ce_qui_est = differences(avant, instantane_commande(commande, lignes))
        _noter("modifier", commande, acteur, avant=ce_qui_etait, apres=ce_qui_est)
    return commande


def supprimer_commande(*, commande_id: UUID, acteur: Actor, version_attendue: int | None) -> None:
    """To the trash; CommandeNonSupprimable unless it is a draft or cancelled. What was invoiced once is
    kept, as its invoices are.
    """
    with transaction.atomic():
        commande = transitions.verrouiller_commande(commande_id)
        if commande.etat not in SUPPRIMABLES:
            raise CommandeNonSupprimable(etat=commande.etat)
        if commande.factures.exists():
            raise CommandeNonSupprimable("Une commande qui a été facturée se garde.", etat=commande.etat)
        require_version(commande.version, version_attendue)
        commande.supprime_le, commande.supprime_par = timezone.now(), acteur.id
        _changer(commande)
        instantane = instantane_commande(commande, list(commande.details.all()))
        corbeille.deposer(
            MODULE, commande.pk, libelle=commande.reference, instantane=instantane, acteur=acteur
        )
        _noter("supprimer", commande, acteur, avant=instantane)


def restaurer_commande(*, objet_id: UUID, acteur: Actor) -> str:
    """TiersSupprime when a draft's client or supplier is in the trash: it comes back first."""
    with transaction.atomic():
        commande = transitions.verrouiller_meme_supprimee(objet_id)
        if commande is None:
            raise CommandeInconnue(module=MODULE)
        if commande.supprime_le is not None:
            if commande.etat not in TERMINEES:
                tiers.exiger_tiers_vivant(commande)
            commande.supprime_le = commande.supprime_par = commande.supprimee_avec = None
            _changer(commande)
            _noter("restaurer", commande, acteur, apres={"etat": commande.etat})
        return commande.reference


def apercu_commande(*, objet_id: UUID) -> corbeille.Apercu:
    """Its lines come back with it; a draft's client or supplier must be there before."""
    commande = Commande.objects.select_related("client", "fournisseur").filter(pk=objet_id).first()
    if commande is None:
        raise CommandeInconnue(module=MODULE)
    tiers_vivant = (commande.client or commande.fournisseur).supprime_le is None
    conflits = []
    if commande.etat not in TERMINEES and not tiers_vivant:
        conflits = [{"code": TiersSupprime.code, "detail": TiersSupprime.title}]
    revient = [
        {
            "module": "details_commandes",
            "objet_id": str(ligne.pk),
            "libelle": f"{ligne.reference} {ligne.nom}",
        }
        for ligne in commande.details.all()
    ]
    return corbeille.Apercu(libelle=commande.reference, revient=revient, conflits=conflits)


def purger_commande(*, objet_id: UUID, acteur: Actor) -> str:
    """Remove the row for good, with its lines and its history; the audit log keeps what it was."""
    with transaction.atomic():
        commande = transitions.verrouiller_meme_supprimee(objet_id)
        if commande is None:
            return ""
        if commande.supprime_le is None:
            raise PasDansLaCorbeille()
        if commande.surveillee_jusqua is not None:
            # Its row must outlive whatever stock_service may still do for it, see surveillance.py.
            raise StockSansReponse(id=str(commande.pk), etat=commande.etat, retry_after=60)
        if commande.factures.exists():
            raise CommandeFacturee(factures=sorted(commande.factures.values_list("numero", flat=True)))
        _noter("purger", commande, acteur, avant=instantane_commande(commande, list(commande.details.all())))
        commande.delete()
        return commande.reference


def oublier_cles_de_creation() -> None:
    """As long as the keys of every POST: one that comes later makes another order."""
    avant = timezone.now() - IDEMPOTENCY_KEYS_KEPT
    Commande.objects.filter(cle_creation__isnull=False, cree_le__lt=avant).update(cle_creation=None)


def _deja_creee(acteur: Actor, cle: str | None) -> Commande | None:
    if not cle:
        return None
    rows = Commande.objects.select_related("client", "fournisseur")
    return rows.filter(user_id=acteur.id, cle_creation=cle).first()


def _inscrire(commande: Commande, lignes: list[DetailCommande], acteur: Actor) -> None:
    commande.reference = prochaine_reference(annee=aujourd_hui().year)
    commande.recherche = normalise(commande.reference)
    commande.save(force_insert=True)
    lignes_de_commande.remplacer(commande, lignes)
    transitions.ouvrir_historique(commande, acteur=acteur)
    _noter("creer", commande, acteur, apres=instantane_commande(commande, lignes))
    annoncer_commande(commande, action=Action.CREER, acteur=acteur)


def _rattacher(commande: Commande, client_id: UUID | None, fournisseur_id: UUID | None) -> None:
    """A sale has a client, a purchase a supplier; both locked, so that they are not deleted meanwhile."""
    est_vente = commande.type == Type.VENTE
    attendu, intrus = ("client_id", "fournisseur_id") if est_vente else ("fournisseur_id", "client_id")
    ids = {"client_id": client_id, "fournisseur_id": fournisseur_id}
    if ids[intrus] is not None:
        raise InvalidInput({intrus: [f"Une commande de type {commande.type} n'en a pas."]})
    if ids[attendu] is None:
        raise InvalidInput({attendu: [f"Obligatoire pour une commande de type {commande.type}."]})
    if est_vente:
        commande.client = tiers.verrouiller_tiers(tiers.CLIENTS, ids[attendu])
    else:
        commande.fournisseur = tiers.verrouiller_tiers(tiers.FOURNISSEURS, ids[attendu])


def _changer(commande: Commande) -> None:
    commande.version += 1
    commande.modifie_le = timezone.now()
    commande.save()


def _noter(action: str, commande: Commande, acteur: Actor, **etats: Any) -> None:
    audit.record(action, MODULE, commande.pk, acteur=acteur, libelle=commande.reference, **etats)
