"""THE RULES of clients and suppliers. They are the same for both; `Genre` says which of the two."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
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
)
from commandes.etats import TERMINEES
from commandes.instantanes import CHAMPS_TIERS, differences, instantane_tiers
from commandes.models import Client, Fournisseur, Tiers


@dataclass(frozen=True)
class Genre:
    module: str
    modele: type[Tiers]
    inconnu: type[NotFound]
    utilise: type[Refusal]


CLIENTS = Genre("clients", Client, ClientInconnu, ClientUtilise)
FOURNISSEURS = Genre("fournisseurs", Fournisseur, FournisseurInconnu, FournisseurUtilise)


def creer_tiers(*, genre: Genre, acteur: Actor, id: UUID | None = None, **champs: str) -> Tiers:
    """IdentifiantPris when the id that was given is another's, even in the trash."""
    with transaction.atomic():
        tiers = genre.modele(id=id or new_id(), **champs)
        tiers.recherche = _recherche(tiers)
        if genre.modele.objects.filter(pk=tiers.pk).exists():
            raise IdentifiantPris(id=str(tiers.pk))
        tiers.save(force_insert=True)
        _noter("creer", genre, tiers, acteur, apres=instantane_tiers(tiers))
    return tiers


def modifier_tiers(
    *, genre: Genre, tiers_id: UUID, changements: dict[str, str], acteur: Actor, version_attendue: int | None
) -> Tiers:
    """Change the fields that `changements` names; VersionMismatch when another was faster."""
    with transaction.atomic():
        tiers = verrouiller_tiers(genre, tiers_id)
        require_version(tiers.version, version_attendue)
        avant = instantane_tiers(tiers)
        for champ in CHAMPS_TIERS:
            if champ in changements:
                setattr(tiers, champ, changements[champ])
        tiers.recherche = _recherche(tiers)
        _changer(tiers)
        ce_qui_etait, ce_qui_est = differences(avant, instantane_tiers(tiers))
        _noter("modifier", genre, tiers, acteur, avant=ce_qui_etait, apres=ce_qui_est)
    return tiers


def supprimer_tiers(*, genre: Genre, tiers_id: UUID, acteur: Actor, version_attendue: int | None) -> None:
    """To the trash; ClientUtilise / FournisseurUtilise while an order that is not over needs it.

    An order takes the same lock on its client or supplier when it is written, so none can appear meanwhile.
    """
    with transaction.atomic():
        tiers = verrouiller_tiers(genre, tiers_id)
        require_version(tiers.version, version_attendue)
        vivantes = tiers.commandes.filter(supprime_le__isnull=True).exclude(etat__in=TERMINEES).count()
        if vivantes:
            raise genre.utilise(commandes=vivantes)
        tiers.supprime_le, tiers.supprime_par = timezone.now(), acteur.id
        _changer(tiers)
        instantane = instantane_tiers(tiers)
        corbeille.deposer(genre.module, tiers.pk, libelle=tiers.nom, instantane=instantane, acteur=acteur)
        _noter("supprimer", genre, tiers, acteur, avant=instantane)


def restaurer_tiers(*, genre: Genre, objet_id: UUID, acteur: Actor) -> str:
    with transaction.atomic():
        tiers = _verrouiller_meme_supprime(genre, objet_id)
        if tiers is None:
            raise genre.inconnu(module=genre.module)
        if tiers.supprime_le is not None:
            tiers.supprime_le = tiers.supprime_par = None
            _changer(tiers)
            _noter("restaurer", genre, tiers, acteur, apres=instantane_tiers(tiers))
        return tiers.nom


def purger_tiers(*, genre: Genre, objet_id: UUID, acteur: Actor) -> str:
    """Remove the row; refused while any order, even finished or in the trash, names it."""
    with transaction.atomic():
        tiers = _verrouiller_meme_supprime(genre, objet_id)
        if tiers is None:
            return ""
        if tiers.supprime_le is None:
            raise PasDansLaCorbeille()
        commandes = tiers.commandes.count()
        if commandes:
            raise genre.utilise(commandes=commandes)
        _noter("purger", genre, tiers, acteur, avant=instantane_tiers(tiers))
        tiers.delete()
        return tiers.nom


def verrouiller_tiers(genre: Genre, tiers_id: UUID) -> Tiers:
    """Locked until the transaction ends: neither changed nor deleted meanwhile."""
    tiers = _verrouiller_meme_supprime(genre, tiers_id)
    if tiers is None or tiers.supprime_le is not None:
        raise genre.inconnu()
    return tiers


def _verrouiller_meme_supprime(genre: Genre, tiers_id: UUID) -> Tiers | None:
    return genre.modele.objects.select_for_update(no_key=True).filter(pk=tiers_id).first()


def _changer(tiers: Tiers) -> None:
    tiers.version += 1
    tiers.modifie_le = timezone.now()
    tiers.save()


def _recherche(tiers: Tiers) -> str:
    cherchables = (tiers.nom, tiers.email, tiers.telephone, tiers.siret, tiers.tva_intracommunautaire)
    return normalise(" ".join([*cherchables, tiers.adresse]))


def _noter(action: str, genre: Genre, tiers: Tiers, acteur: Actor, **etats: Any) -> None:
    audit.record(action, genre.module, tiers.pk, acteur=acteur, libelle=tiers.nom, **etats)
