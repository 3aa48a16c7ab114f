import polars as pl

from gouvernail.exchange.assembly.people import sides, sides_guess, without_mail
from gouvernail.exchange.mapping import Profile


def _sides(*people: str | None, owners: tuple[str, ...], profile: Profile | None = None) -> list[str]:
    touches = pl.DataFrame({"person": pl.Series(people, dtype=pl.String)})
    return sides(touches, pl.Series(owners, dtype=pl.String), profile or Profile())["side"].to_list()


def test_who_owned_builds_and_who_only_acts_asks() -> None:
    assert _sides("ana", "bob", None, owners=("ana",)) == ["builder", "business", "unknown"]


def test_without_any_owner_nobody_can_be_told() -> None:
    assert _sides("ana", "bob", owners=()) == ["unknown", "unknown"]


def test_the_mapping_has_the_last_word() -> None:
    profile = Profile(builders=("bob",), business=("ana",))
    assert _sides("ana", "bob", owners=("ana",), profile=profile) == ["business", "builder"]
    assert _sides("ana", "bob", "zoe", owners=(), profile=profile) == ["business", "builder", "unknown"]


def test_a_side_that_the_source_gives_is_kept() -> None:
    touches = pl.DataFrame({"person": ["ana", "ana"], "side": ["business", None]})
    assert sides(touches, pl.Series(["ana"]), Profile())["side"].to_list() == ["business", "builder"]


def test_a_mail_is_taken_off_a_name() -> None:
    people = pl.Series(["Ana Bé <ana@x.fr>", "bob@x.fr", None, "<zoe@x.fr>"])
    assert without_mail(people).to_list() == ["Ana Bé", "bob@x.fr", None, "<zoe@x.fr>"]


def test_who_owns_is_counted_even_without_a_word() -> None:
    touches = pl.DataFrame({"person": ["zoe", "ana"], "side": ["business", "builder"]})
    guess = sides_guess(touches, pl.Series(["ana", "bob", None, "bob"]), "f.csv")[0]
    assert (guess.params["builder"], guess.params["business"]) == (2, 1)


def test_nothing_is_said_where_no_side_is_known() -> None:
    touches = pl.DataFrame({"person": ["zoe"], "side": ["unknown"]})
    assert sides_guess(touches, pl.Series([None], dtype=pl.String), "f.csv") == []
