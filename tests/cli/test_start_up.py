"""The command answers at once: nothing heavy is imported to show its help."""

import subprocess
import sys

import pytest

HEAVY = {"polars", "numpy", "scipy", "ortools", "rich", "babel", "jinja2", "xlsxwriter", "python_calamine", "typst"}


@pytest.mark.parametrize("command", ["diagnose", "plan", "forecast"])
def test_nothing_heavy_is_imported_for_help(command: str) -> None:
    script = (
        f"import sys; sys.argv = ['gouvernail', {command!r}, '--help']\n"
        "from gouvernail.cli.main import run\n"
        "code = run()\n"
        "print(code, *sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, *modules = answer.stderr.split()
    assert code == "0"
    assert HEAVY & set(modules) == set()


def test_the_solvers_wait_until_something_is_to_be_solved() -> None:
    script = (
        "import sys\n"
        "import gouvernail.method.sequencing, gouvernail.cli.work.planning, gouvernail.cli.work.forecasting\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules} & {'scipy', 'ortools', 'xlsxwriter'}))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == []
