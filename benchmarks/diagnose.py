"""Whole diagnosis of a large history against the time Polars takes only to parse the same files.

    python benchmarks/diagnose.py [--items 100000] [--changes 1000000] [--touches 300000] [--runs 5]

Both are whole processes, run in turn after one run of each that is not counted; the reference is
`polars.read_csv(..., try_parse_dates=True)` of the three files. The ratio is the median of those of each turn, so that
a machine that is slow for a while slows both. Also prints the ratio of processor time, which other work on the machine
touches less, the reference without date parsing, and the peak memory of the diagnosis. Target: ratio at most 2, 1.5 GB.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large_history import write_large_history

_PARSE = "import sys, polars; [polars.read_csv(p, try_parse_dates={dates}) for p in sys.argv[1:]]"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, value in (("items", 100_000), ("changes", 1_000_000), ("touches", 300_000), ("runs", 5)):
        options.add_argument(f"--{name}", type=int, default=value)
    size = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = write_large_history(Path(folder), items=size.items, changes=size.changes, touches=size.touches)
        megabytes = sum(path.stat().st_size for path in paths) / 1e6
        files = [str(path) for path in paths]
        commands = {
            "Polars, dates parsed": [sys.executable, "-c", _PARSE.format(dates=True), *files],
            "Polars, text only": [sys.executable, "-c", _PARSE.format(dates=False), *files],
            "gouvernail diagnose": [_command(), "diagnose", *files, "--quiet", "--json", str(Path(folder) / "r.json")],
        }
        spent: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(size.runs + 1):
            for name, command in commands.items():
                once = _time(command)
                if turn:  # the first of each warms the disk and compiles the modules
                    spent[name].append(once)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"{size.items} items, {size.changes} changes, {size.touches} touches, {megabytes:.0f} MB of CSV")
    for name, runs in spent.items():
        wall, busy = (statistics.median(kind) for kind in zip(*runs, strict=True))
        print(f"  {name:22s} {wall:6.2f} s, {busy:6.2f} s of processor   (medians of {size.runs} whole processes)")
    dated, plain, ours = spent.values()
    ratio, busy = (_ratio(ours, dated, kind) for kind in (0, 1))
    print(f"ratio to Polars parsing the files and their dates: {ratio:.2f} (target 2.0); of processor time: {busy:.2f}")
    print(f"ratio to Polars splitting the files into text:     {_ratio(ours, plain, 0):.2f}")
    print(f"peak memory of any of these processes: {peak:.2f} GB (target 1.5)")


def _ratio(ours: list[tuple[float, float]], theirs: list[tuple[float, float]], kind: int) -> float:
    return statistics.median(a[kind] / b[kind] for a, b in zip(ours, theirs, strict=True))


def _command() -> str:
    return str(Path(sys.executable).parent / "gouvernail")


def _time(command: list[str]) -> tuple[float, float]:
    """Run a command; give the seconds that passed, and those that processors worked for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    passed = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
