"""Many rows of one table with one statement.

They travel as one JSON text that PostgreSQL reads by itself; written out value by value, as the ORM does, a
batch takes several times as long on both sides. The database decides on them as on any others.
"""

from collections.abc import Iterable

import orjson
from django.db import connection
from django.db.models import AutoField, Field, Model

INSERER = (
    "INSERT INTO {table} ({colonnes}) SELECT {colonnes} FROM json_populate_recordset(NULL::{table}, %s::json)"
)
REMPLACER = (
    "UPDATE {table} SET {valeurs} FROM json_populate_recordset(NULL::{table}, %s::json) AS lot"
    " WHERE {table}.{cle} = lot.{cle}"
)


def inserer(objets: list[Model]) -> None:
    """New rows, all of one model. Raises IntegrityError; then none of them is there."""
    if objets:
        champs = [champ for champ in objets[0]._meta.concrete_fields if not isinstance(champ, AutoField)]
        colonnes = ", ".join(_nom(champ.column) for champ in champs)
        _executer(INSERER.format(table=_table(objets[0]), colonnes=colonnes), objets, champs, ajoutes=True)


def remplacer(objets: list[Model], *, sauf: Iterable[str]) -> None:
    """The rows that have the keys of these objects, but for some fields. Raises IntegrityError."""
    if objets:
        modele = objets[0]._meta
        champs = [champ for champ in modele.concrete_fields if champ.name not in sauf]
        valeurs = ", ".join(f"{_nom(c.column)} = lot.{_nom(c.column)}" for c in champs if c != modele.pk)
        requete = REMPLACER.format(table=_table(objets[0]), valeurs=valeurs, cle=_nom(modele.pk.column))
        _executer(requete, objets, champs, ajoutes=False)


def _executer(requete: str, objets: list[Model], champs: list[Field], *, ajoutes: bool) -> None:
    # pre_save is what sets auto_now and auto_now_add
    lignes = [{champ.column: champ.pre_save(objet, ajoutes) for champ in champs} for objet in objets]
    with connection.cursor() as cursor:
        cursor.execute(requete, [orjson.dumps(lignes, default=str).decode()])


def _table(objet: Model) -> str:
    return _nom(objet._meta.db_table)


def _nom(nom: str) -> str:
    return connection.ops.quote_name(nom)
