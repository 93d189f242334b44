"""References that people see: PC-000001, PC-000002, ... from a sequence of the database."""

from django.db import connection

PREFIXE = "PC-"
CHIFFRES = 6

# Numbers that somebody has given by hand are passed over, also those of pieces in the trash, which may come
# back (each EXISTS has its partial index). A number is drawn once, so it is passed over once.
PROCHAIN_NUMERO = """
    WITH RECURSIVE essai (numero) AS (
        SELECT nextval('pieces_reference_seq')
      UNION ALL
        SELECT nextval('pieces_reference_seq') FROM essai,
            concat(%s, lpad(numero::text, greatest(%s, length(numero::text)), '0')) AS cle
        WHERE EXISTS (SELECT 1 FROM pieces WHERE reference_cle = cle AND supprime_le IS NULL)
           OR EXISTS (SELECT 1 FROM pieces WHERE reference_cle = cle AND supprime_le IS NOT NULL)
    ) SELECT max(numero) FROM essai
"""


def prochaine_reference() -> str:
    return prochaines_references(1)[0]


def prochaines_references(nombre: int) -> list[str]:
    with connection.cursor() as cursor:
        return [_prochaine(cursor) for _ in range(nombre)]


def _prochaine(cursor) -> str:
    cursor.execute(PROCHAIN_NUMERO, [PREFIXE.lower(), CHIFFRES])
    return f"{PREFIXE}{cursor.fetchone()[0]:0{CHIFFRES}d}"
