"""What there is of each piece and what it is worth: now or at a past moment, everywhere or in a place."""

from datetime import datetime
from typing import Any
from uuid import UUID

from stock.emplacements import lire_emplacement
from stock.tableaux import CONTIENT_LES_MOTS, Tableau, lire, mots

MAINTENANT = "SELECT piece_id, quantite, valeur FROM stocks_pieces"
MAINTENANT_DANS = """
    SELECT n.piece_id, sum(n.quantite) AS quantite,
           round(sum(n.quantite) * max(s.valeur) / nullif(max(s.quantite), 0), 6) AS valeur
    FROM niveaux_stock AS n JOIN stocks_pieces AS s USING (piece_id)
    WHERE n.quantite > 0 AND n.emplacement_id IN (SELECT id FROM dedans) GROUP BY n.piece_id"""
A_LA_DATE = """
    SELECT piece_id, sum(quantite) AS quantite, sum(valeur) AS valeur
    FROM mouvements_stock WHERE cree_le < %(avant)s GROUP BY piece_id"""
# A place holds its share, by quantity, of what the piece was worth over all places.
A_LA_DATE_DANS = """
    SELECT piece_id, ici AS quantite,
           CASE WHEN partout = 0 THEN 0 ELSE round(ici * valeur / partout, 6) END AS valeur
    FROM (SELECT piece_id, sum(quantite) AS partout, sum(valeur) AS valeur, count(d.id) AS lignes,
                 coalesce(sum(quantite) FILTER (WHERE d.id IS NOT NULL), 0) AS ici
          FROM mouvements_stock AS m LEFT JOIN dedans AS d ON d.id = m.emplacement_id
          WHERE cree_le < %(avant)s GROUP BY piece_id) AS tout
    WHERE lignes > 0"""
DEDANS = """
    dedans AS (SELECT id FROM emplacements
               WHERE chemin = %(chemin)s OR starts_with(chemin, %(chemin)s || '/'))"""
LIGNES = f"""
    SELECT b.piece_id, p.reference, p.nom, p.unite, b.quantite, coalesce(b.valeur, 0) AS valeur,
           coalesce(b.valeur / nullif(b.quantite, 0), 0) AS cout_moyen,
           coalesce(100 * b.valeur / nullif(sum(b.valeur) OVER (), 0), 0) AS part
    FROM base AS b JOIN pieces_copie AS p ON p.id = b.piece_id
    WHERE {CONTIENT_LES_MOTS}"""


def stock_a_date(
    *, avant: datetime, emplacement_id: UUID | None = None, search: str = ""
) -> tuple[Tableau, dict[str, Any]]:
    """One row per piece that had moved before this moment, by reference; and the totals."""
    base, params = _base(avant, emplacement_id, search)
    totaux = lire(f"{base} SELECT {TOTAUX} FROM ({LIGNES}) AS lignes", params)[0]
    return Tableau(f"{base} {LIGNES} ORDER BY p.reference, p.id", params), totaux


def valorisation_par_piece(
    *, avant: datetime | None = None, emplacement_id: UUID | None = None, search: str = ""
) -> tuple[Tableau, dict[str, Any]]:
    """What is in stock, the most valuable first; and the totals."""
    base, params = _base(avant, emplacement_id, search)
    lignes = f"{LIGNES} AND b.quantite > 0"
    totaux = lire(f"{base} SELECT {TOTAUX} FROM ({lignes}) AS lignes", params)[0]
    return Tableau(f"{base} {lignes} ORDER BY valeur DESC, p.reference, p.id", params), totaux


TOTAUX = "coalesce(sum(quantite), 0) AS quantite, coalesce(sum(valeur), 0) AS valeur"
NIVEAUX = "SELECT piece_id, emplacement_id, quantite FROM niveaux_stock WHERE quantite > 0"
NIVEAUX_A_LA_DATE = """
    SELECT piece_id, emplacement_id, sum(quantite) AS quantite FROM mouvements_stock
    WHERE cree_le < %(avant)s GROUP BY 1, 2 HAVING sum(quantite) > 0"""
PAR_EMPLACEMENT = """
    SELECT e.id AS emplacement_id, e.code, e.nom, e.chemin, count(*) AS pieces, sum(n.quantite) AS quantite,
           coalesce(sum(n.quantite * b.valeur / nullif(b.quantite, 0)), 0) AS valeur,
           coalesce(100 * sum(n.quantite * b.valeur / nullif(b.quantite, 0))
                    / nullif(sum(sum(n.quantite * b.valeur / nullif(b.quantite, 0))) OVER (), 0), 0) AS part
    FROM niveaux AS n JOIN emplacements AS e ON e.id = n.emplacement_id JOIN base AS b USING (piece_id)
    WHERE e.recherche LIKE ALL (%(motifs)s::text[])"""


def valorisation_par_emplacement(
    *, avant: datetime | None = None, emplacement_id: UUID | None = None, search: str = ""
) -> tuple[Tableau, dict[str, Any]]:
    """Each place by what it holds itself, the most valuable first; and the totals."""
    base, params = _base(avant, None, search)
    sql = f"{base}, niveaux AS ({NIVEAUX if avant is None else NIVEAUX_A_LA_DATE}) {PAR_EMPLACEMENT}"
    if emplacement_id:
        params["chemin"] = lire_emplacement(emplacement_id).chemin
        sql += " AND (e.chemin = %(chemin)s OR starts_with(e.chemin, %(chemin)s || '/'))"
    sql += " GROUP BY e.id"
    totaux = lire(f"SELECT {TOTAUX} FROM ({sql}) AS lignes", params)[0]
    return Tableau(f"{sql} ORDER BY valeur DESC, e.chemin", params), totaux


# Each part is rounded down to cents; the cents that then lack to the whole go to those that lost most.
VALEUR_PAR_RACINE = """
    WITH parts AS (
        SELECT r.id AS emplacement_id, r.code, r.nom, sum(n.quantite) AS quantite,
               100 * round(sum(n.quantite * s.valeur / s.quantite), 6) AS centimes
        FROM niveaux_stock AS n
        JOIN emplacements AS e ON e.id = n.emplacement_id
        JOIN emplacements AS r ON r.supprime_le IS NULL AND r.parent_id IS NULL
                              AND r.code = split_part(e.chemin, '/', 1)
        JOIN stocks_pieces AS s USING (piece_id)
        WHERE n.quantite > 0
        GROUP BY r.id),
    rangs AS (
        SELECT parts.*, row_number() OVER (ORDER BY centimes - trunc(centimes) DESC, code) AS rang,
               round(sum(centimes) OVER ()) - sum(trunc(centimes)) OVER () AS manquants
        FROM parts)
    SELECT emplacement_id, code, nom, quantite,
           (trunc(centimes) + CASE WHEN rang <= manquants THEN 1 ELSE 0 END) / 100 AS valeur
    FROM rangs ORDER BY valeur DESC, code LIMIT %(limite)s"""


def valeur_par_racine(limite: int) -> list[dict[str, Any]]:
    """The root places by what is in them; all of them together are worth, to the cent, what all stock is."""
    return lire(VALEUR_PAR_RACINE, {"limite": limite})


def _base(avant: datetime | None, emplacement_id: UUID | None, search: str) -> tuple[str, dict[str, Any]]:
    """WITH base(piece_id, quantite, valeur). Raises EmplacementIntrouvable."""
    params: dict[str, Any] = {**mots(search), "avant": avant}
    if emplacement_id is None:
        return f"WITH base AS ({MAINTENANT if avant is None else A_LA_DATE})", params
    params["chemin"] = lire_emplacement(emplacement_id).chemin
    return f"WITH {DEDANS}, base AS ({MAINTENANT_DANS if avant is None else A_LA_DATE_DANS})", params
