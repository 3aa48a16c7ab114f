from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gouvernail.cli.exits import ExitCode
from gouvernail.cli.options import Lang
from gouvernail.cli.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.cli.operations.chains import Verified


def verify(
    ctx: typer.Context,
    archive: Annotated[Path | None, typer.Argument(rich_help_panel="files")] = None,
    head: Annotated[str, typer.Option("--head", rich_help_panel="files")] = "",
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.chains import is_chain, verify_file

    if archive is None:
        _database(ctx, head)
    elif is_chain(archive):
        _say(ctx, [verify_file(archive, head=head)], head, is_file=True)
    elif head:
        raise Refusal("head_of_backup", path=str(archive))
    else:
        _backup(ctx, archive)


def _backup(ctx: typer.Context, archive: Path) -> None:
    from gouvernail.cli.operations.opening import open_product

    open_product()

    from gouvernail.cli.operations.backing_up import verify as verify_archive
    from gouvernail.cli.operations.unfinished import unfinished

    found = verify_archive(archive)
    typer.echo(
        ctx.obj.say(
            "cli.operations.verified",
            path=str(archive),
            made_at=found.made_at,
            version=found.version,
            database=found.database,
            n=len(found.files) - 1,
        )
    )
    left = unfinished()
    if left:
        typer.echo(ctx.obj.say("cli.checks.restoration_unfinished", what=left.path), err=True)


def _database(ctx: typer.Context, head: str) -> None:
    from gouvernail.cli.operations.opening import database_at_hand, open_product

    open_product()

    from gouvernail.cli.operations.chains import verify_database

    with database_at_hand():
        found = verify_database(head=head)
    _say(ctx, found, head, is_file=False)


def _say(ctx: typer.Context, found: "Iterable[Verified]", head: str, *, is_file: bool) -> None:
    is_whole = True
    for one in found:
        code = "chain_whole" if one.checked.is_whole else "chain_broken"
        typer.echo(ctx.obj.say(f"cli.chains.{code}", name=one.name, n=one.checked.count, head=one.checked.head))
        for fault in one.checked.faults:
            typer.echo(f"  ✗ {ctx.obj.say(f'cli.chains.{fault.code}', number=fault.number)}", err=True)
        if one.checked.reaches:
            typer.echo(ctx.obj.say("cli.chains.reaches", number=one.checked.reaches))
        is_whole = is_whole and one.checked.is_whole
    if not head and is_whole:
        typer.echo(ctx.obj.say("cli.chains.no_head" if is_file else "cli.chains.no_head_database"))
    raise typer.Exit(ExitCode.SAID if is_whole else ExitCode.BAD_INPUT)
