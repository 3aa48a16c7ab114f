"""Without keys: which lines are one item under two titles, and which are two items whose titles are built alike."""

import itertools
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.exchange.reading import Reading
from gouvernail.exchange.values.folding import fold_series
from tests.exchange.versions.conftest import Rows, reading, write_workbook

Pile = Callable[[Mapping[str, Rows]], list[Path]]
Row = tuple[str, str, str, str, str]

HEADER = ("Chantier", "Direction", "Statut", "Échéance", "Porteur")
ALWAYS: tuple[Row, ...] = (
    ("Campagnes : exclure les désinscrits", "Marketing", "Planifié", "2025-11", "Zoé"),
    ("Devis : imprimer en couleurs", "Ventes", "Planifié", "2025-12", "Léa"),
    ("Intégrations : synchroniser l’agenda", "SI", "Planifié", "2025-10", "Marc"),
)
MOBILE: Row = ("Fiche client : afficher le potentiel en mobilité", "Ventes", "En cours", "2025-03", "Léa")
PARTNERS: Row = ("Fiche client : afficher le potentiel pour les partenaires", "Ventes", "Planifié", "2025-09", "Léa")


def state(row: Row, word: str) -> Row:
    return (*row[:2], word, *row[3:])


def titled(row: Row, title: str) -> Row:
    return (title, *row[1:])


def shown(pile: Pile, *versions: tuple[Row, ...]) -> Reading:
    """Read versions of which each shows these rows, besides the few that never change."""
    return reading(
        pile({f"roadmap 2025-{n:02}.xlsx": [HEADER, *ALWAYS, *rows] for n, rows in enumerate(versions, start=1)})
    )


def by_title(read: Reading) -> Mapping[str, object]:
    return next(guess for guess in read.guesses if guess.code == "versions_by_title").params


def reopened(read: Reading) -> int:
    return read.history.changes.filter(pl.col("field") == "state", pl.col("old") == "done").height


def renamed(read: Reading) -> list[tuple[str, str]]:
    return read.history.changes.filter(pl.col("field") == "title").select("old", "new").rows()


def test_a_reworded_title_is_followed_when_the_rest_of_the_line_agrees(pile: Pile) -> None:
    new = titled(MOBILE, f"{MOBILE[0]} (V2)")
    read = shown(pile, (MOBILE,), (new,))
    assert renamed(read) == [(MOBILE[0], new[0])]
    assert read.history.items.height == len(ALWAYS) + 1
    assert by_title(read)["doubtful"] == 0


def test_a_reworded_title_on_a_line_that_says_otherwise_is_a_new_item_and_is_counted(pile: Pile) -> None:
    new = (f"{MOBILE[0]} (V2)", "Marketing", "Planifié", "2025-12", "Zoé")
    read = shown(pile, (MOBILE,), (new,))
    assert renamed(read) == []
    assert read.history.items.height == len(ALWAYS) + 2
    assert by_title(read)["doubtful"] == 1


def test_a_delivered_line_is_not_taken_up_by_a_later_one(pile: Pile) -> None:
    new = titled(MOBILE, f"{MOBILE[0]} (V2)")
    read = shown(pile, (MOBILE,), (state(MOBILE, "Livré"),), (new,))
    assert (renamed(read), reopened(read)) == ([], 0)
    assert read.history.items.height == len(ALWAYS) + 2


def test_a_line_that_left_long_ago_is_not_renamed_but_comes_back_under_its_title(pile: Pile) -> None:
    away = shown(pile, (MOBILE,), (), (titled(MOBILE, f"{MOBILE[0]} (V2)"),))
    assert (renamed(away), away.history.items.height) == ([], len(ALWAYS) + 2)
    back = shown(pile, (MOBILE,), (), (MOBILE,))
    assert back.history.items.height == len(ALWAYS) + 1
    assert back.history.items.filter(pl.col("title") == MOBILE[0])["state"].item() == "started"


DASHBOARD = "Tableaux de bord : comparer à l’objectif du trimestre"


@pytest.mark.parametrize(("relative", "items"), [(f"{DASHBOARD} de l’équipe Est", 3), ("Agenda", 2)])
def test_titles_of_one_family_are_not_merged(pile: Pile, relative: str, items: int) -> None:
    # What came is near what left, but as near to a third that was there all the time; without it, it is a rename.
    left, came = titled(MOBILE, f"{DASHBOARD} de l’équipe Sud"), titled(MOBILE, f"{DASHBOARD} de l’équipe Nord")
    stays = titled(PARTNERS, relative)
    read = shown(pile, (left, stays), (came, stays))
    assert read.history.items.height == len(ALWAYS) + items


def test_another_number_is_another_item(pile: Pile) -> None:
    lots = [titled(MOBILE, f"{DASHBOARD} (lot {number})") for number in (1, 2)]
    read = shown(pile, (lots[0],), (lots[1],))
    assert read.history.items.height == len(ALWAYS) + 2
    assert by_title(read)["doubtful"] == 1


def test_between_two_equally_near_titles_there_is_no_choice(pile: Pile) -> None:
    twins = (titled(MOBILE, f"{MOBILE[0]} (V2)"), titled(MOBILE, f"{MOBILE[0]} (V3)"))
    read = shown(pile, (MOBILE,), twins)
    assert renamed(read) == []
    assert by_title(read)["doubtful"] == 2


FAMILY = [
    f"{what} {whom}"
    for what, whom in itertools.product(
        ("Fiche client : afficher le potentiel", "Devis : appliquer la grille de remises"),
        ("en mobilité", "pour les partenaires", "à l’international", "pour le comité de direction"),
    )
]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 1)), min_size=8, max_size=8),
    st.sampled_from(["Léa", ""]),
)
def test_items_that_leave_once_delivered_stay_what_they_were(lives: list[tuple[int, int, int]], owner: str) -> None:
    versions: list[list[Row]] = [list(ALWAYS) for _ in range(5)]
    for title, (start, work, shown_done) in zip(FAMILY, lives, strict=True):
        for number in range(start, min(start + work + shown_done + 1, 5)):
            word = "En cours" if number < start + work else "Livré"
            versions[number].append((title, "Ventes", word, "2025-06", owner))
    with tempfile.TemporaryDirectory() as folder:
        paths = [
            write_workbook(Path(folder) / f"roadmap 2025-{n:02}.xlsx", {"R": [HEADER, *rows]})
            for n, rows in enumerate(versions, start=1)
        ]
        read = reading(paths)
    assert sorted(read.history.items["title"]) == sorted([row[0] for row in ALWAYS] + FAMILY)
    assert (renamed(read), reopened(read)) == ([], 0)


@pytest.mark.parametrize(
    ("columns", "least"),
    [
        ({"titre": "feature_title", "équipe": "product", "échéance": "ga"}, 0.53),
        ({"titre": "feature_title", "échéance": "ga"}, 0.48),
    ],
)
def test_real_renames_are_found_again_without_their_key(
    shared_data: Callable[[str], Path], tmp_path: Path, columns: dict[str, str], least: float
) -> None:
    # French release plans in seven copies; the slug is the truth: 47 features retitled from one copy to the next.
    path = shared_data("ms_business_apps_release_notes/planned_features_snapshots.csv")
    table = pl.read_csv(path, infer_schema=False).filter(pl.col("lang") == "fr")
    copies = table.unique(["commit_date", "product", "feature_slug"], keep="last", maintain_order=True)
    copies = copies.with_columns(
        fold_series(copies["feature_title"]).alias("folded"),
        slug=pl.concat_str("product", "feature_slug", separator="/"),
    )
    parts = sorted(copies.partition_by("commit_date", as_dict=True).items())
    paths = []
    for (day,), copy in parts:
        paths.append(tmp_path / f"plan {day}.csv")
        copy.select(**columns).write_csv(paths[-1])
    found = reading(paths).history.changes.filter(pl.col("field") == "title")
    true = {
        (day[0], old, new)
        for (_, before), (day, after) in itertools.pairwise(parts)
        for old, new in _retitled(before, after)
    }
    sides = (found["at"].dt.date().cast(pl.String), fold_series(found["old"]), fold_series(found["new"]))
    told = {(day, old, new) for day, old, new in zip(*sides, strict=True) if old != new}
    right = len(told & true)
    precision, recall = right / len(told), right / len(true)
    said = f"{len(told)} renames found of {len(true)}: precision {precision:.3f}, recall {recall:.3f}\n"
    sys.stdout.write(said)
    assert precision >= 0.95
    assert recall >= least


def _retitled(before: pl.DataFrame, after: pl.DataFrame) -> list[tuple[str, str]]:
    """Give the titles that one copy has and the next has not, under a slug that both have."""
    pairs = before.join(after, on="slug").select(old="folded", new="folded_right")
    gone = ~pl.col("old").is_in(after["folded"].implode())
    came = ~pl.col("new").is_in(before["folded"].implode())
    return pairs.filter(gone, came).unique().rows()
