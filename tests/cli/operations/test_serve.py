"""The commands that run the product, as an operator runs them: real processes, a real port, real databases."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.jobs.smtp import free_port
from tests.processes import DATABASES, Place, a_place

if TYPE_CHECKING:
    import subprocess

PATIENCE = 120.0


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    with a_place(request.param, tmp_path / "data") as place:
        yield place


@pytest.fixture
def run(place: Place) -> "Iterator[Callable[..., subprocess.Popen[str]]]":
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **environment: str) -> "subprocess.Popen[str]":
        started.append(place.start(*arguments, **environment))
        return started[-1]

    yield start
    for process in started:
        process.terminate()
    for process in started:
        process.wait(60)


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode(errors="replace")
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, dict(refusal.headers), refusal.read().decode(errors="replace")


def until(holds: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            found = holds()
        except OSError:
            found = None
        if found:
            return found
        assert time.monotonic() < end, "nothing came"
        time.sleep(0.2)


def lines(place: Place, command: str) -> list[dict[str, Any]]:
    """Read what a command wrote; every line is one JSON object."""
    return [
        json.loads(line)
        for path in sorted(place.data.glob(f"{command}-*.log"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_what_serves_is_spawned_and_never_forked(place: Place, run: "Callable[..., subprocess.Popen[str]]") -> None:
    """A forked server hangs on the first page that reads a frame, once its parent has read one."""
    if not Path("/proc").is_dir():
        pytest.skip("this system does not show the command of a process")
    port = free_port()
    parent = run("serve", "--port", str(port), "--workers", "2", "--with-worker")
    assert until(lambda: get(port, "/health/ready")[0] == 200)
    children = until(lambda: [found for found in _children(parent.pid) if len(_children(parent.pid)) >= 3])
    commands = [Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode() for child in children]
    own = Path(f"/proc/{parent.pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    assert own not in commands  # a fork has the very command of its parent
    assert sum("spawn_main" in command for command in commands) == 3, commands


def test_ctrl_c_in_a_terminal_stops_everything_in_order(
    place: Place, run: "Callable[..., subprocess.Popen[str]]"
) -> None:
    """A terminal tells every process at once: none is killed, none is started again, nothing is an error."""
    port = free_port()
    parent = run("serve", "--port", str(port), "--workers", "1", "--with-worker")
    assert until(lambda: get(port, "/health/ready")[0] == 200)
    until(lambda: place.sql("SELECT count(*) FROM jobs_worker") == [(1,)])
    for process in [*_children(parent.pid), parent.pid]:
        os.kill(process, signal.SIGINT)
    assert parent.wait(60) == 0
    said = lines(place, "serve")
    assert [line["message"] for line in said if line["levelname"] in {"WARNING", "ERROR"}] == []
    assert place.sql("SELECT count(*) FROM jobs_worker") == [(0,)]


def _children(parent: int) -> list[int]:
    """List the processes that a process started."""
    found = [int(name) for path in Path(f"/proc/{parent}/task").glob("*/children") for name in path.read_text().split()]
    return sorted(found)


def test_two_that_start_at_once_on_an_empty_machine(place: Place, run: "Callable[..., subprocess.Popen[str]]") -> None:
    ports = [free_port(), free_port()]
    first = run("serve", "--port", str(ports[0]), "--workers", "1", "--with-worker")
    run("serve", "--port", str(ports[1]), "--workers", "1")
    for port in ports:
        assert until(lambda port=port: get(port, "/health/ready")[0] == 200)
    status, headers, page = get(ports[0], "/account/login/", **{"X-Request-ID": "from-the-proxy-1"})
    assert (status, headers["x-request-id"]) == (200, "from-the-proxy-1")
    sheet = next(piece for piece in page.split('"') if piece.startswith("/static/") and piece.endswith(".css"))
    assert get(ports[0], sheet)[0] == 200
    assert "immutable" in get(ports[0], sheet)[1]["cache-control"]

    said = lines(place, "serve")
    migrated = [line["message"] for line in said if line["message"].startswith("migrated ")]
    assert len(migrated) == len(set(migrated)) > 10  # one of the two did it all
    (access,) = [line for line in said if line["name"] == "gouvernail.access" and "login" in line["route"]]
    assert (access["request_id"], access["status"], access["method"]) == ("from-the-proxy-1", 200, "GET")

    until(lambda: place.sql("SELECT worker_id FROM jobs_worker"))  # the worker beside the first
    first.send_signal(signal.SIGTERM)
    assert first.wait(60) == 0
    assert place.sql("SELECT worker_id FROM jobs_worker") == []


def test_not_ready_before_migrations(place: Place, run: "Callable[..., subprocess.Popen[str]]") -> None:
    port = free_port()
    run("serve", "--port", str(port), "--workers", "1", "--no-migrate")
    until(lambda: get(port, "/health/live")[0] == 200)
    status, _headers, answer = get(port, "/health/ready")
    assert (status, json.loads(answer)["migrations"]) == (503, "pending")
    checked = place.command("check")
    assert checked.returncode == 2
    assert "run gouvernail migrate" in checked.stdout
    assert place.command("migrate").returncode == 0
    assert until(lambda: get(port, "/health/ready")[0] == 200)
    assert place.command("check").returncode == 0
    place.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '9999_future', '2030-01-01')")
    refused = place.command("migrate")
    assert (refused.returncode, "newer version" in refused.stderr) == (2, True)


@pytest.fixture
def bare(tmp_path: Path) -> Place:
    return Place(f"sqlite:///{tmp_path / 'base.sqlite3'}", tmp_path)


SILENT = "postgresql://somebody:secret-password@127.0.0.1:1/base"
PRODUCTION = {"GOUVERNAIL_URL": "https://roadmap.example.org", "GOUVERNAIL_MAIL_URL": "smtp://mail.example.org"}


@pytest.mark.parametrize(
    ("command", "environment", "sentence"),
    [
        ("serve", {"GOUVERNAIL_SECRET_KEY": "short"}, "GOUVERNAIL_SECRET_KEY is too short"),
        ("worker", {"GOUVERNAIL_DATABASE_URL": "mysql://x"}, "GOUVERNAIL_DATABASE_URL: “mysql” is not a known kind"),
        ("check", {"GOUVERNAIL_DEMO": "1", "GOUVERNAIL_URL": "https://roadmap.example.org"}, "GOUVERNAIL_DEMO"),
        ("check", {"GOUVERNAIL_DATABASE_URL": SILENT}, "the database does not answer"),
        ("serve", {"GOUVERNAIL_DATABASE_URL": SILENT}, "the database does not answer"),
        ("backup", {"GOUVERNAIL_DATABASE_URL": SILENT}, "the database does not answer"),
    ],
    ids=["short secret", "unknown database", "public demonstration", "check", "serve", "backup"],
)
def test_what_is_wrong_is_said_in_a_sentence(
    bare: Place, command: str, environment: dict[str, str], sentence: str
) -> None:
    told = bare.command(command, **environment)
    assert told.returncode == 2
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr
    assert "secret-password" not in told.stderr + told.stdout


def test_a_port_that_is_taken_is_said(bare: Place) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        told = bare.command("serve", "--port", str(taken.getsockname()[1]))
    assert (told.returncode, "cannot be opened" in told.stderr) == (2, True), told.stderr


def test_a_good_installation_has_nothing_to_repair(bare: Place) -> None:
    assert bare.command("migrate").returncode == 0
    told = bare.command("check", "--deploy", **PRODUCTION)
    assert told.returncode == 0, told.stdout
    assert "✗" not in told.stdout


def test_a_careless_one_has(bare: Place) -> None:
    assert bare.command("migrate").returncode == 0
    told = bare.command("check", "--deploy")
    assert told.returncode == 2
    assert "people must reach the service over https" in told.stdout
    assert "GOUVERNAIL_MAIL_URL is missing" in told.stdout
