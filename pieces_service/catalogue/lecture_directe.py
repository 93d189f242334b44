"""One live piece by its id: what is asked for most, so its statement is composed only once.

Composing it takes Django longer than PostgreSQL takes to answer it.
"""

from uuid import UUID

from django.db import connection

from catalogue.models import Categorie, Image, Piece

# For searching only, never shown.
DERIVES = ("textes", "grammes", "codes", "recherche", "reference_cle", "fabricant_cle", "gtin")
CHAMPS = [champ for champ in Piece._meta.concrete_fields if champ.name not in DERIVES]
COLONNES = [champ.attname for champ in CHAMPS]
COLONNES_IMAGE = ["cle", "type", "largeur", "hauteur", "adresse", "adresse_miniature"]
CONVERTIS = [(n, c.from_db_value) for n, c in enumerate(CHAMPS) if hasattr(c, "from_db_value")]
REQUETE = f"""
    SELECT {", ".join(f"p.{nom}" for nom in COLONNES)}, c.nom,
        {", ".join(f"i.{nom}" for nom in COLONNES_IMAGE)}
    FROM pieces p LEFT JOIN categories c ON c.id = p.categorie_id LEFT JOIN images i ON i.cle = p.image_id
    WHERE p.id = %s AND p.supprime_le IS NULL
"""


def piece(piece_id: UUID) -> Piece | None:
    """With its category and its picture; None when there is no such live piece."""
    with connection.cursor() as cursor:
        cursor.execute(REQUETE, [piece_id])
        ligne = cursor.fetchone()
    if ligne is None:
        return None
    valeurs = list(ligne[: len(COLONNES)])
    for rang, convertir in CONVERTIS:
        valeurs[rang] = convertir(valeurs[rang], None, connection)
    trouvee = Piece.from_db(connection.alias, COLONNES, valeurs)
    if trouvee.categorie_id:
        categorie = [trouvee.categorie_id, ligne[len(COLONNES)]]
        trouvee.categorie = Categorie.from_db(connection.alias, ["id", "nom"], categorie)
    if trouvee.image_id:
        trouvee.image = Image.from_db(connection.alias, COLONNES_IMAGE, ligne[len(COLONNES) + 1 :])
    return trouvee
