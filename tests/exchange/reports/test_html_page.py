"""The page stands alone: no request, no script, a policy that says so, a structure that assistive tools can read."""

import re
from base64 import b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from gouvernail.exchange.reports.html import html_report
from gouvernail.exchange.reports.report import Report
from gouvernail.exchange.wording import Words

_VOID = frozenset({"meta", "link", "input", "br", "rect", "path", "circle", "polyline", "polygon"})


@dataclass
class Page(HTMLParser):
    """The tags of a page in order, and its text."""

    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    open_tags: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    css: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open_tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open_tags and self.open_tags[-1] == "style":
            self.css += data
        else:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def source(report: Report, words: Words) -> str:
    return html_report(report, words)


@pytest.fixture
def page(source: str) -> Page:
    page = Page()
    page.feed(source)
    assert page.open_tags == []
    return page


def test_it_runs_no_script_and_carries_no_inline_style(page: Page) -> None:
    assert page.all("script") == []
    for _, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_it_asks_for_nothing_outside_itself(page: Page) -> None:
    addresses = [
        value for _, attributes in page.tags for name, value in attributes.items() if name in {"src", "href", "srcset"}
    ]
    assert addresses
    assert all(value.startswith("#") or value == "data:," for value in addresses if value is not None)
    assert re.findall(r"url\(\"(\w+:)", page.css) == ["data:"]
    assert "@import" not in page.css


def test_its_policy_allows_its_one_style_sheet_and_nothing_else(page: Page) -> None:
    (policy,) = [
        one["content"]
        for one in page.all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
        if one["content"]
    ]
    digest = b64encode(sha256(page.css.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_it_says_its_language(page: Page, words: Words) -> None:
    assert page.all("html")[0]["lang"] == words.language


def test_its_headings_never_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scoped_heads(page: Page) -> None:
    assert len(page.all("table")) == len(page.all("caption")) > 5
    assert all(one.get("scope") in {"col", "row", "rowgroup"} for one in page.all("th"))


def test_every_drawing_is_named_or_hidden(page: Page) -> None:
    assert all(
        one.get("aria-hidden") == "true" or (one.get("role") == "img" and one.get("aria-label"))
        for one in page.all("svg")
    )


def test_every_anchor_leads_somewhere(page: Page) -> None:
    names = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(names) == len(set(names))
    assert {one["href"] for one in page.all("a")} <= {f"#{name}" for name in names}


def test_it_shows_twenty_rows_and_says_how_many_more(report: Report) -> None:
    page = html_report(report, Words("fr"))
    assert "CRM-20</bdi>" in page
    assert "CRM-21</bdi>" not in page
    assert "Et 59 autres lignes" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_sample_is_labelled_and_real_data_are_not(report: Report) -> None:
    words = Words("fr")
    assert "Exemple simulé" in html_report(report, words)
    assert "Exemple simulé" not in html_report(replace(report, sample=False), words)


def test_a_report_with_nothing_to_say_still_says_what_is_missing(report: Report) -> None:
    empty = replace(report.diagnosis, since=None, until=None, causes=(), promises=None, findings=(), symptoms=())
    page = html_report(replace(report, diagnosis=empty), Words("fr"))
    assert "Aucune cause ne ressort" in page
    assert "ne permet pas de suivre des promesses" in page


def test_the_same_report_is_written_twice_alike(report: Report, words: Words) -> None:
    assert html_report(report, words) == html_report(report, words)
