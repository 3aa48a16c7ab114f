"""What a column alone cannot tell is said: which end of a scale presses, how long a day of work is."""

from collections.abc import Callable

from gouvernail.exchange.reading import Reading

Read = Callable[..., Reading]


def _items(header: str, values: list[str]) -> str:
    rows = "".join(f"A-{n};Écran {n};Fait;0{n}/01/2024;{value}\n" for n, value in enumerate(values, start=1))
    return f"Clé;Titre;Statut;Créé le;{header}\n{rows}"


def _codes(found: Reading) -> set[str]:
    return {guess.code for guess in found.guesses}


def test_bare_numbers_of_priority_are_a_guess(read_texts: Read) -> None:
    found = read_texts(items=_items("Priorité", ["1", "2", "3", "4", "5"]))
    assert "priority_numbers" in _codes(found)
    assert found.history.items["priority_level"].to_list() == [1, 2, 3, 4, 5]


def test_the_order_that_the_mapping_gives_is_none(read_texts: Read) -> None:
    found = read_texts(
        items=_items("Priorité", ["1", "2", "3", "4", "5"]), mapping='[priorities]\norder = ["5", "4", "3", "2", "1"]\n'
    )
    assert "priority_numbers" not in _codes(found)
    assert found.history.items["priority_level"].to_list() == [5, 4, 3, 2, 1]


def test_words_settle_the_scale(read_texts: Read) -> None:
    found = read_texts(items=_items("Priorité", ["1 - Critique", "2 - Haute", "3 - Basse"]))
    assert "priority_numbers" not in _codes(found)


def test_hours_and_days_are_counted_together_and_said(read_texts: Read) -> None:
    found = read_texts(items=_items("Charge", ["4h", "2j", "1 sem", "1,5 j", "7"]))
    assert found.history.items["size"].to_list() == [0.5, 2.0, 5.0, 1.5, None]
    assert [notice.code for notice in found.notices] == ["mixed_units", "unreadable_numbers"]


def test_one_unit_is_left_as_it_is(read_texts: Read) -> None:
    found = read_texts(items=_items("Charge", ["4h", "16h", "3h"]))
    assert found.history.items["size"].to_list() == [4.0, 16.0, 3.0]
    assert not found.notices
