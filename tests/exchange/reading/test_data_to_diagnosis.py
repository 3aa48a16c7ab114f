"""Every real data set that is a history goes from its files to a diagnosis."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gouvernail.exchange.reading import Reading
from gouvernail.method.diagnosis import diagnose
from gouvernail.method.diagnosis.settings import load

_TITANIUM = ["issues.csv.gz", "comments.csv.gz", "links.csv", "versions.csv", "sprints.csv"]

_KEPS = "k8s_enhancements_history/"

_HISTORIES: dict[str, tuple[list[str], dict[str, object], int | None]] = {
    "titanium": (
        [f"jira_titanium/{name}" for name in _TITANIUM],
        {},
        6686,
    ),
    "titanium, items last": ([f"jira_titanium/{name}" for name in reversed(_TITANIUM)], {}, 6686),
    "titanium, raw": (["jira_titanium/raw_rest_ALOY_DAEMON_MOD.jsonl.gz"], {}, 2183),
    "kubernetes log": ([_KEPS + "kep_changes.csv"], {}, 540),
    "kubernetes versions": ([_KEPS + "kep_versions.csv"], {"version_column": "when", "skip_bad": True}, 708),
    "release notes log": (["ms_business_apps_release_notes/change_events.csv"], {}, None),
    "agile project, broken rows skipped": (["agile_project_dataset/jira.csv"], {"skip_bad": True}, 4123 - 1662),
    "gitlab": (["importer_fixtures/gitlab_MIT/csv_gitlab_export.csv"], {}, 4),
    "trello": (["importer_fixtures/nextcloud_deck_trello/data-trelloJson.json"], {}, 1),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(_HISTORIES))
def test_files_give_a_history_and_a_diagnosis(
    shared_data: Callable[[str], Path], read_paths: Callable[..., Reading], name: str
) -> None:
    files, options, items = _HISTORIES[name]
    reading = read_paths(*(shared_data(each) for each in files), **options)
    history = reading.history
    until = history.coverage.until
    assert until is not None
    assert items is None or history.items.height == items
    diagnosis = diagnose(history, today=until, settings=load())
    assert len(diagnosis.findings) == 36
    assert diagnosis.causes


def test_moves_of_kubernetes_targets_are_those_that_its_readers_counted(
    shared_data: Callable[[str], Path], read_paths: Callable[..., Reading]
) -> None:
    """The set's own count is 575 later and 15 earlier; we leave out the one move made after its work was done."""
    history = read_paths(shared_data(_KEPS + "kep_changes.csv")).history
    until = history.coverage.until
    assert until is not None
    found = next(one for one in diagnose(history, today=until, settings=load()).findings if one.id == "replans")
    assert (found.details["later"], found.details["earlier"]) == (574, 15)
