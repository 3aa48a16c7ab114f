"""The process: language, commands, and what is said when something goes wrong."""

import errno
import gc
import os
import signal
import sys
import warnings
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from gouvernail.cli.app import NAME, program
from gouvernail.cli.exits import ExitCode
from gouvernail.cli.language import language_of
from gouvernail.cli.letters import never_fail_on_a_letter
from gouvernail.cli.refusals import Refusal
from gouvernail.exchange.wording import Words

if TYPE_CHECKING:
    from collections.abc import MutableMapping, Sequence

DEBUG = "GOUVERNAIL_DEBUG"


def run() -> int:
    """Answer the command line of this process; what it gives is the exit code."""
    if hasattr(signal, "SIGPIPE"):
        # `gouvernail ... | head` ends like any Unix command, without a word.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _tune(os.environ)
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        never_fail_on_a_letter(stream)
    if os.environ.get(DEBUG) != "1":
        warnings.simplefilter("ignore")  # what a library tells developers is not for users
    arguments = sys.argv[1:]
    code = answer(arguments, Words(language_of(arguments, os.environ)))
    gc.freeze()  # Python looks for circles on its way out too: a tenth of a second for nothing
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is said: a late Ctrl-C would only break the way out
    return code


def _tune(environment: "MutableMapping[str, str]") -> None:
    """Set what only a process of its own may set: before NumPy is imported, and for as short as one command lasts."""
    gc.disable()  # frames are freed as they go; to look through every object for circles costs 2 % of a diagnosis
    environment.setdefault("OPENBLAS_NUM_THREADS", "1")  # our matrices are small: more threads only disturb Polars
    # Polars gives memory back at once and asks for it again, and each thread keeps its own: to keep what is freed for
    # ten seconds, large blocks too, in two stocks for all threads, spares a fifth of the memory and 5 % of the time.
    environment.setdefault("_RJEM_MALLOC_CONF", "dirty_decay_ms:10000,oversize_threshold:0,narenas:2")


def answer(arguments: "Sequence[str]", words: Words) -> int:
    """Run one command line and give its exit code; nothing is raised but the end of the process."""
    try:
        _check_nothing_empty(arguments)
        code = program(words).main(list(arguments), prog_name=NAME, standalone_mode=False, obj=words)
    except typer.TyperException as error:
        return _usage(error, words)
    except Refusal as refusal:
        _say(words.say("cli.error", what=words.say(f"cli.refusals.{refusal.code}", **refusal.params)))
        return ExitCode.BAD_INPUT
    except Exception as error:  # noqa: BLE001  # the last door: a user never sees a traceback
        return _other(error, arguments, words)
    if code == ExitCode.INTERRUPTED:  # Typer's answer to Ctrl-C
        _say(words.say("cli.interrupted"))
    return int(code or 0)


def _usage(error: typer.TyperException, words: Words) -> int:
    from gouvernail.cli.usage import usage_sentence

    _say(usage_sentence(error, words))
    return ExitCode.BAD_INPUT


def _other(error: Exception, arguments: "Sequence[str]", words: Words) -> int:
    from gouvernail.exchange.problems import BadInput

    if isinstance(error, BadInput):
        from gouvernail.cli.screen.problems import show_bad_input

        show_bad_input(error, words, skipping="--skip-bad" in arguments)
        return ExitCode.BAD_INPUT
    from gouvernail.method.thresholds import InvalidThresholds

    if isinstance(error, InvalidThresholds):  # whoever keeps the installation changed the file, and mistook
        told = {"key": error.key, "found": error.found, "expected": error.expected}
        _say(words.say("cli.error", what=words.say("cli.refusals.ranking_thresholds", **told)))
        return ExitCode.BAD_INPUT
    if os.environ.get(DEBUG) == "1":
        raise error
    if isinstance(error, MemoryError):
        _say(words.say("cli.error", what=words.say("cli.no_memory")))
        return ExitCode.BAD_INPUT
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:  # `gouvernail ... > file` on a full disk
        _say(words.say("cli.error", what=words.say("cli.refusals.disk_full", path="-")))
        return ExitCode.BAD_INPUT
    _say(words.say("cli.our_fault", kind=type(error).__name__, debug=DEBUG))
    return ExitCode.OUR_FAULT


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _open_what_is_closed() -> None:
    # `gouvernail ... >&-`: Python then has no stream at all, and the first file opened would take its number.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # for the whole process


def _check_nothing_empty(arguments: "Sequence[str]") -> None:
    # "$FILE" of a script in which FILE is not set: it would mean the current folder.
    for before, typed in pairwise(["", *arguments]):
        if not typed and not before.startswith("-"):
            raise Refusal("empty_argument")
