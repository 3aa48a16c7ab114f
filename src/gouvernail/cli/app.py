"""The program and its commands."""

from typing import TYPE_CHECKING, Annotated, cast

import typer
from typer.main import get_command

import gouvernail
from gouvernail.cli.commands.backup import backup
from gouvernail.cli.commands.check import check
from gouvernail.cli.commands.demo import demo
from gouvernail.cli.commands.diagnose import diagnose
from gouvernail.cli.commands.forecast import forecast
from gouvernail.cli.commands.migrate import migrate
from gouvernail.cli.commands.plan import plan
from gouvernail.cli.commands.promises import promises
from gouvernail.cli.commands.rank import rank
from gouvernail.cli.commands.restore import restore
from gouvernail.cli.commands.sample import sample
from gouvernail.cli.commands.schema import schema
from gouvernail.cli.commands.select import select
from gouvernail.cli.commands.serve import serve
from gouvernail.cli.commands.verify import verify
from gouvernail.cli.commands.worker import worker
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.help import HelpfulCommand, HelpfulGroup, worded
from gouvernail.cli.options import Lang

if TYPE_CHECKING:
    from typer.core import TyperGroup

    from gouvernail.exchange.wording import Words

NAME = "gouvernail"
_ON_FILES = (diagnose, promises, rank, select, plan, forecast, sample, schema)
_ON_THE_SERVICE = (demo, serve, worker, migrate, check, backup, verify, restore)


def program(words: "Words") -> "TyperGroup":
    """Build the program with its help in one language."""
    settings = {"help_option_names": ["--help", "-h"]}
    app = typer.Typer(
        name=NAME,
        cls=HelpfulGroup,
        context_settings=settings,
        invoke_without_command=True,
        rich_markup_mode=None,  # plain help pages: importing Rich would double the start-up time
        pretty_exceptions_enable=False,
    )
    app.callback()(_program)
    for command in (*_ON_FILES, *_ON_THE_SERVICE):
        app.command(cls=HelpfulCommand, context_settings=settings)(command)
    return worded(cast("TyperGroup", get_command(app)), words)


def _program(
    ctx: typer.Context,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    version: Annotated[bool, typer.Option("--version", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"{NAME} {gouvernail.__version__}")
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help(), err=True)
        raise typer.Exit(ExitCode.BAD_INPUT)
