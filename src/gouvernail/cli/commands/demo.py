from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Lang, Quiet


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Option("--folder", rich_help_panel="service")] = Path("var/demo"),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, rich_help_panel="service")] = 8000,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", rich_help_panel="service")] = True,
    open_page: Annotated[bool, typer.Option("--open/--no-open", rich_help_panel="service")] = True,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.operations.demonstrating import Demonstration

    demonstration = Demonstration(folder=folder, port=port, words=ctx.obj, quiet=quiet)
    demonstration.prepare()
    if serve:
        demonstration.serve(open_page=open_page)
