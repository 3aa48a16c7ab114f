"""The database itself refuses to edit or remove a row of the trail, whoever asks.

A workspace that is due for deletion (`deletes_at` has passed) takes its trail with it: the only way out.
"""

from django.db import migrations

SQLITE = """
CREATE TRIGGER trail_refuses_update BEFORE UPDATE ON decisions_change
BEGIN SELECT RAISE(ABORT, 'The trail is append-only.'); END;

CREATE TRIGGER trail_refuses_delete BEFORE DELETE ON decisions_change
WHEN NOT EXISTS (
  SELECT 1 FROM workspaces_workspace
  WHERE id = OLD.workspace_id AND deletes_at <= strftime('%Y-%m-%d %H:%M:%f', 'now')
)
BEGIN SELECT RAISE(ABORT, 'The trail is append-only.'); END;
"""

POSTGRESQL = """
CREATE FUNCTION trail_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND EXISTS (
    SELECT 1 FROM workspaces_workspace WHERE id = OLD.workspace_id AND deletes_at <= clock_timestamp()
  ) THEN RETURN OLD; END IF;
  IF TG_OP = 'TRUNCATE' AND NOT EXISTS (
    SELECT 1 FROM workspaces_workspace WHERE deletes_at IS NULL OR deletes_at > clock_timestamp()
  ) THEN RETURN NULL; END IF;
  RAISE EXCEPTION 'The trail is append-only.' USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER trail_refuses_edits BEFORE UPDATE OR DELETE ON decisions_change
FOR EACH ROW EXECUTE FUNCTION trail_refuses();

CREATE TRIGGER trail_refuses_truncate BEFORE TRUNCATE ON decisions_change
FOR EACH STATEMENT EXECUTE FUNCTION trail_refuses();
"""

UNDO_SQLITE = "DROP TRIGGER trail_refuses_update; DROP TRIGGER trail_refuses_delete;"
UNDO_POSTGRESQL = """
DROP TRIGGER trail_refuses_edits ON decisions_change;
DROP TRIGGER trail_refuses_truncate ON decisions_change;
DROP FUNCTION trail_refuses();
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
    dependencies = [("decisions", "0001_initial"), ("workspaces", "0001_initial")]
    operations = [migrations.RunPython(_run(SQLITE, POSTGRESQL), _run(UNDO_SQLITE, UNDO_POSTGRESQL))]
