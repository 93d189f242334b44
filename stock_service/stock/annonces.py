"""What this service publishes beside the audit entries of single acts."""

from django.conf import settings

from chassis import request_id
from chassis.auth.actor import Actor
from chassis.messages import publish
from stock.models import MouvementStock, StockPiece

NOTIFICATION_SERVICE = "notification_service"
ENTRIES_PER_MESSAGE = 100


def annoncer_niveau(stock: StockPiece, methode: str, *, acteur: Actor) -> None:
    """niveaux.bas, niveaux.epuise or niveaux.retabli, with the piece's figures over all places."""
    figures = {
        "piece_id": stock.piece_id,
        "reference": stock.piece.reference,
        "nom": stock.piece.nom,
        "unite": stock.piece.unite,
        "quantite": f"{stock.quantite:.3f}",
        "disponible": f"{stock.disponible:.3f}",
        "seuil": f"{stock.seuil or 0:.3f}",
    }
    publish(
        "niveaux",
        methode,
        [figures],
        to=[NOTIFICATION_SERVICE],
        ordering_key=f"niveaux:{stock.piece_id}",
        actor=acteur,
    )


def journaliser_mouvements(mouvements: list[MouvementStock], *, acteur: Actor) -> None:
    """One audit entry per ledger row, many in one message: a batch of 1000 lines is ten messages."""
    for start in range(0, len(mouvements), ENTRIES_PER_MESSAGE):
        some = mouvements[start : start + ENTRIES_PER_MESSAGE]
        publish(
            "logs",
            "create",
            [_entree(mouvement, acteur) for mouvement in some],
            to=[settings.LOG_SERVICE],
            ordering_key=f"mouvements:{some[0].id}",
            actor=acteur,
        )


def _entree(mouvement: MouvementStock, acteur: Actor) -> dict:
    return {
        "action": "creer",
        "module": "mouvements",
        "objet_id": str(mouvement.id),
        "libelle": f"{mouvement.reference} {mouvement.type} {mouvement.quantite:+.3f} {mouvement.piece}",
        "avant": None,
        "apres": {
            "type": mouvement.type,
            "piece_id": mouvement.piece_id,
            "quantite": f"{mouvement.quantite:.3f}",
            "emplacement_id": mouvement.emplacement_id,
            "emplacement": mouvement.emplacement.code,
            "solde_apres": f"{mouvement.solde_apres:.3f}",
            "motif": mouvement.motif,
            "reference_externe": mouvement.reference_externe,
            "annule_id": mouvement.annule_id,
            "commande_id": mouvement.commande_id,
        },
        "user_id": acteur.id,
        "user_email": acteur.email,
        "ip": acteur.ip,
        "request_id": request_id.current(),
    }
