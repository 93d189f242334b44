"""The limit pieces_service is held against: Django, one view without anything around it, the same SQL.

gunicorn runs it as bench._pieces_bare:application, with the workers and threads of a service.
"""

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import JsonResponse
from django.urls import path

from bench._bare import configure

configure(__name__)
FIELDS = [
    "id",
    "reference",
    "nom",
    "description",
    "categorie_id",
    "unite",
    "code_barres",
    "fabricant",
    "reference_fabricant",
    "prix_achat",
    "prix_vente",
    "taux_tva",
    "actif",
    "publie",
    "attributs",
    "fournisseur_id",
    "codes_fournisseurs",
    "version",
    "cree_le",
    "modifie_le",
]
PIECE = f"""
    SELECT {", ".join(f"p.{name}" for name in FIELDS)}, c.nom, i.cle FROM pieces p
    LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN images i ON i.cle = p.image_id
    WHERE p.supprime_le IS NULL AND p.id = %s LIMIT 1"""


def piece(request, piece_id):
    with connection.cursor() as cursor:
        cursor.execute(PIECE, [piece_id])
        row = cursor.fetchone()
    return JsonResponse(dict(zip([*FIELDS, "categorie", "image"], row, strict=True)))


urlpatterns = [path("api/bare/<uuid:piece_id>/", piece)]
application = get_wsgi_application()
