"""Reading, as the user decided."""

from typing import TYPE_CHECKING

from gouvernail.exchange.reading import Options, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from gouvernail.cli.inputs import Inputs
    from gouvernail.cli.work.watching import Watch
    from gouvernail.exchange.reading import Reading


def read_inputs(inputs: "Inputs", paths: "Sequence[Path]", *, now: "datetime", watch: "Watch") -> "Reading":
    """Read the files.

    Raises
    ------
    BadInput
        When a file cannot be read.
    """
    options = Options(
        now=now,
        mapping=inputs.mapping,
        dates=inputs.days(),
        version_column=inputs.version_column,
        skip_bad=inputs.skip_bad,
        progress=watch.reading,
    )
    return read(paths, options)
