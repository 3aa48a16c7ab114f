from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Csv, Json, Lang, Quiet, SkipBad, Xlsx


def plan(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(rich_help_panel="files")],
    teams: Annotated[Path, typer.Option("--teams", rich_help_panel="files")],
    iterations: Annotated[str | None, typer.Option("--iterations", rich_help_panel="question")] = None,
    weeks: Annotated[str | None, typer.Option("--weeks", rich_help_panel="question")] = None,
    start: Annotated[str | None, typer.Option("--start", rich_help_panel="question")] = None,
    why: Annotated[list[str] | None, typer.Option("--why", rich_help_panel="question")] = None,
    forward: Annotated[list[str] | None, typer.Option("--forward", rich_help_panel="question")] = None,
    time_limit: Annotated[str | None, typer.Option("--time-limit", rich_help_panel="question")] = None,
    seed: Annotated[str | None, typer.Option("--seed", rich_help_panel="question")] = None,
    json: Json = None,
    xlsx: Xlsx = None,
    csv: Csv = None,
    skip_bad: SkipBad = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets
    from gouvernail.cli.planning import planning_of

    inputs, targets = Inputs([file], skip_bad=skip_bad), Targets(json=json, xlsx=xlsx, csv=csv)
    typed = {"iterations": iterations, "weeks": weeks, "start": start, "time_limit": time_limit, "seed": seed}
    question = planning_of(typed, why=why or (), forward=forward or ())
    targets.check(inputs.check(teams))

    from gouvernail.cli.work.planning import answer

    raise typer.Exit(answer(inputs, Inputs([teams]).path(), targets, question, words=ctx.obj, quiet=quiet))
