"""The limit stock_service is held against: Django, one view without anything around it, the same SQL.

gunicorn runs it as bench._stock_bare:application, with the workers and threads of a service.
"""

import json
import uuid
from decimal import Decimal

from django.core.wsgi import get_wsgi_application
from django.db import connection, transaction
from django.http import JsonResponse
from django.urls import path
from django.utils import timezone

from bench._bare import configure

configure(__name__)
PIECE = """
    SELECT s.quantite, s.reserve, s.valeur, s.cout_moyen, s.seuil, s.etat, s.alerte,
           p.reference, p.nom, p.unite, p.prix_achat
    FROM stocks_pieces AS s JOIN pieces_copie AS p ON p.id = s.piece_id
    WHERE s.piece_id = %s ORDER BY s.piece_id FOR NO KEY UPDATE OF s"""
PLACE = "SELECT code, nom FROM emplacements WHERE id = %s AND supprime_le IS NULL FOR KEY SHARE"
LEVEL = """
    INSERT INTO niveaux_stock AS n (piece_id, emplacement_id, quantite, reserve) VALUES (%s, %s, %s, 0)
    ON CONFLICT (piece_id, emplacement_id) DO UPDATE SET quantite = n.quantite + EXCLUDED.quantite
    RETURNING quantite"""
TOTAL = """
    UPDATE stocks_pieces SET quantite = %s, valeur = %s, cout_moyen = %s, etat = 'ok', alerte = 'aucune'
    WHERE piece_id = %s"""
LEDGER = """
    INSERT INTO mouvements_stock (id, type, piece_id, emplacement_id, quantite, solde_apres, cout_unitaire,
        valeur, motif, reference_externe, lot, user_id, user_email, cree_le)
    VALUES (%s, 'IN', %s, %s, %s, %s, %s, %s, %s, '', '', %s, 'bench@example.org', %s) RETURNING sequence"""
OUTBOX = """
    INSERT INTO outbox (message_id, target, ordering_key, body, created_at, attempts, next_try_at, last_error)
    VALUES (%s, 'log_service', %s, %s, %s, 0, %s, '')"""


@transaction.atomic
def movement(request):
    body = json.loads(request.body)
    piece_id, place_id, quantity = body["piece_id"], body["emplacement_id"], Decimal(body["quantite"])
    now, row_id = timezone.now(), str(uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute(PIECE, [piece_id])
        stock = cursor.fetchone()
        cursor.execute(PLACE, [place_id])
        place = cursor.fetchone()
        cursor.execute(LEVEL, [piece_id, place_id, quantity])
        balance = cursor.fetchone()[0]
        cost = stock[10]
        total, value = stock[0] + quantity, stock[2] + quantity * cost
        cursor.execute(TOTAL, [total, value, value / total, piece_id])
        user = "01920000-0000-7000-8000-000000000001"
        row = [row_id, piece_id, place_id, quantity, balance, cost, quantity * cost, body["motif"], user, now]
        cursor.execute(LEDGER, row)
        reference = f"MV-{cursor.fetchone()[0]:06d}"
        entry = {"action": "creer", "module": "mouvements", "objet_id": row_id, "apres": body}
        message = json.dumps({"moduleName": "logs", "method": "create", "data": [entry]})
        cursor.execute(OUTBOX, [str(uuid.uuid4()), f"mouvements:{row_id}", message, now, now])
    answer = {"id": row_id, "reference": reference, "solde_apres": str(balance), "emplacement": place[0]}
    return JsonResponse({**answer, "piece": stock[7], "cree_le": now.isoformat()}, status=201)


urlpatterns = [path("api/bare/movement/", movement)]
application = get_wsgi_application()
