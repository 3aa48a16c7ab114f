"""Standard output kept for what the command itself says."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_STANDARD_OUTPUT = 1


@contextmanager
def standard_output_kept() -> Iterator[None]:
    """Throw away what libraries write on standard output by themselves: HiGHS leaves lines that would break a JSON.

    They write through C's own buffer: it is emptied before the output is given back.
    """
    sys.stdout.flush()
    try:
        kept = os.dup(_STANDARD_OUTPUT)
    except OSError:  # closed: `gouvernail ... >&-`
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_OUTPUT)
    try:
        yield
    finally:
        with suppress(OSError, TypeError, AttributeError):  # where C's library has no name
            ctypes.CDLL(None).fflush(None)
        os.dup2(kept, _STANDARD_OUTPUT)
        os.close(kept)
        os.close(nowhere)
