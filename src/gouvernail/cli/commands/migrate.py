import typer

from gouvernail.cli.options import Lang


def migrate(ctx: typer.Context, lang: Lang = None) -> None:  # noqa: ARG001  # read before parsing (language_of)
    from gouvernail.cli.operations.opening import database_at_hand, open_product

    open_product()

    from gouvernail.cli.operations.migrating import bring_up_to_date

    with database_at_hand():
        applied = bring_up_to_date()
    for name in applied:
        typer.echo(name)
    typer.echo(ctx.obj.say("cli.operations.migrated", n=len(applied)))
