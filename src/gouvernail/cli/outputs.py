"""Where reports go: never over an input, never half-written."""

import errno
import os
import sys
from contextlib import suppress
from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gouvernail.cli.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STANDARD_OUTPUT: Final = Path("-")
_REASONS: Final = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "write_denied",
    errno.EPERM: "write_denied",
    errno.EROFS: "write_denied",
    errno.ENAMETOOLONG: "name_too_long",
}


@dataclass(frozen=True, kw_only=True)
class Targets:
    """The files to write, by kind; None where none was asked for."""

    html: Path | None = None
    pdf: Path | None = None
    xlsx: Path | None = None
    csv: Path | None = None
    json: Path | None = None
    mapping: Path | None = None

    @property
    def takes_standard_output(self) -> bool:
        """Whether standard output belongs to the JSON report alone."""
        return self.json == STANDARD_OUTPUT

    def files(self) -> "Iterator[tuple[str, Path]]":
        """Give kind and path of each file asked for, in the order of the options."""
        for each in fields(self):
            path = getattr(self, each.name)
            if path is not None and path != STANDARD_OUTPUT:
                yield each.name, path

    def check(self, inputs: "Sequence[Path]") -> None:
        """Find before the long work what would stop the writing.

        Raises
        ------
        Refusal
            When a target is an input, is asked for twice, is a folder, or stands in a folder that does not exist or
            cannot be written in; or when the optional parts of the PDF report are not installed.
        """
        if self.pdf is not None and not can_write_pdf():
            raise Refusal("no_pdf")
        taken: set[Path] = set()
        for _, path in self.files():
            real = path.resolve()
            if real in taken:
                raise Refusal("same_target", path=str(path))
            taken.add(real)
            _check(path, real, inputs)


def can_write_pdf() -> bool:
    """Whether the optional parts of the PDF report are installed."""
    return all(find_spec(name) is not None for name in ("typst", "fontpkg_inter"))


def write(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: beside it first, then put in its place.

    Raises
    ------
    Refusal
        When the system refuses.
    """
    real = path.resolve()
    if real.exists() and not real.is_file():  # a pipe or a device has no "beside"
        _write(path, real, content)
        return
    partial = real.with_name(f".{real.name}.{os.getpid()}.partial")
    try:
        _write(path, partial, content)
        partial.replace(real)
    except BaseException as error:  # Ctrl-C too leaves nothing behind
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _refused(path, error) from error
        raise


def write_to_standard_output(content: bytes) -> None:
    """Write bytes as they are, whatever the terminal's own encoding."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _refused(STANDARD_OUTPUT, error) from error


def _check(path: Path, real: Path, inputs: "Sequence[Path]") -> None:
    try:
        real.exists()
    except OSError as error:  # a name that no system could hold
        raise _refused(path, error) from error
    if any(_is_input(real, given.resolve()) for given in inputs):
        raise Refusal("over_input", path=str(path))
    if real.is_dir():
        raise Refusal("is_folder", path=str(path))
    if not real.parent.is_dir():
        raise Refusal("no_folder", path=str(path), folder=str(path.parent))
    if not os.access(real.parent, os.W_OK):
        raise Refusal("folder_closed", path=str(path), folder=str(path.parent))


def _is_input(real: Path, given: Path) -> bool:
    return real == given or (real.exists() and given.is_dir() and real.is_relative_to(given))


def _write(shown: Path, real: Path, content: bytes) -> None:
    try:
        real.write_bytes(content)
    except OSError as error:
        raise _refused(shown, error) from error


def _refused(path: Path, error: OSError) -> Refusal:
    """Say in words why the system refused."""
    code = _REASONS.get(error.errno or 0, "cannot_write")
    return Refusal(code, path=str(path), reason=error.strerror or str(error))
