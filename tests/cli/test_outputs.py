"""Reports never replace an input and are never half-written."""

import os
from pathlib import Path

import pytest

from gouvernail.cli.outputs import Targets, write
from gouvernail.cli.refusals import Refusal


def _refused(targets: Targets, inputs: list[Path]) -> str:
    with pytest.raises(Refusal) as refusal:
        targets.check(inputs)
    return refusal.value.code


def test_a_report_never_replaces_an_input(tmp_path: Path) -> None:
    data = tmp_path / "tickets.csv"
    data.write_text("x", encoding="utf-8")
    link = tmp_path / "link.csv"
    link.symlink_to(data)
    for path in (data, tmp_path / "sub" / ".." / "tickets.csv", link):
        assert _refused(Targets(html=path), [data]) == "over_input"


def test_a_report_replaces_nothing_in_a_folder_of_inputs(tmp_path: Path) -> None:
    (tmp_path / "tickets.csv").write_text("x", encoding="utf-8")
    assert _refused(Targets(json=tmp_path / "tickets.csv"), [tmp_path]) == "over_input"
    Targets(json=tmp_path / "report.json").check([tmp_path])


def test_two_reports_have_two_names(tmp_path: Path) -> None:
    assert _refused(Targets(html=tmp_path / "r", json=tmp_path / "r"), []) == "same_target"


def test_a_folder_is_not_a_file_and_must_exist(tmp_path: Path) -> None:
    assert _refused(Targets(html=tmp_path), []) == "is_folder"
    assert _refused(Targets(html=tmp_path / "absent" / "r.html"), []) == "no_folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_closed_folder_is_said(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    assert _refused(Targets(html=closed / "r.html"), []) == "folder_closed"


def test_standard_output_is_no_file(tmp_path: Path) -> None:
    targets = Targets(json=Path("-"), html=tmp_path / "r.html")
    targets.check([])
    assert targets.takes_standard_output
    assert dict(targets.files()) == {"html": tmp_path / "r.html"}


def test_a_file_is_replaced_whole_and_nothing_is_left_beside(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    write(path, b"first")
    write(path, b"second")
    assert path.read_bytes() == b"second"
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_what_the_system_refuses_is_a_sentence_and_keeps_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_bytes(b"kept")
    with pytest.raises(Refusal) as refusal:
        write(tmp_path / "a-file" / "report.json", b"x")
    assert refusal.value.code == "cannot_write"
    assert (tmp_path / "a-file").read_bytes() == b"kept"


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
