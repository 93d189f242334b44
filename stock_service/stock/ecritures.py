"""THE writing of levels, totals and ledger: no other module changes them.

The caller holds the locks of stock.verrous. Whatever the number of lines, the statements stay the same few.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection
from django.utils import timezone

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from stock import alertes, annonces
from stock.errors import MouvementsRefuses, StockInsuffisant, StockTropGrand
from stock.models import Emplacement, MouvementStock, StockPiece
from stock.models.niveaux import ZERO
from stock.valorisation import (
    PRECISE,
    cout_unitaire,
    valeur_au_cout,
    valeur_de_la_part,
    valeur_du_mouvement,
)

Place = tuple[UUID, UUID]  # (piece_id, emplacement_id)
Niveau = tuple[Decimal, Decimal]  # (quantite, reserve)

# The availability test is part of the write; the CHECK constraints stand under it.
RETIRER = """
    UPDATE niveaux_stock AS n SET quantite = n.quantite + d.quantite, reserve = n.reserve + d.reserve
    FROM unnest(%s::uuid[], %s::uuid[], %s::numeric[], %s::numeric[])
        AS d (piece_id, emplacement_id, quantite, reserve)
    WHERE n.piece_id = d.piece_id AND n.emplacement_id = d.emplacement_id
      AND n.reserve + d.reserve >= 0 AND n.quantite + d.quantite >= n.reserve + d.reserve
    RETURNING n.piece_id, n.emplacement_id, n.quantite, n.reserve
"""
AJOUTER = """
    INSERT INTO niveaux_stock AS n (piece_id, emplacement_id, quantite, reserve)
    SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::numeric[], %s::numeric[])
    ON CONFLICT (piece_id, emplacement_id) DO UPDATE SET quantite = n.quantite + EXCLUDED.quantite
    RETURNING n.piece_id, n.emplacement_id, n.quantite, n.reserve
"""
TOTAUX = """
    UPDATE stocks_pieces AS s
    SET quantite = d.quantite, reserve = d.reserve, valeur = d.valeur, cout_moyen = d.cout_moyen,
        seuil = d.seuil, etat = d.etat, alerte = d.alerte
    FROM unnest(%s::uuid[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[],
                %s::text[], %s::text[])
        AS d (piece_id, quantite, reserve, valeur, cout_moyen, seuil, etat, alerte)
    WHERE s.piece_id = d.piece_id
"""
COLONNES = [field.attname for field in MouvementStock._meta.concrete_fields if field.name != "sequence"]
UNE_LIGNE = f"({', '.join(['%s'] * len(COLONNES))})"
INSCRIRE = f"INSERT INTO mouvements_stock ({', '.join(COLONNES)}) VALUES {{}} RETURNING sequence"
INSERTED_AT_ONCE = 1000
MAXIMUM = Decimal("99999999999.999")  # of the columns


@dataclass(frozen=True, kw_only=True)
class Variation:
    """A change of one level: `quantite` and `reserve` are signed. `ligne` is the request's line it is for."""

    stock: StockPiece
    emplacement: Emplacement
    quantite: Decimal = ZERO
    reserve: Decimal = ZERO
    ligne: int = 0

    @property
    def place(self) -> Place:
        return self.stock.piece_id, self.emplacement.id


@dataclass(frozen=True, kw_only=True)
class Ecriture(Variation):
    """A variation that is a row of the ledger. It moves at the unit cost `cout`, or with the whole value
    `valeur` (signed), or else at the average."""

    type: str
    cout: Decimal | None = None
    valeur: Decimal | None = None
    motif: str = ""
    reference_externe: str = ""
    lot: str = ""
    contrepartie: Emplacement | None = None
    transfert_id: UUID | None = None
    annule: MouvementStock | None = None
    commande_id: UUID | None = None
    ligne_id: UUID | None = None
    operation_id: UUID | None = None
    inventaire_id: UUID | None = None
    id: UUID | None = None


def passer(ecritures: Sequence[Ecriture], *, acteur: Actor) -> list[MouvementStock]:
    """Write these rows in this order, or none. Raises MouvementsRefuses, by line, when stock is missing or
    there would be too much of it."""
    _exiger_que_cela_tienne(ecritures)
    soldes = _varier(ecritures)
    maintenant = timezone.now()
    rows = [_ligne(each, solde, acteur, maintenant) for each, solde in zip(ecritures, soldes, strict=True)]
    totaliser([each.stock for each in ecritures if each.type != MouvementStock.Type.TRANSFER], acteur=acteur)
    _inscrire(rows)
    annonces.journaliser_mouvements(rows, acteur=acteur)
    return rows


def _inscrire(rows: Sequence[MouvementStock]) -> None:
    """The rows of the ledger, in their order; the database gives each its sequence."""
    for start in range(0, len(rows), INSERTED_AT_ONCE):
        some = rows[start : start + INSERTED_AT_ONCE]
        values = ", ".join([UNE_LIGNE] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(INSCRIRE.format(values), [getattr(row, name) for row in some for name in COLONNES])
            for row, (sequence,) in zip(some, cursor.fetchall(), strict=True):
                row.sequence = sequence


def varier_reserve(variations: Sequence[Variation], *, acteur: Actor) -> None:
    """Reserve or release; quantities stay. Raises MouvementsRefuses when a place has not enough left."""
    _varier(variations)
    for each in variations:
        each.stock.reserve += each.reserve
    totaliser([each.stock for each in variations], acteur=acteur)


def totaliser(stocks: Iterable[StockPiece], *, acteur: Actor, a_bouge: bool = True) -> None:
    """Write the totals of these locked pieces, and tell of a threshold they crossed."""
    rows = list({stock.piece_id: stock for stock in stocks}.values())
    if not rows:
        return
    messages = [(stock, alertes.constater(stock, a_bouge=a_bouge)) for stock in rows]
    names = ["piece_id", "quantite", "reserve", "valeur", "cout_moyen", "seuil", "etat", "alerte"]
    with connection.cursor() as cursor:
        cursor.execute(TOTAUX, [[getattr(stock, name) for stock in rows] for name in names])
    for stock, methode in messages:
        if methode:
            annonces.annoncer_niveau(stock, methode, acteur=acteur)


def _exiger_que_cela_tienne(ecritures: Sequence[Ecriture]) -> None:
    """Line after line, the total of a piece fits its column, and so does each level: none is more."""
    totaux: dict[UUID, Decimal] = {}
    refus = {}
    for each in ecritures:
        if each.type == MouvementStock.Type.TRANSFER:
            continue
        piece_id = each.stock.piece_id
        totaux[piece_id] = totaux.get(piece_id, each.stock.quantite) + each.quantite
        if totaux[piece_id] > MAXIMUM:
            refus[each.ligne] = StockTropGrand(str(MAXIMUM))
            totaux[piece_id] -= each.quantite
    if refus:
        raise MouvementsRefuses(refus)


def _varier(variations: Sequence[Variation]) -> list[Decimal]:
    """Change the levels by the net of the variations; the balance of its place after each one."""
    nets: dict[Place, Niveau] = defaultdict(lambda: (ZERO, ZERO))
    for each in variations:
        quantite, reserve = nets[each.place]
        nets[each.place] = quantite + each.quantite, reserve + each.reserve
    apres = _ecrire_niveaux(nets)
    avant = {place: (q - nets[place][0], r - nets[place][1]) for place, (q, r) in apres.items()}
    if len(apres) < len(nets):
        avant |= _lire_niveaux(nets.keys() - apres.keys())
    return _derouler(variations, avant)


def _ecrire_niveaux(nets: dict[Place, Niveau]) -> dict[Place, Niveau]:
    """The levels after; a place where the condition does not hold is left as it is and is not answered."""
    ajouts = {place: net for place, net in nets.items() if net[0] >= 0 and not net[1]}
    retraits = {place: net for place, net in nets.items() if place not in ajouts}
    apres: dict[Place, Niveau] = {}
    for sql, part in ((RETIRER, retraits), (AJOUTER, ajouts)):
        if part:
            lignes = [(*place, *net) for place, net in sorted(part.items())]
            with connection.cursor() as cursor:
                cursor.execute(sql, [list(column) for column in zip(*lignes, strict=True)])
                apres |= {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}
    return apres


def _lire_niveaux(places: Iterable[Place]) -> dict[Place, Niveau]:
    """Only to say what is missing, when something is."""
    pieces, emplacements = zip(*places, strict=True)
    sql = """SELECT d.piece_id, d.emplacement_id, coalesce(n.quantite, 0), coalesce(n.reserve, 0)
             FROM unnest(%s::uuid[], %s::uuid[]) AS d (piece_id, emplacement_id)
             LEFT JOIN niveaux_stock AS n USING (piece_id, emplacement_id)"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(pieces), list(emplacements)])
        return {(row[0], row[1]): (row[2], row[3]) for row in cursor.fetchall()}


def _derouler(variations: Sequence[Variation], niveaux: dict[Place, Niveau]) -> list[Decimal]:
    """Line after line, so that an exit cannot live on an arrival of a later line."""
    soldes: list[Decimal] = []
    refus = {}
    for each in variations:
        quantite, reserve = niveaux[each.place]
        nouvelle, nouveau = quantite + each.quantite, reserve + each.reserve
        if each.ligne not in refus and nouveau >= 0 and nouvelle >= nouveau:
            niveaux[each.place] = nouvelle, nouveau
        else:
            demande = each.reserve if each.reserve > 0 else -each.quantite
            refus.setdefault(
                each.ligne,
                StockInsuffisant(disponible=f"{quantite - reserve:.3f}", demande=f"{demande:.3f}"),
            )
        soldes.append(nouvelle)
    if refus:
        raise MouvementsRefuses(refus)
    return soldes


def _ligne(each: Ecriture, solde: Decimal, acteur: Actor, maintenant) -> MouvementStock:
    """The ledger row; the piece's totals, value and average cost follow it in memory."""
    valeur = _valeur(each)
    if each.type != MouvementStock.Type.TRANSFER:
        _suivre(each, valeur)
    return MouvementStock(
        id=each.id or new_id(),
        type=each.type,
        piece=each.stock.piece,
        emplacement=each.emplacement,
        contrepartie=each.contrepartie,
        quantite=each.quantite,
        solde_apres=solde,
        cout_unitaire=cout_unitaire(quantite=each.quantite, valeur=valeur)
        if each.cout is None
        else each.cout,
        valeur=valeur,
        motif=each.motif,
        reference_externe=each.reference_externe,
        lot=each.lot,
        transfert_id=each.transfert_id,
        annule=each.annule,
        commande_id=each.commande_id,
        ligne_id=each.ligne_id,
        operation_id=each.operation_id,
        inventaire_id=each.inventaire_id,
        user_id=acteur.id,
        user_email=acteur.email,
        cree_le=maintenant,
    )


def _valeur(each: Ecriture) -> Decimal:
    """A leg of a transfer carries its share of the value along; the other leg brings the same back."""
    stock = each.stock
    if each.type == MouvementStock.Type.TRANSFER:
        return valeur_de_la_part(quantite=stock.quantite, valeur=stock.valeur, variation=each.quantite)
    dite = each.valeur
    if dite is None and each.cout is not None:
        dite = valeur_au_cout(variation=each.quantite, cout=each.cout)
    return valeur_du_mouvement(
        quantite=stock.quantite,
        valeur=stock.valeur,
        cout_moyen=stock.cout_moyen,
        variation=each.quantite,
        dite=dite,
    )


def _suivre(each: Ecriture, valeur: Decimal) -> None:
    stock = each.stock
    stock.quantite += each.quantite
    stock.reserve += each.reserve
    stock.valeur = PRECISE.add(stock.valeur, valeur)
    if stock.quantite:
        stock.cout_moyen = cout_unitaire(quantite=stock.quantite, valeur=stock.valeur)
