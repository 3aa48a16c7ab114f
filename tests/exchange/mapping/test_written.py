import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.exchange.mapping.fields import FIELDS
from gouvernail.exchange.mapping.profile import Profile, parse
from gouvernail.exchange.mapping.written import dump
from gouvernail.exchange.values.orders import DateOrder
from gouvernail.exchange.wording import Language, Words
from gouvernail.method.history.shape import STATES

_headers = st.text(alphabet=string.ascii_letters + " éÉ'\"\\[]#=.\n|", min_size=1, max_size=12)
_texts = st.lists(_headers, max_size=3).map(tuple)
_profiles = st.builds(
    Profile,
    role=st.sampled_from([None, "items", "comments"]),
    key=_texts,
    columns=st.dictionaries(_headers, st.sampled_from([*FIELDS["items"], "due_on:preview", "ignore"]), max_size=5),
    keep=st.dictionaries(_headers, _texts, max_size=2),
    states=st.dictionaries(_headers, st.sampled_from(STATES), max_size=4),
    dropped=_texts,
    priorities=_texts,
    builders=_texts,
    business=_texts,
    date_order=st.sampled_from([None, *DateOrder]),
    date_orders=st.dictionaries(_headers, st.sampled_from(DateOrder), max_size=2),
    lists=st.dictionaries(st.sampled_from(["labels", "iterations"]), st.just("first"), max_size=2),
    separators=st.dictionaries(st.sampled_from(["labels", "iterations"]), st.sampled_from("|,;"), max_size=2),
    delivered=st.dictionaries(_headers, _headers, max_size=2),
    version_column=st.none() | _headers,
    version_kind=st.sampled_from([None, "copies", "log"]),
    version_rank=st.sampled_from([None, "lines"]),
)


@given(_profiles, _profiles, st.sampled_from(["fr", "en"]))
def test_what_is_written_reads_back_the_same(common: Profile, own: Profile, language: Language) -> None:
    profile = replace(common, files=(("sprints*.csv", own),))
    read = parse(dump(profile, Words(language)), "mapping.toml")
    assert replace(read, source="", files=()) == replace(profile, files=())
    assert [(pattern, replace(each, source="")) for pattern, each in read.files] == [("sprints*.csv", own)]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_part_is_commented(language: Language) -> None:
    profile = Profile(role="items", columns={"a": "key"}, states={"x": "done"}, priorities=("P1",))
    lines = dump(profile, Words(language)).splitlines()
    for number, line in enumerate(lines):
        if line.startswith("["):
            assert lines[number - 1].startswith("# ")
