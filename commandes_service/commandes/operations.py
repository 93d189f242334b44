"""Goods that move for an order: how much of which lines (the intent), and what it changes once it is done.

Each function is called under the order's lock, in the transaction that opens or ends the step (etapes.py).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from django.db.models import F

from chassis.auth.actor import Actor
from chassis.errors import InvalidInput
from commandes.clients import LigneADeplacer
from commandes.errors import LigneInconnue, OperationEnCours, QuantiteExcessive, RienADeplacer
from commandes.etats import Action
from commandes.models import Commande, DetailCommande, HistoriqueCommande, LigneOperation, OperationStock
from commandes.models.operations import TYPE_DE, EtatOperation
from commandes.totaux import prix_net

COLONNE = {
    Action.EXPEDIER: "quantite_expediee",
    Action.RECEVOIR: "quantite_recue",
    Action.RETOURNER: "quantite_retournee",
}
DEUX_COUTS = "Cette ligne est nommée deux fois, à deux coûts."


class LigneDemandee(TypedDict):
    detail_id: UUID
    quantite: Decimal
    cout_unitaire: NotRequired[Decimal | None]


@dataclass(frozen=True)
class Demande:
    """What the user asks to move. No `lignes`: all that remains. `cle`: the request's Idempotency-Key."""

    lignes: list[LigneDemandee] | None = None
    emplacement_id: UUID | None = None
    motif: str = ""
    cle: str | None = None


Plan = list[LigneOperation]  # not written yet


def reste(detail: DetailCommande, action: Action) -> Decimal:
    """How much of the line the action could still move."""
    if action == Action.RETOURNER:
        return detail.quantite_expediee + detail.quantite_recue - detail.quantite_retournee
    return detail.quantite - detail.quantite_expediee - detail.quantite_recue - detail.quantite_annulee


def planifier(commande: Commande, action: Action, demande: Demande) -> Plan:
    """LigneInconnue, QuantiteExcessive, RienADeplacer; InvalidInput when a line is given two costs."""
    details = {detail.id: detail for detail in commande.details.all()}
    if demande.lignes is None:
        voulues = [(detail, reste(detail, action), None) for detail in details.values()]
    else:
        voulues = _additionner(details, demande.lignes)
    courtes = [(d, q) for d, q, _ in voulues if q > reste(d, action)]
    if courtes:
        raise QuantiteExcessive(
            lignes=[
                {"detail_id": str(d.id), "demande": f"{q:.3f}", "reste": f"{reste(d, action):.3f}"}
                for d, q in courtes
            ]
        )
    plan = [
        LigneOperation(detail=d, quantite=q, cout_unitaire=_cout(d, action, cout))
        for d, q, cout in voulues
        if q
    ]
    if not plan:
        raise RienADeplacer()
    return plan


def inscrire(
    plan: Plan, *, commande: Commande, ouverture: HistoriqueCommande, demande: Demande, acteur: Actor
) -> OperationStock:
    """The intent, committed with the step that it opens."""
    operation = OperationStock.objects.create(
        commande=commande,
        ouverture=ouverture,
        type=TYPE_DE[ouverture.action],
        emplacement_id=demande.emplacement_id,
        motif=demande.motif,
        user_id=acteur.id,
        user_email=acteur.email,
        cle=demande.cle,
    )
    for ligne in plan:
        ligne.operation = operation
    LigneOperation.objects.bulk_create(plan)
    return operation


def deja_faite(commande: Commande, demande: Demande | None, acteur: Actor) -> bool:
    """Asked again with the key of a movement that has been made: it is not made twice."""
    if demande is None or not demande.cle:
        return False
    faites = commande.operations.filter(etat=EtatOperation.FAITE)
    return faites.filter(user_id=acteur.id, cle=demande.cle).exists()


def exiger_la_meme(commande: Commande, action: Action, demande: Demande, acteur: Actor) -> None:
    """OperationEnCours unless the one that is open is this very request, asked again: only then is it driven
    on. Its key says so; of two without one, all that they say. A colleague's equal request is another one.
    """
    ouverte = commande.operations.get(etat=EtatOperation.DEMANDEE)
    if (ouverte.cle, ouverte.user_id) != (demande.cle, acteur.id):
        raise OperationEnCours(action=str(action))
    if not demande.cle and not _dit_de_meme(ouverte, demande, planifier(commande, action, demande)):
        raise OperationEnCours(action=str(action))


def appliquer(operation: OperationStock, action: Action) -> bool:
    """The goods have moved: counted on their lines. True when nothing remains to be done of that kind."""
    colonne = COLONNE[action]
    for ligne in operation.lignes.all():
        rows = DetailCommande.objects.filter(pk=ligne.detail_id)
        rows.update(**{colonne: F(colonne) + ligne.quantite})
    operation.etat = EtatOperation.FAITE
    operation.save(update_fields=["etat"])
    details = DetailCommande.objects.filter(commande_id=operation.commande_id)
    return all(reste(detail, action) == 0 for detail in details)


def refuser(operation: OperationStock) -> None:
    operation.etat = EtatOperation.REFUSEE
    operation.save(update_fields=["etat"])


def annuler_reste(commande: Commande) -> None:
    """What has not been shipped or received will not be."""
    rows = DetailCommande.objects.filter(commande=commande)
    rows.update(quantite_annulee=F("quantite") - F("quantite_expediee") - F("quantite_recue"))


def a_deplacer(operation: OperationStock) -> list[LigneADeplacer]:
    return [
        LigneADeplacer(ligne.detail_id, ligne.detail.piece_id, ligne.quantite, ligne.cout_unitaire)
        for ligne in operation.lignes.select_related("detail")
    ]


def en_mots(operation: OperationStock) -> str:
    """ "3 pièces, 2,5 kg": what moved, by unit, as people say it in French."""
    par_unite: dict[str, Decimal] = defaultdict(Decimal)
    for ligne in operation.lignes.select_related("detail"):
        par_unite[ligne.detail.unite] += ligne.quantite
    return ", ".join(_compter(nombre, unite) for unite, nombre in par_unite.items())


def _compter(nombre: Decimal, unite: str) -> str:
    texte = f"{nombre.normalize():f}".replace(".", ",")
    pluriel = nombre >= 2 and len(unite) > 3 and unite.isalpha() and unite[-1] not in "sxz"
    return f"{texte} {unite}{'s' if pluriel else ''}"


def _dit_de_meme(ouverte: OperationStock, demande: Demande, plan: Plan) -> bool:
    if (ouverte.emplacement_id, ouverte.motif) != (demande.emplacement_id, demande.motif):
        return False
    demandees, ecrites = (
        {ligne.detail_id: (ligne.quantite, ligne.cout_unitaire) for ligne in lignes}
        for lignes in (plan, ouverte.lignes.all())
    )
    return demandees == ecrites


def _additionner(
    details: dict[UUID, DetailCommande], lignes: Iterable[LigneDemandee]
) -> list[tuple[DetailCommande, Decimal, Decimal | None]]:
    """A line named twice is asked for as a whole, which has one cost."""
    nombres: dict[UUID, Decimal] = defaultdict(Decimal)
    couts: dict[UUID, Decimal | None] = {}
    for rang, ligne in enumerate(lignes):
        detail_id, cout = ligne["detail_id"], ligne.get("cout_unitaire")
        if detail_id not in details:
            raise LigneInconnue(detail_id=str(detail_id))
        if couts.setdefault(detail_id, cout) != cout:
            raise InvalidInput({f"lignes.{rang}.cout_unitaire": [DEUX_COUTS]})
        nombres[detail_id] += ligne["quantite"]
    return [(details[detail_id], nombre, couts[detail_id]) for detail_id, nombre in nombres.items()]


def _cout(detail: DetailCommande, action: Action, cout: Decimal | None) -> Decimal | None:
    if action != Action.RECEVOIR:
        return None
    return prix_net(detail.prix_unitaire, detail.remise) if cout is None else cout
