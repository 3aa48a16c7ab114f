from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Json, Lang, Quiet, SkipBad, Xlsx


def select(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(rich_help_panel="files")],
    capacity: Annotated[str | None, typer.Option("--capacity", rich_help_panel="question")] = None,
    team: Annotated[list[str] | None, typer.Option("--team", rich_help_panel="question")] = None,
    include: Annotated[list[str] | None, typer.Option("--with", rich_help_panel="question")] = None,
    exclude: Annotated[list[str] | None, typer.Option("--without", rich_help_panel="question")] = None,
    why: Annotated[list[str] | None, typer.Option("--why", rich_help_panel="question")] = None,
    time_limit: Annotated[str | None, typer.Option("--time-limit", rich_help_panel="question")] = None,
    json: Json = None,
    xlsx: Xlsx = None,
    skip_bad: SkipBad = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.choosing import choosing_of
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets

    inputs, targets = Inputs([file], skip_bad=skip_bad), Targets(json=json, xlsx=xlsx)
    question = choosing_of(
        capacity=capacity,
        teams=team or (),
        include=include or (),
        exclude=exclude or (),
        why=why or (),
        time_limit=time_limit,
    )
    targets.check(inputs.check())

    from gouvernail.cli.work.selecting import answer

    raise typer.Exit(answer(inputs, targets, question=question, words=ctx.obj, quiet=quiet))
