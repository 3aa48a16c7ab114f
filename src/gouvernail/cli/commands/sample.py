from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Lang, Quiet


def sample(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option("--out", rich_help_panel="reports")],
    open_page: Annotated[bool, typer.Option("--open/--no-open", rich_help_panel="reports")] = True,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.work.sampling import show

    raise typer.Exit(show(out, words=ctx.obj, open_page=open_page, quiet=quiet))
