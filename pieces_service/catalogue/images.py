"""The picture of a piece. It is stored first, then the piece points to it, then the one before is removed.

Whatever process dies in between, nothing is lost: a picture that no piece points to is marked as useless from
the start, and a job removes those, some time after the pages that still show them.
"""

import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from catalogue import adresses, historique, pixels
from catalogue.depots import DepotIndisponible, depot, depot_actuel
from catalogue.errors import ImageAbsente, SuppressionEnCours
from catalogue.models import Image, Piece
from catalogue.pieces import verrouiller_piece
from chassis.auth.actor import Actor
from chassis.versions import require_version

log = logging.getLogger(__name__)

DELAI_AVANT_EFFACEMENT = timedelta(minutes=15)
LOT = 200


def attacher_image(*, piece_id: UUID, contenu: bytes, acteur: Actor, version: int | None = None) -> Piece:
    """Give a piece this picture instead of the one it had.

    Raises PieceInconnue, VersionMismatch, SuppressionEnCours, ImageInvalide, DepotIndisponible.
    """
    _verifier(piece_id, version)
    photo = pixels.preparer(contenu)
    image = _reserver(photo)
    _deposer(image, photo)
    return _pointer(piece_id, image, acteur=acteur, version=version)


def retirer_image(*, piece_id: UUID, acteur: Actor, version: int | None = None) -> Piece:
    """Nothing happens when it has none. Raises PieceInconnue, VersionMismatch, SuppressionEnCours."""
    return _pointer(piece_id, None, acteur=acteur, version=version)


def effacer_images_inutiles() -> None:
    """What no piece has pointed to for a while, out of its store and out of the table.

    Store by store: one that does not answer keeps its pictures until it does, and holds back no other's.
    """
    limite = timezone.now() - DELAI_AVANT_EFFACEMENT
    inutiles = Image.objects.filter(inutile_depuis__lt=limite, piece__isnull=True)
    for nom in inutiles.order_by("depot").values_list("depot", flat=True).distinct():
        _effacer(inutiles.filter(depot=nom).order_by("inutile_depuis")[:LOT])


def _effacer(images: Iterable[Image]) -> None:
    """Pictures of one store, until it does not answer."""
    for image in images:
        try:
            depot(image.depot).effacer(image.cle)
        except DepotIndisponible as error:
            log.warning(
                "picture %s of the store %s stays for now: %r", image.cle, image.depot, error.__cause__
            )
            # behind the others, should it be this one alone that is refused
            Image.objects.filter(pk=image.pk).update(inutile_depuis=timezone.now())
            return
        image.delete()


def contenu_de_l_image(image: Image, *, miniature: bool) -> bytes:
    """The bytes of a picture we serve. Raises ImageAbsente, DepotIndisponible."""
    contenu = depot(image.depot).lire(image.cle, miniature=miniature)
    if contenu is None:
        raise ImageAbsente()
    return contenu


@transaction.atomic
def _verifier(piece_id: UUID, version: int | None) -> None:
    """Refuse early what would be refused later: a picture takes work to prepare."""
    _modifiable(piece_id, version)


def _modifiable(piece_id: UUID, version: int | None) -> Piece:
    piece = verrouiller_piece(piece_id)
    require_version(piece.version, version)
    if piece.suppression_demandee_le is not None:
        raise SuppressionEnCours(piece_id=piece_id)
    return piece


def _reserver(photo: pixels.Photo) -> Image:
    """The row before the files: what is stored is always known of."""
    return Image.objects.create(
        cle=secrets.token_hex(16),
        depot=depot_actuel().nom,
        type=photo.type,
        largeur=photo.largeur,
        hauteur=photo.hauteur,
        octets=len(photo.contenu),
        inutile_depuis=timezone.now(),
    )


def _deposer(image: Image, photo: pixels.Photo) -> None:
    donnees = depot_actuel().deposer(image.cle, photo)
    image.adresse, image.adresse_miniature = donnees.image, donnees.miniature
    image.adresse_suppression = donnees.suppression
    image.save(update_fields=["adresse", "adresse_miniature", "adresse_suppression"])


@transaction.atomic
def _pointer(piece_id: UUID, image: Image | None, *, acteur: Actor, version: int | None) -> Piece:
    piece = _modifiable(piece_id, version)
    ancienne = piece.image
    if ancienne == image:
        return piece
    piece.image = image
    piece.version += 1
    piece.save(update_fields=["image", "version", "modifie_le"])
    if ancienne:
        Image.objects.filter(pk=ancienne.pk).update(inutile_depuis=timezone.now())
    if image:
        Image.objects.filter(pk=image.pk).update(inutile_depuis=None)
    historique.tracer("modifier", piece=piece, avant=_trace(ancienne), apres=_trace(image), acteur=acteur)
    return piece


def _trace(image: Image | None) -> dict[str, str | None]:
    return {"image": adresses.miniature(image) if image else None}
