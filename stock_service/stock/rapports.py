"""Reports on how stock moves: rotation, ABC, dead stock. Exits are net of those that were cancelled."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from stock.tableaux import CONTIENT_LES_MOTS, Tableau, lire, mots

MOUVEMENTS = """
    mouvements AS (
        SELECT piece_id, sum(valeur) AS variation,
               coalesce(-sum(quantite) FILTER (WHERE type = 'OUT'), 0) AS sorties,
               coalesce(-sum(valeur) FILTER (WHERE type = 'OUT'), 0) AS sorties_valeur
        FROM mouvements_stock WHERE cree_le >= %(depuis)s GROUP BY piece_id)"""
ROTATION = f"""
    SELECT s.piece_id, p.reference, p.nom, p.unite, s.quantite, s.valeur,
           coalesce(m.sorties, 0) AS sorties, coalesce(m.sorties_valeur, 0) AS sorties_valeur,
           s.valeur - coalesce(m.variation, 0) / 2 AS valeur_moyenne,
           m.sorties_valeur / nullif(s.valeur - m.variation / 2, 0) AS rotation,
           m.sorties_valeur / nullif(s.valeur - m.variation / 2, 0) * 365 / %(jours)s AS rotation_annuelle,
           s.quantite / nullif(m.sorties, 0) * %(jours)s AS couverture_jours
    FROM stocks_pieces AS s
    JOIN pieces_copie AS p ON p.id = s.piece_id LEFT JOIN mouvements AS m USING (piece_id)
    WHERE (s.quantite > 0 OR m.sorties <> 0) AND {CONTIENT_LES_MOTS}"""
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
    "sorties": f"WITH {MOUVEMENTS}, base AS (SELECT piece_id, sorties AS quantite, sorties_valeur AS valeur"
    " FROM mouvements)",
    "stock": "WITH base AS (SELECT piece_id, quantite, valeur FROM stocks_pieces)",
}
DORMANTS = f"""
    SELECT s.piece_id, p.reference, p.nom, p.unite, s.quantite, s.valeur
    FROM stocks_pieces AS s JOIN pieces_copie AS p ON p.id = s.piece_id
    WHERE s.quantite > 0 AND {CONTIENT_LES_MOTS}
      AND NOT EXISTS (SELECT 1 FROM mouvements_stock AS m
                      WHERE m.piece_id = s.piece_id AND m.cree_le >= %(depuis)s
                        AND m.type IN ('IN', 'OUT'))"""
DERNIERS = """
    SELECT page.*, sortie.cree_le AS derniere_sortie, entree.cree_le AS derniere_entree
    FROM page
    LEFT JOIN LATERAL (SELECT cree_le FROM mouvements_stock AS m WHERE m.piece_id = page.piece_id
                       AND type = 'OUT' AND quantite < 0 ORDER BY sequence DESC LIMIT 1) AS sortie ON true
    LEFT JOIN LATERAL (SELECT cree_le FROM mouvements_stock AS m WHERE m.piece_id = page.piece_id
                       AND type = 'IN' AND quantite > 0 ORDER BY sequence DESC LIMIT 1) AS entree ON true
    ORDER BY valeur DESC, reference, piece_id"""


def debut(jours: int) -> datetime:
    """The first moment of a window of so many UTC days, today included."""
    premier = timezone.now().astimezone(UTC).date() - timedelta(days=jours - 1)
    return datetime.combine(premier, time.min, UTC)


def rotation(*, jours: int, search: str = "") -> tuple[Tableau, dict[str, Any]]:
    """How often what is held goes out: value of the exits over the mean of the values at both ends."""
    params = {"depuis": debut(jours), "jours": jours, **mots(search)}
    sql = f"WITH {MOUVEMENTS} {ROTATION}"
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
    """What is in stock and neither went out nor came in for so many days, the most valuable first."""
    params = {"depuis": debut(jours), **mots(search)}
    totaux = lire(
        f"SELECT count(*) AS pieces, coalesce(sum(valeur), 0) AS valeur FROM ({DORMANTS}) AS lignes", params
    )[0]
    tableau = Tableau(f"{DORMANTS} ORDER BY s.valeur DESC, p.reference, p.id", params, DERNIERS)
    return tableau, {"jours": jours, "totaux": totaux}
