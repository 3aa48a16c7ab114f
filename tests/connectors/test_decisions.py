"""What people decided, laid over what was decided before, and written for the command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.connectors.bridge.decisions import fingerprint_of, mapping_text, over, signature_of
from gouvernail.exchange.mapping.profile import parse

HEADERS = ("Clé", "Titre", "But visé", "État")
SIGNATURE = signature_of(HEADERS)
FIELDS = st.sampled_from(["objective", "ignore", "title", "owner"])
DECISIONS = st.fixed_dictionaries(
    {},
    optional={
        "tables": st.dictionaries(
            st.just(SIGNATURE),
            st.fixed_dictionaries({"columns": st.dictionaries(st.sampled_from(HEADERS), FIELDS)}),
        ),
        "states": st.dictionaries(st.sampled_from(["Livré", "En cours"]), st.sampled_from(["done", "started"])),
        "priorities": st.lists(st.sampled_from(["Haute", "Basse"]), min_size=1, unique=True),
    },
)


@given(DECISIONS, DECISIONS)
def test_mine_win_and_nothing_is_lost(mine: dict, theirs: dict) -> None:
    merged = over(mine, theirs)
    columns = lambda said: said.get("tables", {}).get(SIGNATURE, {}).get("columns", {})  # noqa: E731  # short
    assert columns(merged) == {**columns(theirs), **columns(mine)}
    assert merged["states"] == {**theirs.get("states", {}), **mine.get("states", {})}
    assert over(mine, merged) == merged


@given(DECISIONS)
def test_the_command_reads_what_the_page_writes(decisions: dict) -> None:
    name = "demandes [2025] › Feuille 1.xlsx"
    profile = parse(mapping_text(decisions, {name: HEADERS}), "mapping.toml")
    columns = decisions.get("tables", {}).get(SIGNATURE, {}).get("columns", {})
    assert dict(profile.for_file(name).columns) == columns
    assert dict(profile.states) == decisions.get("states", {})
    assert list(profile.priorities) == decisions.get("priorities", [])


def test_the_column_of_the_version_is_no_field() -> None:
    decisions = {"tables": {SIGNATURE: {"columns": {"État": "version"}}}}
    profile = parse(mapping_text(decisions, {"a.csv": HEADERS}), "mapping.toml").for_file("a.csv")
    assert (profile.version_column, dict(profile.columns)) == ("État", {})


def test_copies_of_one_file_are_one_source_whatever_their_number() -> None:
    one = fingerprint_of({"janvier.csv": HEADERS})
    assert one == fingerprint_of({"janvier.csv": HEADERS, "mars.csv": HEADERS})
    assert one != fingerprint_of({"janvier.csv": HEADERS[:-1]})
    assert fingerprint_of({"github": ()}) != fingerprint_of({"trello": ()})


@pytest.mark.parametrize("headers", [(), ("",), ("a" * 10_000,), ("\ud800",)])
def test_any_headers_have_a_signature(headers: tuple[str, ...]) -> None:
    assert len(signature_of(headers)) == 16
