from typing import Annotated

import typer

from gouvernail.cli.options import Dates, Files, Json, Lang, Mapping, Quiet, SkipBad, VersionColumn, Xlsx


def promises(
    ctx: typer.Context,
    files: Files,
    as_of: Annotated[str, typer.Option("--as-of", rich_help_panel="question")],
    until: Annotated[str, typer.Option("--until", rich_help_panel="question")],
    json: Json = None,
    xlsx: Xlsx = None,
    mapping: Mapping = None,
    dates: Dates = None,
    version_column: VersionColumn = None,
    skip_bad: SkipBad = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
    quiet: Quiet = False,
) -> None:
    from gouvernail.cli.inputs import Inputs, span_of
    from gouvernail.cli.outputs import Targets

    inputs = Inputs(files, mapping=mapping, dates=dates, version_column=version_column, skip_bad=skip_bad)
    targets = Targets(json=json, xlsx=xlsx)
    days = span_of(as_of, until)
    targets.check(inputs.check())

    from gouvernail.cli.work.promising import answer

    raise typer.Exit(answer(inputs, targets, days=days, words=ctx.obj, quiet=quiet))
