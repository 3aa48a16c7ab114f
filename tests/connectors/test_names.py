"""Names that people type become names that systems hold."""

from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.services.names import distinct, stored_name
from gouvernail.workspaces.services.file_names import shown_name

ANY = st.text(max_size=300)


@given(ANY)
def test_a_shown_name_can_be_written_anywhere(given_name: str) -> None:
    name = shown_name(given_name)
    assert name
    assert name not in {".", ".."}
    assert not name.startswith(".")
    assert not {"/", "\\", "\x00", "\n", "\u202e"} & set(name)
    assert len(name) <= 80
    assert len(name.encode()) <= 255


@given(ANY)
def test_showing_a_name_twice_changes_nothing(given_name: str) -> None:
    name = shown_name(given_name)
    assert shown_name(name) == name


@given(st.lists(st.sampled_from(["a.csv", "A.csv", "2-a.csv", "b.csv"]), max_size=12))
def test_names_are_told_apart_whatever_their_case(names: list[str]) -> None:
    found = distinct(names)
    assert len({name.casefold() for name in found}) == len(names)


@given(ANY)
def test_nothing_that_was_typed_is_in_the_storage(given_name: str) -> None:
    name = stored_name(7, shown_name(given_name))
    assert name.isascii()
    assert name.startswith("007")
    assert len(name) <= 12
