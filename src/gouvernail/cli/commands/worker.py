from gouvernail.cli.options import Lang


def worker(lang: Lang = None) -> None:  # noqa: ARG001  # read before parsing (language_of); declared for help
    from gouvernail.cli.operations.opening import database_at_hand, open_product

    open_product()

    from gouvernail.cli.operations.unfinished import refuse_unfinished
    from gouvernail.jobs.services.worker import worker_run

    refuse_unfinished()
    with database_at_hand():
        worker_run()
