"""The options that several commands share. Their help texts are in `wording/<lang>/help.toml`, by name."""

from pathlib import Path
from typing import Annotated

import typer

from gouvernail.cli.language import LANGUAGES, known_language
from gouvernail.cli.refusals import Refusal


def _checked(lang: str | None) -> str | None:
    if lang is not None and known_language(lang) is None:
        raise Refusal("language", found=lang, known=", ".join(LANGUAGES))
    return lang


Files = Annotated[list[Path], typer.Argument(rich_help_panel="files")]
Mapping = Annotated[Path | None, typer.Option("--mapping", rich_help_panel="reading")]
SaveMapping = Annotated[Path | None, typer.Option("--save-mapping", rich_help_panel="reading")]
Dates = Annotated[str | None, typer.Option("--dates", rich_help_panel="reading")]
VersionColumn = Annotated[str | None, typer.Option("--version-column", rich_help_panel="reading")]
SkipBad = Annotated[bool, typer.Option("--skip-bad", rich_help_panel="reading")]

Html = Annotated[Path | None, typer.Option("--html", rich_help_panel="reports")]
Pdf = Annotated[Path | None, typer.Option("--pdf", rich_help_panel="reports")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", rich_help_panel="reports")]
Json = Annotated[Path | None, typer.Option("--json", rich_help_panel="reports")]
Csv = Annotated[Path | None, typer.Option("--csv", rich_help_panel="reports")]
Title = Annotated[str | None, typer.Option("--title", rich_help_panel="reports")]

Lang = Annotated[str | None, typer.Option("--lang", callback=_checked, autocompletion=lambda: list(LANGUAGES))]
Quiet = Annotated[bool, typer.Option("--quiet", "-q")]
