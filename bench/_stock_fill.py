"""Fill the database of stock_service: python _stock_fill.py PIECES LEDGER_ROWS, in the service's folder."""

import sys

sys.path.insert(0, ".")

import django

django.setup()

from _goods import PLACES, insert, name, piece_id  # noqa: E402
from django.db import connection  # noqa: E402

from stock import recherche  # noqa: E402
from stock.models import PieceCopie  # noqa: E402

LOW = 100
# Loaded as a replica would, without the checks of foreign keys, which would take longer than all the rest.
FILL = """
    SET session_replication_role = replica;
    INSERT INTO emplacements (id, code, nom, type, chemin, recherche, version, cree_le)
    SELECT lpad(to_hex(1000000 + n), 32, '0')::uuid, 'P' || n, 'Place ' || n, 'rayon', 'P' || n, 'p' || n, 1,
           now()
    FROM generate_series(0, %(places)s - 1) AS n;
    INSERT INTO mouvements_stock (id, type, piece_id, emplacement_id, quantite, solde_apres, cout_unitaire,
        valeur, motif, reference_externe, lot, user_email, cree_le)
    SELECT gen_random_uuid(), 'IN', lpad(to_hex(n %% %(pieces)s), 32, '0')::uuid,
           lpad(to_hex(1000000 + n %% %(pieces)s %% %(places)s), 32, '0')::uuid, 1, 1 + n / %(pieces)s,
           1 + n %% %(pieces)s / 100.0, 1 + n %% %(pieces)s / 100.0, '', '', '', '',
           timestamptz '2026-01-01' + n * interval '320 days' / %(rows)s
    FROM generate_series(0, %(rows)s - 1) AS n;
    INSERT INTO niveaux_stock (piece_id, emplacement_id, quantite, reserve)
    SELECT piece_id, emplacement_id, sum(quantite), 0 FROM mouvements_stock GROUP BY 1, 2;
    INSERT INTO stocks_pieces (piece_id, quantite, reserve, valeur, cout_moyen, en_commande, etat, alerte,
        retiree, retiree_version)
    SELECT piece_id, sum(quantite), 0, sum(valeur), sum(valeur) / sum(quantite), 0, 'ok', 'aucune',
        false, 0
    FROM mouvements_stock GROUP BY 1;
    UPDATE stocks_pieces SET etat = 'bas', seuil = 1000
    WHERE piece_id IN (SELECT id FROM pieces_copie ORDER BY reference LIMIT %(low)s);
    INSERT INTO reservations (id, rang, piece_id, emplacement_id, quantite, etat, motif, user_email, cree_le,
        terminee_le)
    SELECT gen_random_uuid(), 0, piece_id, emplacement_id, 1, 'liberee', '', '', cree_le, cree_le
    FROM mouvements_stock WHERE sequence %% 10 = 0;
"""


def pieces(count: int):
    for number in range(count):
        shown = {"reference": f"PC-{number:07d}", "nom": name(number), "code_barres": ""}
        derived = recherche.derives(**shown)
        yield PieceCopie(id=piece_id(number), unite="pièce", prix_achat=2, version=1, **shown, **derived)


def main(count: int, rows: int) -> None:
    insert(pieces(count))
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"pieces": count, "rows": rows, "places": PLACES, "low": LOW})


main(*map(int, sys.argv[1:]))
