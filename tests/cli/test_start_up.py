"""The command answers at once: nothing heavy is imported to show its help."""

import subprocess
import sys

HEAVY = {"polars", "numpy", "scipy", "rich", "babel", "jinja2", "xlsxwriter", "python_calamine", "typst"}


def test_nothing_heavy_is_imported_for_help() -> None:
    script = (
        "import sys; sys.argv = ['gouvernail', 'diagnose', '--help']\n"
        "from gouvernail.cli.main import run\n"
        "code = run()\n"
        "print(code, *sorted(name for name in sys.modules if '.' not in name), file=sys.stderr)"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    code, *modules = answer.stderr.split()
    assert code == "0"
    assert HEAVY & set(modules) == set()
