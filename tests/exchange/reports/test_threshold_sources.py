"""Where a threshold comes from is said in the reader's language, and one's own source stays as it was given."""

import re

import pytest

from gouvernail.exchange.reports.contents.findings import threshold_source
from gouvernail.exchange.wording import Language, Words
from gouvernail.exchange.wording.words import sentences
from gouvernail.method.diagnosis import settings

_IDS = sorted(settings.load().thresholds)


@pytest.mark.parametrize("indicator", _IDS)
def test_a_source_is_marks_and_references_and_no_sentence(indicator: str) -> None:
    source = settings.load().threshold(indicator).source
    assert re.fullmatch(r"(\[P\]|(\[P\]; )?\[L\] [^:()%]+)", source)


def test_what_a_source_says_follows_it_in_both_languages() -> None:
    source = settings.load().threshold("on_time_rate").source
    said = {language: threshold_source(Words(language), "on_time_rate", source) for language in ("fr", "en")}
    note = {language: sentences(language, "indicators")["on_time_rate"]["threshold_note"] for language in ("fr", "en")}
    assert said["fr"] == (
        "seuil proposé par nous, à remplacer par le vôtre\N{NARROW NO-BREAK SPACE}; "
        f"repère publié (SAFe, predictability measure)\N{NO-BREAK SPACE}: {note['fr']}"
    )
    assert said["en"] == (
        "threshold proposed by us, to be replaced by yours; "
        f"published reference (SAFe, predictability measure): {note['en']}"
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("indicator", _IDS)
def test_no_reader_meets_a_mark_or_an_option_of_the_command(indicator: str, language: Language) -> None:
    said = threshold_source(Words(language), indicator, settings.load().threshold(indicator).source)
    assert not re.search(r"\[[PL]\]|--", said)


@pytest.mark.parametrize(("language", "said"), [("fr", "votre seuil"), ("en", "your threshold")])
def test_a_threshold_changed_without_a_word_is_the_readers(language: Language, said: str) -> None:
    changed = settings.load("[indicators.on_time_rate]\nthreshold = 0.7")
    assert threshold_source(Words(language), "on_time_rate", changed.threshold("on_time_rate").source) == said


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reference_is_among_the_publications_cited(language: Language) -> None:
    cited = sentences(language, "report")["method"]["references"]["text"].casefold()
    sources = "; ".join(each.source for each in settings.load().thresholds.values())
    names = set(
        re.findall(r"Vacanti|SAFe|Kohavi|Mann|Kendall|DORA|Bano|Zowghi|PMBOK|[\w ]*Merger Guidelines|RACI", sources)
    )
    assert len(names) > 9
    assert [
        name for name in names if name.strip().casefold().replace("safe", "scaled agile framework") not in cited
    ] == []


def test_a_source_of_ones_own_stays_as_it_was_given() -> None:
    changed = settings.load("[indicators.on_time_rate]\nthreshold = 0.7\nsource = 'notre comité'")
    assert threshold_source(Words("fr"), "on_time_rate", changed.threshold("on_time_rate").source) == "notre comité"
