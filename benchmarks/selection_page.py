"""Server time of the pages of what fits in a large workspace against a small one, and what explaining an answer adds.

    python benchmarks/selection_page.py [--items 5000] [--runs 9]

Two processes, each with its own database: one has the items above, the other 50. They answer the same pages in turn,
through the whole stack, warmed up first. Prints the median of each and their ratio (target 3 for what is read by
everybody, the page of the question; what lists hundreds of items is given for what it is), and the number of queries of
each, which must be the same.
Then a worker answers twice in each: with days in all, and with days of each team. Prints its seconds of processor, and
their ratio to those of the bare choice, made in the same process: an answer makes that choice, then about eighteen more
(two for each of the eight items out that it explains, one for each capacity with a day more), the frontier and the next
increments; target 10 in the large one. Other programs on the machine do not count in seconds of processor, but slow
them down.
Set GOUVERNAIL_BENCH_DATABASES to two PostgreSQL addresses (small, large, empty) to measure there instead of SQLite.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SMALL = 50
SLUG = "measured"
TARGET, WHOLE_TARGET = 3, 10
ASKED, ANSWER = "asks", "an answer"
PAGES = {
    "question": "backlog/selection/",
    ANSWER: "backlog/selection/{first}/",
    "compare": "backlog/selection/compare?before={first}&after={second}",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--items", type=int, default=5_000)
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--answer", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.answer:
        _answer(given.answer)
        return
    with tempfile.TemporaryDirectory() as folder:
        addresses = os.environ.get("GOUVERNAIL_BENCH_DATABASES", "").split() or [
            f"sqlite:///{folder}/{name}.sqlite3" for name in ("small", "large")
        ]
        sides = [_start(size, to, folder) for size, to in zip((SMALL, given.items), addresses, strict=True)]
        _compare(sides, given.runs, given.items)
        for side in sides:
            assert side.stdin is not None
            side.stdin.close()
            side.wait()


def _compare(sides: "list[subprocess.Popen[str]]", runs: int, items: int) -> None:
    worked = [_line(side)["worked"] for side in sides]
    target = f" (target {WHOLE_TARGET})"
    print(f"{items} items against {SMALL}")
    for name in worked[0]:
        for size, found in zip((SMALL, items), worked, strict=True):
            bare, whole = found[name]["bare"], found[name]["whole"]
            print(
                f"worker, {name}, {size} items: {whole:.2f} s of processor ({found[name]['wall']:.1f} s in all),"
                f" the bare choice {bare:.2f} s: ratio {whole / bare:.1f}{target if size > SMALL else ''}"
            )
    print(f"{'page':12s} {'small':>10s} {'large':>10s}  ratio  queries")
    for name in (*PAGES, ASKED):
        times: tuple[list[float], list[float]] = ([], [])
        queries = [0, 0]
        for run in range(runs + 2):
            for place, side in enumerate(sides):
                found = _ask(side, name)
                queries[place] = int(found["queries"])
                if run > 1:
                    times[place].append(found["seconds"])
        small, big = (statistics.median(found) * 1000 for found in times)
        target = f" (target {TARGET})" if name == "question" else ""
        print(f"{name:12s} {small:7.1f} ms {big:7.1f} ms  {big / small:.2f}{target}  {queries[0]} {queries[1]}")


def _start(size: int, address: str, folder: str) -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GOUVERNAIL_DATABASE_URL": address,
        "GOUVERNAIL_DATA": folder,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, __file__, "--answer", str(size)]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(side: "subprocess.Popen[str]", name: str) -> dict[str, Any]:
    assert side.stdin is not None
    side.stdin.write(f"{name}\n")
    side.stdin.flush()
    return _line(side)


def _line(side: "subprocess.Popen[str]") -> dict[str, Any]:
    """Read the next line that is for us: HiGHS writes some of its own."""
    assert side.stdout is not None
    for line in side.stdout:
        if line.startswith("{"):
            found: dict[str, Any] = json.loads(line)
            return found
    raise SystemExit("one of the two processes stopped")


def _answer(size: int) -> None:
    """Fill a database, have a worker answer, then give the seconds and the queries of each asked page."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from selection_page_data import fill_to_choose

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    user, total, teams = fill_to_choose(SLUG, items=size)
    client = Client()
    client.force_login(user)
    worked, keys = _worked(client, total, teams)
    print(json.dumps({"worked": worked}), flush=True)
    places = {"first": keys[0], "second": keys[1]}
    for line in sys.stdin:
        name = line.strip()
        path = f"/w/{SLUG}/{PAGES.get(name, 'backlog/selection/ask').format(**places)}"

        def get(path: str = path, name: str = name) -> int:
            return (
                client.post(path, {"capacity": str(total), "counts": "delay"}) if name == ASKED else client.get(path)
            ).status_code

        began = time.perf_counter()
        status = get()
        taken = time.perf_counter() - began
        assert status in {200, 302}, (name, status)
        with CaptureQueriesContext(connection) as queries:
            get()
        print(json.dumps({"seconds": taken, "queries": len(queries)}), flush=True)


def _worked(client: Any, total: int, teams: dict[str, int]) -> tuple[dict[str, dict[str, float]], list[int]]:
    """Ask two questions in the browser, have a worker answer them, and choose again without a word of explanation."""
    from django_scopes import scope, scopes_disabled

    from gouvernail.backlog.bridge.selection import choosing
    from gouvernail.backlog.choices.selection import Counts
    from gouvernail.backlog.models import Scenario
    from gouvernail.backlog.selectors.rules import rules_now
    from gouvernail.backlog.selectors.selection.candidates import gathered_now
    from gouvernail.jobs.services.worker import queue_empty
    from gouvernail.method.selection import Capacity, Item, Portfolio, select
    from gouvernail.workspaces.models import Workspace

    workspace = Workspace.objects.get(slug=SLUG)
    with scope(workspace=workspace):
        candidates = gathered_now(rules_now(workspace)).candidates(Counts.DELAY)
    portfolio = Portfolio(tuple(Item(one.key, one.value, dict(one.days), one.needs) for one in candidates))
    select(portfolio, Capacity(1.0), seconds=1)  # a worker loads SciPy and OR-Tools once, not once a question
    queue_empty()  # what filling the database queued
    found: dict[str, dict[str, float]] = {}
    for name, days in (("days in all", {}), ("days by team", teams)):
        client.post(
            f"/w/{SLUG}/backlog/selection/ask",
            {"capacity": str(total), "counts": "delay", **{f"team_{key}": str(amount) for key, amount in days.items()}},
        )
        began, busy = time.perf_counter(), time.process_time()
        queue_empty()
        wall, whole = time.perf_counter() - began, time.process_time() - busy
        busy = time.process_time()
        select(portfolio, Capacity(float(total), days), seconds=choosing.SECONDS)
        found[name] = {"whole": whole, "wall": wall, "bare": time.process_time() - busy}
    with scopes_disabled():
        keys = list(Scenario.objects.exclude(result={}).order_by("pk").values_list("pk", flat=True))
    return found, keys


if __name__ == "__main__":
    main()
