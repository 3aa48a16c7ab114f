from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Json, Lang, Quiet, SkipBad


def forecast(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(rich_help_panel="files")],
    items: Annotated[str, typer.Option("--items", rich_help_panel="question")],
    date: Annotated[str | None, typer.Option("--date", rich_help_panel="question")] = None,
    history: Annotated[str | None, typer.Option("--history", rich_help_panel="question")] = None,
    today: Annotated[str | None, typer.Option("--today", rich_help_panel="question")] = None,
    seed: Annotated[str | None, typer.Option("--seed", rich_help_panel="question")] = None,
    json: Json = None,
    skip_bad: SkipBad = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.forecasting import forecasting_of
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets

    inputs, targets = Inputs([file], skip_bad=skip_bad), Targets(json=json)
    question = forecasting_of({"items": items, "date": date, "history": history, "today": today, "seed": seed})
    targets.check(inputs.check())

    from gouvernail.cli.work.forecasting import answer

    raise typer.Exit(answer(inputs, targets, question, words=ctx.obj, quiet=quiet))
