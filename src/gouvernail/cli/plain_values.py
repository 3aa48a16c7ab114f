"""Values of the command line that need no conversion: options not given, texts and paths."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class PlainValue:
    """Reads a text or a path as it is, and leaves everything else to Typer.

    Typer has Pydantic check every option, given or not, and importing Pydantic takes as long as reading thirty
    megabytes of CSV. A path that cannot be read is left to Typer too, which refuses it.
    """

    def __init__(self, parameter: Any) -> None:
        self._descriptor = parameter.type_descriptor
        self._is_list = parameter.multiple or parameter.nargs == -1

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Do what the `coerce` of Typer's own `RuntimeParam` does."""
        kind = self._descriptor.annotation
        if value is None:
            return () if self._is_list else None
        if kind is str and isinstance(value, str):
            return value
        if kind is Path and _is_plain_path(value):
            return Path(value)
        if kind == list[Path] and not isinstance(value, str) and all(map(_is_plain_path, value)):
            return [Path(one) for one in value]
        from typer._coercion import build_runtime_param

        return build_runtime_param(self._descriptor).coerce(value, param, ctx)


def _is_plain_path(value: object) -> bool:
    return isinstance(value, str) and (not os.path.lexists(value) or os.access(value, os.R_OK))


def taken_as_they_are(parameters: "Sequence[Any]") -> "Sequence[Any]":
    """Let these parameters read plain values without Pydantic.

    A Typer that keeps its reader elsewhere than in `_runtime_param` (0.29) goes on as before, only slower.
    """
    for one in parameters:
        if getattr(one, "_runtime_param", one) is None:
            one._runtime_param = PlainValue(one)  # noqa: SLF001  # Typer itself fills it at the first use
    return parameters
