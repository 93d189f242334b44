"""Purging the oldest entries of the audit log, which otherwise refuses every change.

The application role may not delete entries, and may not write `logs_points`. It may call `logs_purger`, which
removes whole beginnings of the chain only, nothing younger than 30 days, never the newest entry, and notes
in `logs_points` where the chain begins from then on. The trigger lets nothing go but what lies before such
a point, whoever connects.
"""

FONCTION = """
CREATE FUNCTION logs_purger(jusqua_sequence bigint, jusqua_hash text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    tete bigint;
    parties bigint;
    deja bigint;
BEGIN
    SELECT sequence INTO tete FROM logs_tete WHERE id = 1 FOR UPDATE;
    IF tete IS NULL OR jusqua_sequence >= tete THEN
        RAISE EXCEPTION 'the newest entry of the audit log stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM logs WHERE sequence = jusqua_sequence AND hash = jusqua_hash) THEN
        RAISE EXCEPTION 'no such entry of the audit log' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT 1 FROM logs WHERE sequence <= jusqua_sequence AND recu_le > now() - interval '30 days'
    ) THEN
        RAISE EXCEPTION 'entries of the last 30 days stay' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT coalesce(max(purgees), 0) INTO deja FROM logs_points;
    SELECT count(*) INTO parties FROM logs WHERE sequence <= jusqua_sequence;
    INSERT INTO logs_points (sequence, hash, purgees, purge_le)
        VALUES (jusqua_sequence, jusqua_hash, deja + parties, now());
    DELETE FROM logs_annotations a USING logs l WHERE a.log_id = l.id AND l.sequence <= jusqua_sequence;
    DELETE FROM logs WHERE sequence <= jusqua_sequence;
    RETURN parties;
END $$;

CREATE FUNCTION logs_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.sequence <= (SELECT coalesce(max(sequence), 0) FROM logs_points) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'logs is append-only: DELETE refused' USING ERRCODE = 'insufficient_privilege';
END $$;

DROP TRIGGER logs_no_change ON logs;
CREATE TRIGGER logs_no_change BEFORE UPDATE ON logs FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER logs_no_delete BEFORE DELETE ON logs FOR EACH ROW EXECUTE FUNCTION logs_refuse_delete();

DO $$ DECLARE role_name text; BEGIN
    FOR role_name IN SELECT DISTINCT grantee FROM information_schema.role_table_grants
        WHERE table_name = 'logs_points' AND grantee NOT IN (current_user, 'PUBLIC')
    LOOP
        EXECUTE format('REVOKE INSERT ON logs_points FROM %I', role_name);
    END LOOP;
END $$;
"""
RETOUR = """
DROP TRIGGER logs_no_delete ON logs;
DROP TRIGGER logs_no_change ON logs;
CREATE TRIGGER logs_no_change BEFORE UPDATE OR DELETE ON logs
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION logs_refuse_delete();
DROP FUNCTION logs_purger(bigint, text);
"""
# What was kept as a sentence becomes its words, with the parts of those that are joined ("pc-000001").
MOTS = """
ALTER TABLE logs DISABLE TRIGGER logs_no_change;
UPDATE logs SET recherche = trim(regexp_replace(
    recherche || ' ' || regexp_replace(recherche, '[^[:alnum:]]+', ' ', 'g'), '\\s+', ' ', 'g'));
ALTER TABLE logs ENABLE TRIGGER logs_no_change;
"""
