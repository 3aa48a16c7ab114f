"""`gouvernail --help` against `python -c "import typer"`, whole processes in turn. Target: ratio at most 1.5.

python benchmarks/start_up.py [--runs 15]
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=15)
    runs = options.parse_args().runs
    ours = [str(Path(sys.executable).parent / "gouvernail"), "--help"]
    reference = [sys.executable, "-c", "import typer"]
    pairs = [(_time(ours), _time(reference)) for _ in range(runs + 1)][1:]
    help_time, import_time = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"gouvernail --help {help_time * 1e3:.0f} ms, import typer {import_time * 1e3:.0f} ms (median of {runs})")
    print(f"ratio: {statistics.median(a / b for a, b in pairs):.2f} (target 1.5)")


def _time(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
