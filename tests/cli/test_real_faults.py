"""Faults of real files: the sentence names file, line, column, what was read, and the option that goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("path", "options", "place", "found"),
    [
        (
            "k8s_enhancements_history/kep_versions.csv", ("--version-column", "when"),
            "kep_versions.csv, line 1406, column “creation_date”", "implementable",
        ),
        ("agile_project_dataset/jira.csv", (), "jira.csv, line 2, column “finished_date”", "2015-02-04"),
    ],
    ids=["kep_versions", "agile_project_dataset"],
)  # fmt: skip
def test_a_broken_row_of_a_real_file_is_named_with_the_way_round_it(
    run: Run, shared_data: Callable[[str], Path], path: str, options: tuple[str, ...], place: str, found: str
) -> None:
    answer = run("diagnose", shared_data(path), *options, "--lang", "en")
    assert answer.returncode == 2
    for said in (place, found, "Expected:", "What to do:", "--skip-bad"):
        assert said in answer.stderr
    assert run("diagnose", shared_data(path), *options, "--quiet", "--skip-bad").returncode in {0, 3}
