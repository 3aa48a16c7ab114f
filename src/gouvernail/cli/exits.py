"""Exit codes that scripts can use."""

from enum import IntEnum


class ExitCode(IntEnum):
    SAID = 0
    BAD_INPUT = 2
    NOT_ENOUGH_DATA = 3
    OUR_FAULT = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED = 130  # 128 + SIGINT, as shells write it
