"""A migration operation for tables that may only grow, whoever connects: the owner is refused as well."""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""
TRIGGERS = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE{columns} OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
# The application role is granted writes on every new table by default; take back what it must never do here.
REVOKE = """
DO $$ DECLARE role_name text; BEGIN
    FOR role_name IN SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_name = '{table}' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE {privileges} ON {table} FROM %I', role_name);
    END LOOP;
END $$;
"""
UNDO = """
DROP TRIGGER {table}_no_change ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
"""


def append_only(table: str, *, except_columns: list[str] | None = None, all_columns: list[str] | None = None):
    """Refuse UPDATE, DELETE and TRUNCATE on `table`, as the application role and as the owner.

    With `except_columns` (and `all_columns`, the table's), those columns alone may still be updated.
    """
    kept = [column for column in (all_columns or []) if column not in (except_columns or [])]
    columns = f" OF {', '.join(kept)}" if except_columns else ""
    privileges = "DELETE, TRUNCATE" if except_columns else "UPDATE, DELETE, TRUNCATE"
    return migrations.RunSQL(
        FUNCTION
        + TRIGGERS.format(table=table, columns=columns)
        + REVOKE.format(table=table, privileges=privileges),
        UNDO.format(table=table),
    )
