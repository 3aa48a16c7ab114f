"""Frames of several fragments as one."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from gouvernail.exchange.assembly.fragment import ALIAS, CALENDAR_ID, Fragment
from gouvernail.method.history.shape import FRAMES

_BESIDE = {"items": {ALIAS: pl.String()}, "calendar": {CALENDAR_ID: pl.String()}}


def together(fragments: Sequence[Fragment], frame: str) -> pl.DataFrame | None:
    """Put one frame of all fragments together, in their order; None when none has it."""
    parts = [_only_shape(getattr(each, frame), frame) for each in fragments if getattr(each, frame) is not None]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else pl.concat(parts, how="diagonal")


def gathered(fragments: Sequence[Fragment], part: str) -> tuple[Any, ...]:
    """Put one tuple of all fragments together."""
    return tuple(each for fragment in fragments for each in getattr(fragment, part))


def merged(fragments: Sequence[Fragment], part: str) -> dict[str, Any]:
    """Put one mapping of all fragments together."""
    return {name: said for fragment in fragments for name, said in getattr(fragment, part).items()}


def _only_shape(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    types = {**FRAMES[name], **_BESIDE.get(name, {})}
    return frame.select(pl.col(column).cast(types[column]) for column in frame.columns if column in types)
