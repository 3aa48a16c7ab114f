"""How the process ends when it is interrupted, when nobody listens, and when we are at fault."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from gouvernail.cli import main
from gouvernail.cli.exits import ExitCode
from gouvernail.exchange.wording import Words

COMMAND = Path(sys.executable).parent / "gouvernail"


def test_a_closed_pipe_is_silent(tickets: Path) -> None:
    command = f"'{COMMAND}' diagnose '{tickets}' | head -1"
    answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert answer.stderr == ""
    assert len(answer.stdout.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a named pipe to wait on")
def test_an_interruption_is_a_word_and_leaves_nothing(tmp_path: Path) -> None:
    waiting = tmp_path / "waiting.csv"
    os.mkfifo(waiting)
    with subprocess.Popen(
        [COMMAND, "diagnose", waiting, "--html", tmp_path / "r.html"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GOUVERNAIL_LANG": "fr"},
    ) as process:
        time.sleep(1.5)
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=20)
    assert out == ""
    assert "Traceback" not in said
    if process.returncode != ExitCode.BAD_INPUT:  # a reader may refuse what is not a regular file
        assert process.returncode == ExitCode.INTERRUPTED
        assert said.strip() == "Interrompu."
    assert not (tmp_path / "r.html").exists()


def test_ctrl_c_in_the_middle_of_the_work_is_a_word(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, tickets: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("gouvernail.cli.work.diagnosing.read_inputs", interrupted)
    assert main.answer(["diagnose", str(tickets)], Words("fr")) == 130
    assert capsys.readouterr().err == "Interrompu.\n"


def test_a_fault_of_ours_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: Any, tickets: Path) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.delenv(main.DEBUG, raising=False)
    monkeypatch.setattr("gouvernail.cli.work.diagnosing.read_inputs", broken)
    assert main.answer(["diagnose", str(tickets)], Words("fr")) == 70
    said = capsys.readouterr().err
    assert "de notre fait (ZeroDivisionError)" in said
    assert "GOUVERNAIL_DEBUG=1" in said
    assert "Traceback" not in said
    monkeypatch.setenv(main.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        main.answer(["diagnose", str(tickets)], Words("fr"))


def test_a_terminal_gets_colours_and_fits_its_width(tickets: Path) -> None:
    text = _on_a_terminal(["diagnose", str(tickets)], columns=80)
    assert "\x1b[1m" in text
    plain = _without_escapes(text)
    assert [line for line in plain.splitlines() if len(line.rstrip()) > 80] == []
    assert "\x1b[1;3" not in _on_a_terminal(["diagnose", str(tickets)], columns=80, NO_COLOR="1")


def _without_escapes(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.partition("\x1b[1A\x1b[2K")[2]).replace("\r", "")


def _on_a_terminal(arguments: list[str], *, columns: int, **env: str) -> str:
    own, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "GOUVERNAIL_LANG": "fr", **env}
    with subprocess.Popen(
        [COMMAND, *arguments], stdout=theirs, stderr=theirs, stdin=theirs, env=environment
    ) as process:
        os.close(theirs)
        received = b""
        while True:
            try:
                chunk = os.read(own, 65536)
            except OSError:  # Linux says so at the end of a terminal
                break
            if not chunk:
                break
            received += chunk
        process.wait(timeout=60)
    os.close(own)
    assert process.returncode == 0
    return received.decode()
