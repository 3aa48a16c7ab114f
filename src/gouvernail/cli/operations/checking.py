"""Look at an installation before it serves: settings, database, migrations, mail, worker."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.db import connection

from gouvernail.cli.operations.migrating import refuse_newer
from gouvernail.cli.operations.opening import database_at_hand
from gouvernail.cli.operations.unfinished import unfinished
from gouvernail.web.readiness import migrations_lacking


@dataclass(frozen=True)
class Finding:
    """One thing to say: a sentence of `cli.checks`, and whether it must be repaired."""

    code: str
    wrong: bool
    what: str = ""


def look(*, deploy: bool) -> list[Finding]:
    """Look at everything.

    Parameters
    ----------
    deploy
        Ask also what only matters once people reach the service over a network.

    Raises
    ------
    Refusal
        When the database does not answer.
    """
    found = [*_settings(deploy=deploy), *_database()]
    return found + _around() if deploy else found


def _settings(*, deploy: bool) -> Iterator[Finding]:
    told = [one for one in checks.run_checks(include_deployment_checks=deploy) if not one.is_silenced()]
    for one in told:
        yield Finding("setting", wrong=one.is_serious(checks.WARNING), what=f"{one.id}: {one.msg}")
    if not told:
        yield Finding("settings_sound", wrong=False)


def _database() -> Iterator[Finding]:
    with database_at_hand():
        refuse_newer()
        waiting = migrations_lacking()
    left = unfinished()
    if left:
        yield Finding("restoration_unfinished", wrong=True, what=left.path)
    yield Finding("database_answers", wrong=False, what=connection.vendor)
    if waiting:
        yield Finding("migrations_wait", wrong=True, what=str(len(waiting)))


def _around() -> list[Finding]:
    found = []
    if not settings.IS_HTTPS:
        found.append(Finding("not_https", wrong=True, what=settings.PUBLIC_URL))
    if not settings.MAIL_SERVER:
        found.append(Finding("no_mail", wrong=True))
    return found
