"""`gouvernail diagnose`, from files to the screen and the reports."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from python_calamine import CalamineWorkbook


def test_a_small_export_is_diagnosed_in_both_languages(run: Any, tickets: Path) -> None:
    french, english = run("diagnose", tickets), run("diagnose", tickets, "--lang", "en")
    assert (french.returncode, english.returncode) == (0, 0)
    assert (french.stderr, english.stderr) == ("", "")
    for expected in (
        "Ce qui a été lu",
        "Les quatre symptômes",
        "Causes probables",
        "Ce que l’on ne peut pas dire",
        "40",
    ):
        assert expected in french.stdout
    for expected in ("What was read", "The four symptoms", "Probable causes", "What cannot be said"):
        assert expected in english.stdout
    assert "{" not in french.stdout + english.stdout


def test_what_is_piped_is_plain(run: Any, tickets: Path) -> None:
    text = run("diagnose", tickets).stdout
    assert "\x1b" not in text
    assert not re.search(r"[│┃┏┗━─]", text)
    assert not re.search("[\ue000-\uf8ff]", text)
    assert [line for line in text.splitlines() if line != line.rstrip(" ")] == []


@pytest.mark.parametrize("columns", ["80", "120", "40"])
def test_nothing_is_lost_in_a_narrow_terminal(run: Any, tickets: Path, columns: str) -> None:
    def letters(text: str) -> list[str]:
        return sorted(re.sub(r"[\s█░▁-▇-]", "", text))

    wide, narrow = run("diagnose", tickets), run("diagnose", tickets, env={"COLUMNS": columns})
    assert letters(narrow.stdout) == letters(wide.stdout)


def test_the_day_of_the_judgement_is_the_last_of_the_history_and_is_said(run: Any, tickets: Path) -> None:
    assert "dernier jour de l’historique" in run("diagnose", tickets).stdout
    asked = run("diagnose", tickets, "--today", "30/06/2024")
    assert "Jugé au 30 juin 2024, comme demandé." in asked.stdout
    early = run("diagnose", tickets, "--today", "1999-01-01")
    assert early.returncode == 2
    assert "précède le premier jour de l’historique" in early.stderr


def test_a_past_day_does_not_know_what_came_later(run: Any, tickets: Path, tmp_path: Path) -> None:
    assert run("diagnose", tickets, "--today", "31/03/2024", "--json", "past.json").returncode == 0
    rows = next(
        one["rows"]
        for one in json.loads((tmp_path / "past.json").read_text(encoding="utf-8"))["indicators"]
        if one["id"] == "on_time_rate"
    )
    assert rows
    assert all(row["done"] is None or row["done"] <= "2024-03-31" for row in rows)


def test_reports_are_written_and_named(run: Any, tickets: Path, tmp_path: Path) -> None:
    answer = run("diagnose", tickets, "--html", "r.html", "--xlsx", "r.xlsx", "--json", "r.json", "--title", "Mon CRM")
    assert answer.returncode == 0
    assert all(name in answer.stdout for name in ("r.html", "r.xlsx", "r.json"))
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!")
    assert "Synthèse" in CalamineWorkbook.from_path(str(tmp_path / "r.xlsx")).sheet_names
    content = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    jsonschema.validate(content, json.loads(run("schema").stdout))
    assert content["title"] == "Mon CRM"
    assert content["input"]["items"] == 40
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.html", "r.json", "r.xlsx", "tickets.csv"]


def test_json_on_standard_output_is_alone_there(run: Any, tickets: Path) -> None:
    content = json.loads(run("diagnose", tickets, "--json", "-").stdout)
    other = json.loads(run("diagnose", tickets, "--json", "-", "--lang", "en", "--quiet").stdout)
    assert content["kind"] == "diagnosis"
    for each in (content, other):
        each.pop("generated_at")
        each.pop("title")
    assert content == other


def test_quiet_says_nothing(run: Any, tickets: Path, tmp_path: Path) -> None:
    answer = run("diagnose", tickets, "--quiet", "--json", "r.json")
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")
    assert (tmp_path / "r.json").exists()


def test_the_mapping_is_written_and_given_back(run: Any, tickets: Path, tmp_path: Path) -> None:
    first = run("diagnose", tickets, "--save-mapping", "m.toml", "--json", "a.json", "--quiet")
    again = run("diagnose", tickets, "--mapping", "m.toml", "--json", "b.json", "--quiet")
    assert (first.returncode, again.returncode, again.stderr) == (0, 0, "")
    a, b = (json.loads((tmp_path / name).read_text(encoding="utf-8")) for name in ("a.json", "b.json"))
    assert a["indicators"] == b["indicators"]
    over = run("diagnose", tickets, "--mapping", "m.toml", "--json", "m.toml")
    assert "fait partie des fichiers à lire" in over.stderr


def test_a_threshold_of_ours_changes_the_verdict(run: Any, tickets: Path, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("[indicators.on_time_rate]\nthreshold = 0.01\n", encoding="utf-8")
    verdicts = []
    for options in ((), ("--thresholds", "t.toml")):
        content = json.loads(run("diagnose", tickets, "--json", "-", *options).stdout)
        verdicts.append(content["indicators"][0]["verdict"])
    assert verdicts == ["established", "excluded"]


def test_a_wrong_threshold_is_a_sentence(run: Any, tickets: Path, tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text("\n[indicators.on_time_rat]\nthreshold = 0.01\n", encoding="utf-8")
    answer = run("diagnose", tickets, "--thresholds", "t.toml")
    assert answer.returncode == 2
    assert answer.stderr.startswith("Erreur : t.toml, ligne 2")
    assert "on_time_rate" in answer.stderr
    assert "--skip-bad" not in answer.stderr


def test_a_pattern_that_no_shell_expanded_is_expanded(run: Any, tickets: Path) -> None:
    assert run("diagnose", "tick*.csv", "--quiet").returncode == 0
    assert run("diagnose", "zzz*.csv", "--quiet").returncode == 2


@pytest.mark.parametrize(
    "names",
    [
        ["jira_titanium/raw_rest_ALOY_DAEMON_MOD.jsonl.gz"],
        [
            f"jira_titanium/{name}"
            for name in ("issues.csv.gz", "comments.csv.gz", "links.csv", "sprints.csv", "versions.csv")
        ],
    ],
)
def test_real_exports_are_diagnosed(run: Any, shared_data: Callable[[str], Path], names: list[str]) -> None:
    answer = run("diagnose", *(shared_data(name) for name in names), "--json", "-")
    assert (answer.returncode, answer.stderr) == (0, "")
    jsonschema.validate(json.loads(answer.stdout), json.loads(run("schema").stdout))
