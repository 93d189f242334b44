"""What to order: proposals out of thresholds, use, delays, what is on order and what is reserved.

    projected     = available (in stock - reserved) + on order
    need          = use per day x the supplier's delay
    reorder point = minimum of the threshold + need
    target        = maximum of the threshold, or else the reorder point + some days of use

When what is projected is at or below the reorder point, what is missing to the target, if anything is, is
proposed, rounded up to whole lots (or whole units).
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from chassis.auth.actor import Actor
from chassis.identifiers import new_id
from config.parametres import CONSOMMATION_JOURS, COUVERTURE_JOURS, DELAI_JOURS
from stock import clients
from stock.achats import noms_de_fournisseurs
from stock.consommation import CONSOMMATIONS
from stock.errors import FournisseurManquant
from stock.models import PieceCopie
from stock.pieces import exiger_pieces
from stock.rapports import debut
from stock.tableaux import CONTIENT_LES_MOTS, Tableau, mots

URGENCES = ["rupture", "bas", "a_prevoir"]
PROPOSITIONS = f"""
    WITH {CONSOMMATIONS},
    donnees AS (
        SELECT s.piece_id, p.reference, p.nom, p.unite, p.prix_achat,
               f.id AS fournisseur_id, coalesce(f.nom, '') AS fournisseur_nom,
               s.quantite, s.reserve, s.quantite - s.reserve AS disponible, s.en_commande,
               s.quantite - s.reserve + s.en_commande AS projete,
               se.mini, se.maxi, se.lot_commande, greatest(c.sorties, 0) AS sorties,
               coalesce(se.delai_jours, f.delai_jours, %(delai)s) AS delai_jours,
               CASE WHEN se.delai_jours IS NOT NULL THEN 'seuil'
                    WHEN f.delai_jours IS NOT NULL THEN 'fournisseur' ELSE 'defaut' END AS delai_source
        FROM stocks_pieces AS s
        JOIN pieces_copie AS p ON p.id = s.piece_id
        LEFT JOIN seuils AS se ON se.piece_id = s.piece_id AND se.emplacement_id IS NULL
        LEFT JOIN consommations AS c ON c.piece_id = s.piece_id
        LEFT JOIN fournisseurs_copie AS f ON f.id = p.fournisseur_id AND NOT f.supprime
        WHERE NOT s.retiree AND p.actif AND p.version > 0 AND (se.mini > 0 OR c.sorties > 0)
          AND {CONTIENT_LES_MOTS}),
    besoins AS (
        SELECT donnees.*, %(jours)s::int AS jours, round(sorties / %(jours)s, 3) AS consommation_jour,
               round(sorties * delai_jours / %(jours)s, 3) AS besoin_delai,
               coalesce(mini, 0) + round(sorties * delai_jours / %(jours)s, 3) AS point_commande
        FROM donnees),
    cibles AS (
        SELECT besoins.*,
               greatest(point_commande, coalesce(
                   maxi, point_commande + round(sorties * %(couverture)s / %(jours)s, 3))) AS cible
        FROM besoins WHERE projete <= point_commande),
    propositions AS (
        SELECT cibles.*,
               ceil((cible - projete) / coalesce(lot_commande, 1)) * coalesce(lot_commande, 1)
                   AS quantite_proposee,
               round(disponible * jours / nullif(sorties, 0), 1) AS couverture_jours,
               CASE WHEN disponible <= 0 THEN 1 WHEN disponible <= mini OR disponible < besoin_delai THEN 2
                    ELSE 3 END AS rang
        FROM cibles WHERE projete < cible)
    SELECT propositions.*, quantite_proposee * prix_achat AS montant,
           (ARRAY['rupture', 'bas', 'a_prevoir'])[rang] AS urgence
    FROM propositions
    WHERE (%(rang)s::int IS NULL OR rang = %(rang)s)
      AND (%(fournisseur)s::uuid IS NULL OR fournisseur_id = %(fournisseur)s)
      AND (NOT %(sans)s OR fournisseur_id IS NULL)
    ORDER BY rang, couverture_jours NULLS LAST, reference, piece_id"""


@dataclass(frozen=True, kw_only=True)
class Achat:
    """A line to order; without `fournisseur_id` from the piece's supplier."""

    piece_id: UUID
    quantite: Decimal
    fournisseur_id: UUID | None = None


def propositions(
    *,
    jours: int | None = None,
    fournisseur_id: UUID | None = None,
    sans_fournisseur: bool = False,
    urgence: str = "",
    search: str = "",
) -> Tableau:
    """The most urgent first. `jours`: over how many days the use is taken."""
    jours = jours or CONSOMMATION_JOURS()
    return Tableau(
        PROPOSITIONS,
        {
            "jours": jours,
            "depuis": debut(jours),
            "delai": DELAI_JOURS(),
            "couverture": COUVERTURE_JOURS(),
            "fournisseur": fournisseur_id,
            "sans": sans_fournisseur,
            "rang": URGENCES.index(urgence) + 1 if urgence else None,
            **mots(search),
        },
    )


def identifier(cle: str | None, *, acteur: Actor) -> UUID:
    """The id of what is ordered: the same again under the same Idempotency-Key of the same person."""
    return uuid5(NAMESPACE_OID, f"{acteur.id}:{cle}") if cle else new_id()


def commander(
    *, proposition_id: UUID, lignes: Sequence[Achat], notes: str = "", acteur: Actor
) -> list[dict[str, Any]]:
    """One draft purchase order per supplier. Asked again with the same id (after a failure in between), it
    answers the orders already made and makes the others.

    Raises PieceInconnue, TropDePiecesInconnues, FournisseurManquant, FournisseurInconnu, CallFailed.
    """
    par_fournisseur = _par_fournisseur(lignes, acteur)
    noms = noms_de_fournisseurs(set(par_fournisseur))
    commandes = []
    for fournisseur_id, achats in sorted(par_fournisseur.items()):
        achat = clients.creer_achat(
            proposition_id=uuid5(proposition_id, str(fournisseur_id)),
            fournisseur_id=fournisseur_id,
            notes=notes,
            lignes=sorted(achats.items()),
            acteur=acteur,
        )
        commandes.append(
            {
                "commande_id": achat["commande_id"],
                "reference": achat["reference"],
                "fournisseur_id": fournisseur_id,
                "fournisseur_nom": noms.get(fournisseur_id, ""),
                "lignes": len(achats),
            }
        )
    return commandes


def _par_fournisseur(lignes: Sequence[Achat], acteur: Actor) -> dict[UUID, dict[UUID, Decimal]]:
    """By supplier, how much of each piece over all lines."""
    piece_ids = {ligne.piece_id for ligne in lignes}
    exiger_pieces(piece_ids, champ="lignes", acteur=acteur)
    habituels = dict(PieceCopie.objects.filter(pk__in=piece_ids).values_list("id", "fournisseur_id"))
    found: dict[UUID, dict[UUID, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    sans = []
    for index, ligne in enumerate(lignes):
        fournisseur_id = ligne.fournisseur_id or habituels[ligne.piece_id]
        if fournisseur_id is None:
            sans.append(index)
        else:
            found[fournisseur_id][ligne.piece_id] += ligne.quantite
    if sans:
        raise FournisseurManquant(sans)
    return found
