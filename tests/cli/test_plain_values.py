import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from gouvernail.cli.plain_values import taken_as_they_are


class _Plain(typer.core.TyperCommand):
    def get_params(self, ctx: Any) -> Any:
        return taken_as_they_are(super().get_params(ctx))


def _command(kind: type[typer.core.TyperCommand]) -> typer.Typer:
    app = typer.Typer(add_completion=False)

    @app.command(cls=kind)
    def show(
        files: list[Path],
        out: Path | None = None,
        title: str | None = None,
        quiet: bool = False,
        times: int = 1,
    ) -> None:
        typer.echo(repr((files, out, title, quiet, times)))

    return app


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.csv"],
        ["a.csv", "b c.csv", "--out", "x/y.json", "--title", "Été", "--quiet"],
        ["a.csv", "--times", "3"],
        ["a.csv", "--times", "three"],
        [".", "--out", "."],
        ["-", "--title", ""],
        [],
    ],
)
def test_values_are_those_that_typer_itself_reads(arguments: list[str]) -> None:
    ours, theirs = (CliRunner().invoke(_command(kind), arguments) for kind in (_Plain, typer.core.TyperCommand))
    assert (ours.exit_code, ours.output) == (theirs.exit_code, theirs.output)


def test_a_diagnosis_does_not_wait_for_pydantic(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Key,Summary,Created\nA-1,One,2025-01-02\n", encoding="utf-8")
    program = (
        "import sys\nfrom gouvernail.cli.main import run\n"
        f"sys.argv = ['gouvernail', 'diagnose', {str(file)!r}, '--quiet']\n"
        "run()\nprint('pydantic' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip().endswith("False")
