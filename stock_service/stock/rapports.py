"""Reports on how stock moves: rotation, ABC, dead stock. Exits are what was consumed (stock.consommation)."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from stock.consommation import ARRIVE, CONSOMMATIONS, CONSOMME, MOUVEMENTS_ET_RETOURS
from stock.tableaux import CONTIENT_LES_MOTS, Tableau, lire, mots

ROTATION = f"""
    SELECT s.piece_id, p.reference, p.nom, p.unite, s.quantite, s.valeur,
           coalesce(c.sorties, 0) AS sorties, coalesce(c.sorties_valeur, 0) AS sorties_valeur,
           s.valeur - coalesce(c.variation, 0) / 2 AS valeur_moyenne,
           c.sorties_valeur / nullif(s.valeur - c.variation / 2, 0) AS rotation,
           c.sorties_valeur / nullif(s.valeur - c.variation / 2, 0) * 365 / %(jours)s AS rotation_annuelle,
           s.quantite / nullif(greatest(c.sorties, 0), 0) * %(jours)s AS couverture_jours
    FROM stocks_pieces AS s
    JOIN pieces_copie AS p ON p.id = s.piece_id LEFT JOIN consommations AS c USING (piece_id)
    WHERE (s.quantite > 0 OR c.sorties <> 0) AND {CONTIENT_LES_MOTS}"""
ABC = """
    SELECT row_number() OVER (ORDER BY valeur DESC, reference, piece_id) AS rang, classees.*,
           CASE WHEN cumul - part < %(seuil_a)s THEN 'A' WHEN cumul - part < %(seuil_b)s THEN 'B' ELSE 'C' END
               AS classe
    FROM (SELECT b.piece_id, p.reference, p.nom, p.unite, p.recherche, b.quantite, b.valeur,
                 100 * b.valeur / sum(b.valeur) OVER () AS part,
                 100 * sum(b.valeur) OVER (ORDER BY b.valeur DESC, p.reference, b.piece_id)
                     / sum(b.valeur) OVER () AS cumul
          FROM base AS b JOIN pieces_copie AS p ON p.id = b.piece_id WHERE b.valeur > 0) AS classees"""
BASES_ABC = {
    "sorties": f"WITH {CONSOMMATIONS}, base AS (SELECT piece_id, sorties AS quantite,"
    " sorties_valeur AS valeur FROM consommations)",
    "stock": "WITH base AS (SELECT piece_id, quantite, valeur FROM stocks_pieces)",
}
DORMANTS = f"""
    WITH {CONSOMMATIONS}
    SELECT s.piece_id, p.reference, p.nom, p.unite, s.quantite, s.valeur
    FROM stocks_pieces AS s
    JOIN pieces_copie AS p ON p.id = s.piece_id LEFT JOIN consommations AS c USING (piece_id)
    WHERE s.quantite > 0 AND (c.sorties > 0 OR c.arrivees > 0) IS NOT TRUE AND {CONTIENT_LES_MOTS}"""
DERNIER = f"""
    (SELECT m.cree_le FROM {MOUVEMENTS_ET_RETOURS}
     WHERE m.piece_id = page.piece_id AND m.annule_id IS NULL AND retour.id IS NULL AND {{lequel}}
       AND NOT EXISTS (SELECT FROM mouvements_stock AS contre WHERE contre.annule_id = m.id)
     ORDER BY m.sequence DESC LIMIT 1)"""
DERNIERS = f"""
    SELECT page.*, {DERNIER.format(lequel=CONSOMME)} AS derniere_sortie,
           {DERNIER.format(lequel=ARRIVE)} AS derniere_entree
    FROM page ORDER BY valeur DESC, reference, piece_id"""


def debut(jours: int) -> datetime:
    """The first moment of a window of so many UTC days, today included."""
    premier = timezone.now().astimezone(UTC).date() - timedelta(days=jours - 1)
    return datetime.combine(premier, time.min, UTC)


def rotation(*, jours: int, search: str = "") -> tuple[Tableau, dict[str, Any]]:
    """How often what is held goes out: value of the exits over the mean of the values at both ends."""
    params = {"depuis": debut(jours), "jours": jours, **mots(search)}
    sql = f"WITH {CONSOMMATIONS} {ROTATION}"
    totaux = lire(
        f"""SELECT coalesce(sum(sorties_valeur), 0) AS sorties_valeur,
                   coalesce(sum(valeur_moyenne), 0) AS valeur_moyenne,
                   sum(sorties_valeur) / nullif(sum(valeur_moyenne), 0) AS rotation
            FROM ({sql}) AS lignes""",
        params,
    )[0]
    order = "ORDER BY rotation DESC NULLS LAST, p.reference, p.id"
    return Tableau(f"{sql} {order}", params), {
        "jours": jours,
        "depuis": params["depuis"],
        "jusqua": timezone.now(),
        "totaux": totaux,
    }


def abc(
    *, jours: int, seuil_a: int, seuil_b: int, critere: str, search: str = ""
) -> tuple[Tableau, dict[str, Any]]:
    """Pieces by what they weigh in the value of the exits (or the stock): A the first `seuil_a` percent."""
    params = {"depuis": debut(jours), "seuil_a": seuil_a, "seuil_b": seuil_b, **mots(search)}
    sql = f"{BASES_ABC[critere]} {ABC}"
    classes = lire(
        f"""SELECT classe, count(*) AS pieces, sum(valeur) AS valeur, sum(part) AS part
            FROM ({sql}) AS lignes GROUP BY classe ORDER BY classe""",
        params,
    )
    found = f"SELECT * FROM ({sql}) AS tout WHERE recherche LIKE ALL (%(motifs)s::text[]) ORDER BY rang"
    valeur = sum(each["valeur"] for each in classes)
    return Tableau(found, params), {"jours": jours, "totaux": {"valeur": valeur}, "classes": classes}


def dormants(*, jours: int, search: str = "") -> tuple[Tableau, dict[str, Any]]:
    """What is in stock and was neither consumed nor delivered for so many days, the most valuable first. What
    went out and came back as much, or went back to the supplier, is no life."""
    params = {"depuis": debut(jours), **mots(search)}
    totaux = lire(
        f"SELECT count(*) AS pieces, coalesce(sum(valeur), 0) AS valeur FROM ({DORMANTS}) AS lignes", params
    )[0]
    tableau = Tableau(f"{DORMANTS} ORDER BY s.valeur DESC, p.reference, p.id", params, DERNIERS)
    return tableau, {"jours": jours, "totaux": totaux}
