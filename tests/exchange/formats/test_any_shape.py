"""Whatever the values of a JSON export, and wherever it is cut, it is read or refused: nothing else comes out."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.exchange.assembly.fragment import Fragment
from gouvernail.exchange.formats import github, jira_rest, trello
from gouvernail.exchange.options import Options
from gouvernail.exchange.problems import BadInput
from gouvernail.exchange.sources.source import of_bytes
from tests.exchange.formats.conftest import NOW

Values = st.SearchStrategy[Any]


def anything(names: str) -> Values:
    """Give any JSON value, whose objects have fields of these names."""
    return st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names.split()), inner, max_size=4),
        max_leaves=12,
    )


@dataclass(frozen=True)
class Format:
    """A JSON format: its reader, its documents, what may be an item in them, and a document that is in order."""

    read: Callable[..., Fragment]
    documents: Values
    items: Callable[[Any], Sequence[Any]]
    valid: Any


_GITHUB = anything("name title event label labels assignee milestone due_on created_at rename to from source")
_TRELLO = anything("id name idList type date data card old due list listBefore member fullName labels")
_JIRA = anything(
    "key name fields status statusCategory created comment comments author body changelog histories items field"
    " fromString toString fixVersions issuelinks type outwardIssue parent labels content text total"
)
_CARD = "65a0b1c2d3e4f5a6b7c8d901"

FORMATS = {
    "github": Format(
        github.read,
        st.lists(
            st.fixed_dictionaries(
                {"number": st.integers() | _GITHUB, "title": _GITHUB, "state": _GITHUB},
                optional=dict.fromkeys(
                    ["labels", "assignees", "milestone", "timeline", "user", "created_at", "comments", "reactions"],
                    _GITHUB,
                ),
            ),
            max_size=3,
        ),
        lambda document: document,
        [{"number": 1, "title": "Reprise", "state": "open", "created_at": "2025-01-02T00:00:00Z", "labels": []}],
    ),
    "jira_rest": Format(
        jira_rest.read,
        st.fixed_dictionaries(
            {
                "issues": st.lists(
                    st.fixed_dictionaries({"key": st.text(max_size=4), "fields": _JIRA, "changelog": _JIRA}),
                    max_size=3,
                )
            }
        ),
        lambda document: document["issues"],
        {"issues": [{"key": "CRM-1", "fields": {"summary": "Reprise", "created": "2025-01-02T00:00:00.000+0100"}}]},
    ),
    "trello": Format(
        trello.read,
        st.fixed_dictionaries(
            {"cards": st.lists(_TRELLO), "lists": st.lists(_TRELLO), "actions": _TRELLO, "members": _TRELLO}
        ),
        lambda document: document["cards"],
        {"lists": [{"id": "l1", "name": "À faire"}], "cards": [{"id": _CARD, "name": "Reprise", "idList": "l1"}]},
    ),
}
"""By the name of the module, in its order."""


@pytest.mark.parametrize("name", FORMATS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_values_of_any_shape_are_read_or_refused(name: str, data: st.DataObject) -> None:
    each = FORMATS[name]
    document = data.draw(each.documents)
    source = of_bytes("export.json", json.dumps(document).encode())
    with suppress(BadInput):
        items = each.read([source], Options(now=NOW)).items
        assert items is not None
        assert items.height <= len(each.items(document))


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_is_whole_is_read(name: str) -> None:
    each = FORMATS[name]
    source = of_bytes("export.json", json.dumps(each.valid).encode())
    items = each.read([source], Options(now=NOW)).items
    assert items is not None
    assert items.height == 1


@pytest.mark.parametrize("name", FORMATS)
@given(data=st.data())
def test_a_file_that_is_cut_is_refused_by_name(name: str, data: st.DataObject) -> None:
    each = FORMATS[name]
    whole = json.dumps(each.valid, ensure_ascii=False).encode()
    source = of_bytes("export.json", whole[: data.draw(st.integers(1, len(whole) - 1))])
    with pytest.raises(BadInput) as caught:
        each.read([source], Options(now=NOW))
    assert caught.value.problem.file == "export.json"
