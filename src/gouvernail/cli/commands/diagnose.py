from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.options import (
    Dates,
    Files,
    Html,
    Json,
    Lang,
    Mapping,
    Pdf,
    Quiet,
    SaveMapping,
    SkipBad,
    Title,
    VersionColumn,
    Xlsx,
)


def diagnose(
    ctx: typer.Context,
    files: Files,
    html: Html = None,
    pdf: Pdf = None,
    xlsx: Xlsx = None,
    json: Json = None,
    title: Title = None,
    mapping: Mapping = None,
    save_mapping: SaveMapping = None,
    dates: Dates = None,
    version_column: VersionColumn = None,
    skip_bad: SkipBad = False,
    thresholds: Annotated[Path | None, typer.Option("--thresholds", rich_help_panel="judging")] = None,
    today: Annotated[str | None, typer.Option("--today", rich_help_panel="judging")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", rich_help_panel="judging")] = None,
    explain: Annotated[str | None, typer.Option("--explain")] = None,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.inputs import Inputs, Judging, optional_day
    from gouvernail.cli.outputs import Targets

    inputs = Inputs(files, mapping=mapping, dates=dates, version_column=version_column, skip_bad=skip_bad)
    targets = Targets(html=html, pdf=pdf, xlsx=xlsx, json=json, mapping=save_mapping)
    judging = Judging(
        thresholds=thresholds,
        today=optional_day("--today", today),
        as_of=optional_day("--as-of", as_of),
        title=title,
        explain=explain,
    )
    targets.check(inputs.check(thresholds))

    from gouvernail.cli.work.diagnosing import answer

    raise typer.Exit(answer(inputs, targets, judging, words=ctx.obj, quiet=quiet))
