"""From the constraint that PostgreSQL says was broken to the refusal that people understand."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from catalogue import errors

REFUS_DE_CONTRAINTE = {
    "pieces_pkey": (errors.IdentifiantExistant, "id"),
    "pieces_reference_unique": (errors.ReferenceExistante, "reference"),
    "pieces_code_barres_unique": (errors.CodeBarresExistant, "code_barres"),
    "categories_pkey": (errors.IdentifiantExistant, "id"),
    "categories_nom_unique": (errors.CategorieExistante, "nom"),
    "categories_nom_racine_unique": (errors.CategorieExistante, "nom"),
}


@contextmanager
def refus_lisibles() -> Iterator[None]:
    """Around a write: uniqueness is the database's to decide, the refusal names the field (`champ`)."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        contrainte = error.__cause__.diag.constraint_name
        if contrainte not in REFUS_DE_CONTRAINTE:
            raise
        refus, champ = REFUS_DE_CONTRAINTE[contrainte]
        raise refus(champ=champ) from error
