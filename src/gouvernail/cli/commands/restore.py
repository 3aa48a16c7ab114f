from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Lang


def restore(
    ctx: typer.Context,
    archive: Annotated[Path, typer.Argument(rich_help_panel="files")],
    replace: Annotated[bool, typer.Option("--replace", rich_help_panel="service")] = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.opening import database_at_hand, open_product

    open_product()

    from gouvernail.cli.operations.backing_up import restore as restore_archive

    with database_at_hand():
        done = restore_archive(archive, replace=replace)
    say = ctx.obj.say
    typer.echo(say("cli.operations.restored", made_at=done.manifest.made_at, n=len(done.manifest.files) - 1))
    if done.migrated:
        typer.echo(say("cli.operations.migrated", n=len(done.migrated)))
    if done.unsent:
        typer.echo(say("cli.operations.unsent", n=done.unsent))
