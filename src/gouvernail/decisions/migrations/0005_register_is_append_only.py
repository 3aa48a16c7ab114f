"""The database itself refuses to edit or remove a decision of the register, whoever asks.

A workspace that is due for deletion (`deletes_at` has passed) takes its register with it: the only way out.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER register_refuses_update BEFORE UPDATE ON decisions_decision
BEGIN SELECT RAISE(ABORT, 'The register is append-only.'); END;

CREATE TRIGGER register_refuses_delete BEFORE DELETE ON decisions_decision
WHEN NOT EXISTS (
  SELECT 1 FROM workspaces_workspace
  WHERE id = OLD.workspace_id AND deletes_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
)
BEGIN SELECT RAISE(ABORT, 'The register is append-only.'); END;
"""

POSTGRESQL = """
CREATE FUNCTION register_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM workspaces_workspace WHERE id = OLD.workspace_id AND deletes_at <= clock_timestamp()
  ) THEN RETURN OLD; END IF;
  IF TG_OP = 'TRUNCATE' AND NOT EXISTS (
    SELECT 1 FROM workspaces_workspace WHERE deletes_at IS NULL OR deletes_at > clock_timestamp()
  ) THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'The register is append-only.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER register_refuses_edits BEFORE UPDATE OR DELETE ON decisions_decision
FOR EACH ROW EXECUTE FUNCTION register_refuses();

CREATE TRIGGER register_refuses_truncate BEFORE TRUNCATE ON decisions_decision
FOR EACH STATEMENT EXECUTE FUNCTION register_refuses();
"""

UNDO_SQLITE = "DROP TRIGGER register_refuses_update; DROP TRIGGER register_refuses_delete;"
UNDO_POSTGRESQL = """
DROP TRIGGER register_refuses_edits ON decisions_decision;
DROP TRIGGER register_refuses_truncate ON decisions_decision;
DROP FUNCTION register_refuses();
"""


def _run(sqlite, postgresql):
    def run(_apps, schema_editor):
        if schema_editor.connection.vendor == "sqlite":
            with schema_editor.connection.cursor() as cursor:
                for statement in sqlite.split("END;" if "BEGIN" in sqlite else ";"):
                    if statement.strip():
                        cursor.execute(statement + ("END;" if "BEGIN" in sqlite else ";"))
        else:
            with schema_editor.connection.cursor() as cursor:
                cursor.execute(postgresql)

    return run


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_decisions_are_sealed"), ("workspaces", "0007_points_are_kept")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(UNDO_SQLITE, UNDO_POSTGRESQL))]
