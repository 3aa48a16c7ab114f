from typing import Annotated

import typer

from gouvernail.cli.options import Lang


def serve(
    host: Annotated[str, typer.Option("--host", rich_help_panel="service")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, rich_help_panel="service")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, rich_help_panel="service")] = 2,
    with_worker: Annotated[bool, typer.Option("--with-worker", rich_help_panel="service")] = False,
    migrate: Annotated[bool, typer.Option("--migrate/--no-migrate", rich_help_panel="service")] = True,
    lang: Lang = None,  # noqa: ARG001  # read before parsing (language_of); declared for help and checks
) -> None:
    from gouvernail.cli.operations.opening import open_product

    open_product()

    from gouvernail.cli.operations.serving import Server

    server = Server(host=host, port=port, processes=workers, with_worker=with_worker, migrate=migrate)
    server.prepare()
    server.run()
