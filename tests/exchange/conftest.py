from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gouvernail.exchange.options import Options
from gouvernail.exchange.reading import Reading, read

_NOW = datetime(2026, 1, 1)


@pytest.fixture
def read_texts(tmp_path: Path) -> Callable[..., Reading]:
    """Write CSV files of the given texts, named by their arguments, and read them together on 1 January 2026."""

    def reading(*, mapping: str | None = None, skip_bad: bool = False, **texts: str) -> Reading:
        paths = []
        for name, text in texts.items():
            path = tmp_path / f"{name}.csv"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        said = None
        if mapping is not None:
            said = tmp_path / "mapping.toml"
            said.write_text(mapping, encoding="utf-8")
        return read(paths, Options(now=_NOW, mapping=said, skip_bad=skip_bad))

    return reading


@pytest.fixture
def read_paths() -> Callable[..., Reading]:
    """Read files where they are, on 1 November 2026."""

    def reading(*paths: Path, **options: object) -> Reading:
        return read(paths, Options(now=datetime(2026, 11, 1), **options))  # type: ignore[arg-type]

    return reading
