"""The database itself notes that something which the rules on governance read has changed.

Triggers, and not a line in each service: rows are also written in bulk, by migrations, by the demonstration and by
rooms to come, and a judgement that is out of date without anybody knowing is worse than a slow one. A trigger only adds
a `Mark`, in the transaction of the change: two changes at once never wait for each other.

They are put in place after each migration (`post_migrate`): SQLite drops the triggers of a table that a migration
rewrites. Their names carry what they say, so that nothing is done where nothing changed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from gouvernail.workspaces.models import Mark

PREFIX = "governance_"
_OF_ITSELF = "id"  # the workspace: it comes and goes with all that is judged
UNSEEN_DAYS = 7  # [choice] who was seen within a week is no ghost: that they were seen again changes nothing


@dataclass(frozen=True)
class Watched:
    """A model whose rows are judged: any new or removed row counts, and a change of these fields.

    Parameters
    ----------
    key
        The column that says of which workspace a row is.
    """

    model: str
    fields: tuple[str, ...]
    key: str = "workspace_id"

    @property
    def table(self) -> str:
        """Name the table."""
        return str(apps.get_model(self.model)._meta.db_table)  # noqa: SLF001  # Django's public door

    @property
    def columns(self) -> list[str]:
        """Name the columns."""
        options = apps.get_model(self.model)._meta  # noqa: SLF001  # Django's public door
        return [str(options.get_field(name).column) for name in self.fields]


WATCHED: dict[str, Watched] = {}


def watch(model: str, *fields: str, key: str = "workspace_id") -> None:
    """Have changes of a model call for another judgement; each room says so of its own models when it is ready."""
    WATCHED[model] = Watched(model, fields, key)


def triggers_install(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers of a database be those of the watched models; tables that are not there yet are left out."""
    tables = set(connection.introspection.table_names())
    if Mark._meta.db_table not in tables:  # noqa: SLF001  # Django's public door
        return
    wanted = {
        name: (watched.table, statement)
        for watched in WATCHED.values()
        if watched.table in tables
        for name, statement in _named(_triggers(watched, connection.vendor))
    }
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_LISTED[connection.vendor], [f"{PREFIX}%"])
        known = dict(cursor.fetchall())
        for name in known.keys() - wanted.keys():
            cursor.execute(_DROP[connection.vendor].format(name=name, table=known[name]))
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for name in wanted.keys() - known.keys():
            cursor.execute(wanted[name][1].format(name=name))


def _named(statements: Iterable[str]) -> Iterator[tuple[str, str]]:
    for statement in statements:
        yield PREFIX + sha256(statement.encode()).hexdigest()[:16], statement


def _triggers(watched: Watched, vendor: str) -> Iterator[str]:
    if watched.key != _OF_ITSELF:
        yield _statement(watched, vendor, "INSERT")
        yield _statement(watched, vendor, "DELETE")
    if watched.fields:
        yield _statement(watched, vendor, "UPDATE OF " + ", ".join(watched.columns))
    if watched.model == "workspaces.Member":
        yield _statement(watched, vendor, "UPDATE OF seen_at", when=_UNSEEN[vendor].format(days=UNSEEN_DAYS))


def _statement(watched: Watched, vendor: str, event: str, when: str = "") -> str:
    row = "OLD" if event == "DELETE" else "NEW"
    condition = f" WHEN ({when})" if when else ""
    head = f"CREATE TRIGGER {{name}} AFTER {event} ON {watched.table} FOR EACH ROW{condition}"
    if vendor == "postgresql":
        return f"{head} EXECUTE FUNCTION governance_changed('{watched.key}')"
    mark = f"INSERT INTO {Mark._meta.db_table} (workspace_id) VALUES ({row}.{watched.key})"  # noqa: S608, SLF001  # names of ours
    return f"{head} BEGIN {mark}; END"


_UNSEEN = {  # long unseen, or moved by hand: not the visit of somebody who comes often
    "sqlite": "OLD.seen_at IS NULL OR NEW.seen_at IS NULL OR NEW.seen_at < OLD.seen_at"
    " OR julianday(NEW.seen_at) - julianday(OLD.seen_at) > {days}",
    "postgresql": "OLD.seen_at IS NULL OR NEW.seen_at IS NULL OR NEW.seen_at < OLD.seen_at"
    " OR NEW.seen_at - OLD.seen_at > interval '{days} days'",
}
_LISTED = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
}
_DROP = {"sqlite": "DROP TRIGGER {name}", "postgresql": "DROP TRIGGER {name} ON {table}"}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION governance_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN moved := to_jsonb(OLD); ELSE moved := to_jsonb(NEW); END IF;
  INSERT INTO {Mark._meta.db_table} (workspace_id) VALUES ((moved ->> TG_ARGV[0])::bigint);
  RETURN NULL;
END $$
"""  # noqa: S608, SLF001  # names of ours
