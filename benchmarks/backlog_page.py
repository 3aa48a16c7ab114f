"""Server time of the ranked backlog in a large workspace against a small one, and the time of ranking it.

    python benchmarks/backlog_page.py [--items 5000] [--opinions 50000] [--runs 15]

Two processes, each with its own database: one has the sizes above, the other 50 items and 500 opinions. They answer the
same pages in turn, through the whole stack; each page is warmed up first, the ranks being computed beforehand. Prints
the median of each, their ratio (target 3) and the number of queries of each, which must be the same; then the time that
gathering and ranking all the items takes.
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

ROOT = Path(__file__).resolve().parents[1]
SMALL = {"items": 50, "opinions": 500}
SLUG = "measured"
PAGES = [  # name of the page, what follows the address of the workspace
    ("backlog", "backlog/"),
    ("backlog, the last page", "backlog/?page=9999"),
    ("backlog, by value", "backlog/?sort=-value"),
    ("backlog, to arbitrate", "backlog/?zone=grey"),
    ("backlog, a search", "backlog/?q=fiche"),
    ("matrix", "backlog/matrix"),
    ("rank of an item, explained", "backlog/items/1/rank"),
    ("why one is above another", "backlog/why?x=CRM-100001&y=CRM-100002"),
]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("items", 5_000), ("opinions", 50_000), ("runs", 15)):
        options.add_argument(f"--{name}", type=int, default=value)
    options.add_argument("--answer", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.answer:
        _answer(json.loads(given.answer))
        return
    large = {"items": given.items, "opinions": given.opinions}
    with tempfile.TemporaryDirectory() as folder:
        addresses = os.environ.get("GOUVERNAIL_BENCH_DATABASES", "").split() or [
            f"sqlite:///{folder}/{name}.sqlite3" for name in ("small", "large")
        ]
        sides = [_start(size, address, folder) for size, address in zip((SMALL, large), addresses, strict=True)]
        _compare(sides, given.runs, large)
        for side in sides:
            assert side.stdin is not None
            side.stdin.close()
            side.wait()


def _compare(sides: "list[subprocess.Popen[str]]", runs: int, large: dict[str, int]) -> None:
    ready = [_line(side) for side in sides]
    print(f"{large['items']} items, {large['opinions']} opinions, against {SMALL}")
    print(f"gathering and ranking: {ready[0]['ranking']:.2f} s, {ready[1]['ranking']:.2f} s")
    print(f"{'page':30s} {'small':>9s} {'large':>9s}  ratio  queries")
    for name, path in PAGES:
        times: tuple[list[float], list[float]] = ([], [])
        queries = [0, 0]
        for run in range(runs + 2):
            for place, side in enumerate(sides):
                answer = _ask(side, path)
                queries[place] = int(answer["queries"])
                if run > 1 and answer["seconds"] >= 0:
                    times[place].append(answer["seconds"])
        if not all(times):
            print(f"{name:30s} not there")
            continue
        small, big = (statistics.median(found) * 1000 for found in times)
        print(f"{name:30s} {small:6.1f} ms {big:6.1f} ms  {big / small:.2f} (target 3)  {queries[0]} {queries[1]}")


def _start(size: dict[str, int], address: str, folder: str) -> "subprocess.Popen[str]":
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GOUVERNAIL_DATABASE_URL": address,
        "GOUVERNAIL_DATA": folder,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    command = [sys.executable, __file__, "--answer", json.dumps(size)]
    return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _ask(side: "subprocess.Popen[str]", path: str) -> dict[str, float]:
    assert side.stdin is not None
    side.stdin.write(f"{path}\n")
    side.stdin.flush()
    return _line(side)


def _line(side: "subprocess.Popen[str]") -> dict[str, float]:
    assert side.stdout is not None
    found: dict[str, float] = json.loads(side.stdout.readline())
    return found


def _answer(size: dict[str, int]) -> None:
    """Fill a database and rank it, then give the seconds and the queries that each asked page takes."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from backlog_page_data import fill_and_rank

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    user, seconds = fill_and_rank(SLUG, **size)
    client = Client()
    client.force_login(user)
    print(json.dumps({"ranking": seconds}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        status = client.get(f"/w/{SLUG}/{line.strip()}").status_code
        taken = time.perf_counter() - began
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/w/{SLUG}/{line.strip()}")
        print(json.dumps({"seconds": taken if status == 200 else -1, "queries": len(queries)}), flush=True)


if __name__ == "__main__":
    main()
