from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import Json, Lang, Quiet, SkipBad, Xlsx


def rank(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(rich_help_panel="files")],
    entering: Annotated[str | None, typer.Option("--capacity", rich_help_panel="question")] = None,
    weights: Annotated[str | None, typer.Option("--weights", rich_help_panel="question")] = None,
    pair: Annotated[tuple[str, str] | None, typer.Option("--why", rich_help_panel="question")] = None,
    exact: Annotated[bool, typer.Option("--exact", rich_help_panel="question")] = False,
    samples: Annotated[str | None, typer.Option("--samples", rich_help_panel="question")] = None,
    seed: Annotated[str | None, typer.Option("--seed", rich_help_panel="question")] = None,
    top: Annotated[str | None, typer.Option("--top", rich_help_panel="reports")] = None,
    json: Json = None,
    xlsx: Xlsx = None,
    skip_bad: SkipBad = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.asking import asking_of
    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.outputs import Targets

    inputs, targets = Inputs([file], skip_bad=skip_bad), Targets(json=json, xlsx=xlsx)
    typed = {"capacity": entering, "weights": weights, "samples": samples, "seed": seed, "top": top}
    asking = asking_of(typed, why=pair, exact=exact)
    targets.check(inputs.check())

    from gouvernail.cli.work.ranking import answer

    raise typer.Exit(answer(inputs, targets, asking, words=ctx.obj, quiet=quiet))
