from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Lang


def backup(
    ctx: typer.Context,
    archive: Annotated[Path | None, typer.Argument(rich_help_panel="files")] = None,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.opening import database_at_hand, open_product

    open_product()

    from gouvernail.cli.operations.backing_up import back_up

    with database_at_hand():
        path, manifest = back_up(archive)
    typer.echo(ctx.obj.say("cli.operations.backed_up", path=str(path), n=len(manifest.files) - 1))
