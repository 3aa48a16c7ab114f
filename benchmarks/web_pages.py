"""Server time of the main pages in a large workspace against a small one.

    python benchmarks/web_pages.py [--people 5000] [--duties 500] [--trail 200000] [--items 5000] [--runs 15]

Two processes, each with its own database: one has the sizes above, the other 50 people, 50 duties, 50 items and
2,000 entries in the trail, so that both have more than a page to show. They answer the same pages in turn, through the
whole stack (middleware, views, templates); each page is warmed up first. Prints the median of each and their ratio;
target 1.5.
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
SMALL = {"people": 50, "duties": 50, "trail": 2_000, "items": 50}
SLUG = "measured"
PAGES = [  # name of the page, what follows the address of the workspace; add yours
    ("who does what", "governance/"),
    ("who does what, by person", "governance/?by=person"),
    ("who does what, a search", "governance/?q=person+1"),
    ("matrix", "governance/matrix"),
    ("matrix, everybody", "governance/matrix?who=everyone"),
    ("trail", "trail/"),
    ("people", "people/"),
    ("points to settle", "governance/findings"),
    ("count of the points", "governance/findings/counts"),
    ("my week, of the Product Owner", ""),
    ("give a role", "people/roles/new/"),
    ("who is late", "follow-up/late"),
    ("items", "backlog/items/"),
    ("items, by effort", "backlog/items/?sort=-effort"),
    ("items, a search", "backlog/items/?q=customer+record"),
    ("one item", "backlog/items/1/"),
    ("tree of objectives", "backlog/items/tree"),
    ("alignment", "backlog/items/alignment"),
    ("off the compass", "backlog/items/off-compass"),
]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("people", 5_000), ("duties", 500), ("trail", 200_000), ("items", 5_000), ("runs", 15)):
        options.add_argument(f"--{name}", type=int, default=value)
    options.add_argument("--answer", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.answer:
        _answer(json.loads(given.answer))
        return
    large = {name: getattr(given, name) for name in SMALL}
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
    print(f"{large['people']} people, {large['duties']} duties, {large['trail']} trail entries, against {SMALL}")
    print(f"{'page':30s} {'small':>9s} {'large':>9s}  ratio")
    for name, path in PAGES:
        times: tuple[list[float], list[float]] = ([], [])
        for run in range(runs + 2):
            for side, found in zip(sides, times, strict=True):
                seconds = _ask(side, path)
                if run > 1 and seconds >= 0:
                    found.append(seconds)
        if not all(times):
            print(f"{name:30s} not there")
            continue
        small, big = (statistics.median(found) * 1000 for found in times)
        print(f"{name:30s} {small:6.1f} ms {big:6.1f} ms  {big / small:.2f} (target 1.5)")


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


def _ask(side: "subprocess.Popen[str]", path: str) -> float:
    assert side.stdin is not None
    assert side.stdout is not None
    side.stdin.write(f"{path}\n")
    side.stdin.flush()
    return float(side.stdout.readline())


def _answer(size: dict[str, int]) -> None:
    """Fill a database, then give the seconds that each asked page takes; -1 for a page that is not there."""
    import logging

    import django

    django.setup()
    logging.disable(logging.CRITICAL)
    from django.core.management import call_command
    from django.test import Client

    from web_pages_data import fill

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    client = Client()
    client.force_login(fill(SLUG, **size))
    for line in sys.stdin:
        began = time.perf_counter()
        status = client.get(f"/w/{SLUG}/{line.strip()}").status_code
        seconds = time.perf_counter() - began
        print(seconds if status == 200 else -1, flush=True)


if __name__ == "__main__":
    main()
