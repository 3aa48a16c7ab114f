from pathlib import Path

import pytest

from gouvernail.exchange.mapping.profile import Profile, load, parse
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.values.orders import DateOrder

_WHOLE = """
key = ["product", "feature_slug"]
version_column = "commit_date"

[columns]
"En-tête" = "title"
ga = "due_on"
public_preview = "due_on:public_preview"
alpha = "horizon:alpha"
bruit = "ignore"

[keep]
lang = ["fr"]

[states]
"En recette" = "started"

[priorities]
order = ["P0", "P1"]

[people]
builders = ["Ana"]
business = ["Bob"]

[dates]
order = "day_first"

[separators]
labels = "|"

[delivered]
ga = "ga_shipped"

[files."sprints*.csv"]
role = "calendar"

[files."sprints*.csv".columns]
Nom = "name"
"""


def test_every_part_is_read() -> None:
    profile = parse(_WHOLE, "mapping.toml")
    assert profile.key == ("product", "feature_slug")
    assert profile.columns["alpha"] == "horizon:alpha"
    assert profile.keep == {"lang": ("fr",)}
    assert profile.states == {"En recette": "started"}
    assert profile.priorities == ("P0", "P1")
    assert (profile.builders, profile.business) == (("Ana",), ("Bob",))
    assert profile.date_order is DateOrder.DAY_FIRST
    assert profile.separators == {"labels": "|"}
    assert profile.delivered == {"ga": "ga_shipped"}


def test_what_is_said_of_a_file_wins_for_that_file_only() -> None:
    profile = parse(_WHOLE, "mapping.toml")
    assert profile.for_file("sprints-2025.csv").role == "calendar"
    assert profile.for_file("sprints-2025.csv").columns["Nom"] == "name"
    assert profile.for_file("tickets.csv").role is None


def test_the_first_profile_wins_and_the_other_completes() -> None:
    merged = Profile(states={"A": "done"}).over(Profile(states={"A": "started", "B": "dropped"}, priorities=("X",)))
    assert merged.states == {"A": "done", "B": "dropped"}
    assert merged.priorities == ("X",)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[columns]\n"a" = \n', "mapping_broken", 2),
        ("[columns\n", "mapping_broken", 1),
        ('[columns]\n"a" = "titel"\n', "mapping_unknown_field", 2),
        ("[colums]\n", "mapping_unknown_part", 1),
        ('\n[states]\n"En cours" = "going"\n', "mapping_unknown_state", 3),
        ("key = 3\n", "mapping_not_list", 1),
        ('[dates]\norder = "sideways"\n', "mapping_wrong_value", 2),
        ('[people]\nothers = ["x"]\n', "mapping_unknown_part", 2),
        ("[columns]\na = 1\n", "mapping_not_text", 2),
        ("columns = 'x'\n", "mapping_not_table", 1),
        ('[columns]\nkey = "Clé"\n', "mapping_reversed", 2),
        ('[resolutions]\ndroped = ["x"]\n', "mapping_unknown_part", 2),
        ('[dates]\nordre = "day_first"\n', "mapping_unknown_part", 2),
        ('[priorities]\nordre = ["a"]\n', "mapping_unknown_part", 2),
    ],
)
def test_a_fault_is_said_with_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(BadInput) as caught:
        parse(text, "mapping.toml")
    assert (caught.value.problem.code, caught.value.problem.line) == (code, line)
    assert caught.value.problem.file == "mapping.toml"


def test_close_fields_are_proposed() -> None:
    with pytest.raises(BadInput) as caught:
        parse('[columns]\n"a" = "titel"\n', "mapping.toml")
    assert "title" in str(caught.value.problem.params["near"])


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        load(tmp_path / "absent.toml")
    assert caught.value.problem.code == "mapping_unreadable"


@pytest.mark.parametrize("page", ["formats.md", "formats-lus.md"])
def test_the_example_of_the_documentation_is_read(page: str) -> None:
    text = (Path(__file__).parents[3] / "docs" / "reference" / page).read_text(encoding="utf-8")
    profile = parse(text.partition("```toml\n")[2].partition("```")[0], page)
    assert profile.date_order is DateOrder.DAY_FIRST
    assert list(profile.date_orders.values()) == [DateOrder.MONTH_FIRST]
    assert set(profile.delivered.values()) >= {"when_done", "never"}
    assert profile.lists == {"iterations": "first"}
