"""A refusal is one line of the log; a fault keeps its traceback."""

import logging

import pytest

from gouvernail.web.logs import RequestFilter


@pytest.mark.parametrize(("level", "kept"), [(logging.WARNING, False), (logging.ERROR, True)])
def test_only_faults_keep_their_traceback(level: int, kept: bool) -> None:
    record = logging.LogRecord("django.request", level, "", 0, "Forbidden", (), (ValueError, ValueError("x"), None))
    assert RequestFilter().filter(record)
    assert bool(record.exc_info) is kept
