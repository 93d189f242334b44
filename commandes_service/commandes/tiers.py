"""THE RULES of clients and suppliers. They are the same for both; `Genre` says which of the two."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from chassis import audit, corbeille
from chassis.auth.actor import Actor
from chassis.errors import NotFound, Refusal
from chassis.filters import normalise
from chassis.identifiers import new_id
from chassis.versions import require_version
from commandes.errors import (
    ClientInconnu,
    ClientUtilise,
    FournisseurInconnu,
    FournisseurUtilise,
    IdentifiantPris,
    PasDansLaCorbeille,
    TiersSupprime,
)
from commandes.etats import TERMINEES, Etat
from commandes.facturables import a_facturer
from commandes.instantanes import (
    CHAMPS_CLIENT,
    CHAMPS_FOURNISSEUR,
    differences,
    instantane_commande,
    instantane_tiers,
)
from commandes.messages import annoncer_fournisseur
from commandes.models import Client, Commande, Facture, Fournisseur, Tiers
from commandes.models.factures import TypeFacture

METHODE_DE_FOURNISSEUR = {
    "creer": "create",
    "modifier": "update",
    "supprimer": "delete",
    "restaurer": "restore",
}


@dataclass(frozen=True)
class Genre:
    module: str
    modele: type[Tiers]
    champs: tuple[str, ...]
    inconnu: type[NotFound]
    utilise: type[Refusal]


CLIENTS = Genre("clients", Client, CHAMPS_CLIENT, ClientInconnu, ClientUtilise)
FOURNISSEURS = Genre("fournisseurs", Fournisseur, CHAMPS_FOURNISSEUR, FournisseurInconnu, FournisseurUtilise)


def creer_tiers(*, genre: Genre, acteur: Actor, id: UUID | None = None, **champs: Any) -> Tiers:
    """IdentifiantPris when the id that was given is another's, even in the trash."""
    with transaction.atomic():
        tiers = genre.modele(id=id or new_id(), **champs)
        tiers.recherche = _recherche(tiers)
        if genre.modele.objects.filter(pk=tiers.pk).exists():
            raise IdentifiantPris(id=str(tiers.pk))
        tiers.save(force_insert=True)
        _noter("creer", genre, tiers, acteur, apres=instantane_tiers(tiers, genre.champs))
    return tiers


def modifier_tiers(
    *, genre: Genre, tiers_id: UUID, changements: dict[str, Any], acteur: Actor, version_attendue: int | None
) -> Tiers:
    """Change the fields that `changements` names; VersionMismatch when another was faster."""
    with transaction.atomic():
        tiers = verrouiller_tiers(genre, tiers_id)
        require_version(tiers.version, version_attendue)
        avant = instantane_tiers(tiers, genre.champs)
        for champ in genre.champs:
            if champ in changements:
                setattr(tiers, champ, changements[champ])
        tiers.recherche = _recherche(tiers)
        _changer(tiers)
        ce_qui_etait, ce_qui_est = differences(avant, instantane_tiers(tiers, genre.champs))
        _noter("modifier", genre, tiers, acteur, avant=ce_qui_etait, apres=ce_qui_est)
    return tiers


def supprimer_tiers(*, genre: Genre, tiers_id: UUID, acteur: Actor, version_attendue: int | None) -> None:
    """To the trash with its drafts; ClientUtilise / FournisseurUtilise while an order that is not over or an
    invoice that is not settled needs it.

    An order takes the same lock on its client or supplier when it is written, so none can appear meanwhile.
    """
    with transaction.atomic():
        tiers = verrouiller_tiers(genre, tiers_id)
        require_version(tiers.version, version_attendue)
        brouillons = _verrouiller_brouillons(tiers)
        _exiger_libre(genre, tiers, brouillons)
        tiers.supprime_le, tiers.supprime_par = timezone.now(), acteur.id
        _changer(tiers)
        _supprimer_brouillons(tiers, brouillons)
        _noter_brouillons("supprimer", brouillons, acteur)
        references = [brouillon.reference for brouillon in brouillons]
        instantane = instantane_tiers(tiers, genre.champs) | {"brouillons": references}
        corbeille.deposer(genre.module, tiers.pk, libelle=tiers.nom, instantane=instantane, acteur=acteur)
        _noter("supprimer", genre, tiers, acteur, avant=instantane)


def exiger_tiers_vivant(commande: Commande) -> None:
    """TiersSupprime; locks the client or supplier, so that it is not deleted meanwhile."""
    genre = CLIENTS if commande.client_id else FOURNISSEURS
    tiers_id = commande.client_id or commande.fournisseur_id
    try:
        verrouiller_tiers(genre, tiers_id)
    except genre.inconnu as error:
        raise TiersSupprime(tiers_id=str(tiers_id)) from error


def restaurer_tiers(*, genre: Genre, objet_id: UUID, acteur: Actor) -> str:
    with transaction.atomic():
        tiers = _verrouiller_meme_supprime(genre, objet_id)
        if tiers is None:
            raise genre.inconnu(module=genre.module)
        if tiers.supprime_le is not None:
            tiers.supprime_le = tiers.supprime_par = None
            _changer(tiers)
            brouillons = list(_brouillons_de(tiers))
            Commande.objects.filter(pk__in=[b.pk for b in brouillons]).update(
                supprime_le=None, supprime_par=None, supprimee_avec=None, version=F("version") + 1
            )
            _noter_brouillons("restaurer", brouillons, acteur)
            _noter("restaurer", genre, tiers, acteur, apres=instantane_tiers(tiers, genre.champs))
        return tiers.nom


def purger_tiers(*, genre: Genre, objet_id: UUID, acteur: Actor) -> str:
    """Remove the row; refused while any order, even finished or in the trash, names it."""
    with transaction.atomic():
        tiers = _verrouiller_meme_supprime(genre, objet_id)
        if tiers is None:
            return ""
        if tiers.supprime_le is None:
            raise PasDansLaCorbeille()
        commandes = tiers.commandes.exclude(supprimee_avec=tiers.pk).count()
        if commandes or _brouillons_de(tiers).filter(surveillee_jusqua__isnull=False).exists():
            raise genre.utilise(commandes=commandes, factures=0)
        _noter_brouillons("purger", _brouillons_de(tiers), acteur)
        _brouillons_de(tiers).delete()
        _noter("purger", genre, tiers, acteur, avant=instantane_tiers(tiers, genre.champs))
        tiers.delete()
        return tiers.nom


def apercu_tiers(*, genre: Genre, objet_id: UUID) -> corbeille.Apercu:
    """What comes back with it: its drafts."""
    tiers = genre.modele.objects.filter(pk=objet_id).first()
    if tiers is None:
        raise genre.inconnu(module=genre.module)
    brouillons = _brouillons_de(tiers).order_by("reference").values_list("id", "reference")
    revient = [{"module": "commandes", "objet_id": str(pk), "libelle": ref} for pk, ref in brouillons]
    return corbeille.Apercu(libelle=tiers.nom, revient=revient)


def verrouiller_tiers(genre: Genre, tiers_id: UUID) -> Tiers:
    """Locked until the transaction ends: neither changed nor deleted meanwhile."""
    tiers = _verrouiller_meme_supprime(genre, tiers_id)
    if tiers is None or tiers.supprime_le is not None:
        raise genre.inconnu()
    return tiers


def _verrouiller_meme_supprime(genre: Genre, tiers_id: UUID) -> Tiers | None:
    return genre.modele.objects.select_for_update(no_key=True).filter(pk=tiers_id).first()


def _verrouiller_brouillons(tiers: Tiers) -> list[Commande]:
    """Those that nobody is at work on. To wait for the others could end in a deadlock: whoever edits an order
    locks it first and its client then.
    """
    rows = tiers.commandes.select_for_update(no_key=True, skip_locked=True, of=("self",))
    rows = rows.filter(supprime_le__isnull=True, etat=Etat.BROUILLON)
    return list(rows.prefetch_related("details").order_by("id"))


def _exiger_libre(genre: Genre, tiers: Tiers, brouillons: list[Commande]) -> None:
    """Also a draft that somebody is at work on counts: it may just be validated."""
    vivantes = tiers.commandes.filter(~Q(etat__in=TERMINEES) | a_facturer(), supprime_le__isnull=True)
    commandes, factures = vivantes.exclude(pk__in=[b.pk for b in brouillons]).count(), 0
    if isinstance(tiers, Client):
        factures = factures_non_soldees(tiers).count()
    if commandes or factures:
        raise genre.utilise(commandes=commandes, factures=factures)


def factures_non_soldees(client: Client) -> QuerySet[Facture]:
    rows = Facture.objects.filter(client=client, type=TypeFacture.FACTURE)
    return rows.exclude(
        montant_en_attente=0, total_ttc__lte=F("montant_paye") + F("montant_credite")
    ).order_by("numero")


def _supprimer_brouillons(tiers: Tiers, brouillons: list[Commande]) -> None:
    Commande.objects.filter(pk__in=[b.pk for b in brouillons]).update(
        supprime_le=tiers.supprime_le,
        supprime_par=tiers.supprime_par,
        supprimee_avec=tiers.pk,
        version=F("version") + 1,
    )


def _brouillons_de(tiers: Tiers) -> QuerySet[Commande]:
    """Those that went to the trash with it."""
    return Commande.objects.filter(supprimee_avec=tiers.pk).prefetch_related("details").order_by("id")


def _noter_brouillons(action: str, brouillons: Iterable[Commande], acteur: Actor) -> None:
    """Each in its own timeline, as if it had been done to it alone."""
    entrees = []
    for commande in brouillons:
        if action == "restaurer":
            etats = {"apres": {"etat": commande.etat}}
        else:
            etats = {"avant": instantane_commande(commande, list(commande.details.all()))}
        entrees.append(audit.Entry(action, "commandes", commande.pk, commande.reference, **etats))
    audit.record_many(entrees, acteur=acteur)


def _changer(tiers: Tiers) -> None:
    tiers.version += 1
    tiers.modifie_le = timezone.now()
    tiers.save()


def _recherche(tiers: Tiers) -> str:
    cherchables = (tiers.nom, tiers.email, tiers.telephone, tiers.siret, tiers.tva_intracommunautaire)
    return normalise(" ".join([*cherchables, tiers.adresse]))


def _noter(action: str, genre: Genre, tiers: Tiers, acteur: Actor, **etats: Any) -> None:
    audit.record(action, genre.module, tiers.pk, acteur=acteur, libelle=tiers.nom, **etats)
    if isinstance(tiers, Fournisseur) and action in METHODE_DE_FOURNISSEUR:
        annoncer_fournisseur(tiers, methode=METHODE_DE_FOURNISSEUR[action], acteur=acteur)
