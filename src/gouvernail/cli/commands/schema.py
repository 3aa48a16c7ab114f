import sys

import typer

from gouvernail.cli.options import Lang


def schema(lang: Lang = None) -> None:  # noqa: ARG001  # read before parsing (language_of); declared for help
    from gouvernail.exchange.reports.json_report import schema_text

    typer.echo(schema_text(), nl=False, file=sys.stdout)
