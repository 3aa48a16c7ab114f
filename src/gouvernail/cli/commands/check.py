from typing import Annotated

import typer

from gouvernail.cli.exits import ExitCode
from gouvernail.cli.options import Lang


def check(
    ctx: typer.Context,
    deploy: Annotated[bool, typer.Option("--deploy", rich_help_panel="service")] = False,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.opening import open_product

    open_product()

    from gouvernail.cli.operations.checking import look

    found = look(deploy=deploy)
    for one in found:
        mark = "✗" if one.wrong else "✓"
        typer.echo(f"{mark} {ctx.obj.say(f'cli.checks.{one.code}', what=one.what)}")
    raise typer.Exit(ExitCode.BAD_INPUT if any(one.wrong for one in found) else ExitCode.SAID)
