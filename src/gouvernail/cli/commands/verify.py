from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Lang


def verify(
    ctx: typer.Context,
    archive: Annotated[Path, typer.Argument(rich_help_panel="files")],
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.opening import open_product

    open_product()

    from gouvernail.cli.operations.backing_up import verify as verify_archive
    from gouvernail.cli.operations.unfinished import unfinished

    found = verify_archive(archive)
    typer.echo(
        ctx.obj.say(
            "cli.operations.verified",
            path=str(archive),
            made_at=found.made_at,
            version=found.version,
            database=found.database,
            n=len(found.files) - 1,
        )
    )
    left = unfinished()
    if left:
        typer.echo(ctx.obj.say("cli.checks.restoration_unfinished", what=left.path), err=True)
