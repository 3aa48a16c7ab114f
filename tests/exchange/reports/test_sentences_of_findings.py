"""Which sentence an indicator is said with."""

from collections.abc import Mapping

import pytest

from gouvernail.exchange.reports.contents.findings import needs, sentence
from gouvernail.exchange.wording import Language, Words
from gouvernail.method.diagnosis import Finding, Verdict

FRENCH, ENGLISH = Words("fr"), Words("en")


def _finding(
    name: str,
    *,
    n: int,
    value: float | None,
    details: Mapping[str, float],
    caveats: tuple[str, ...] = (),
    verdict: Verdict = Verdict.EXCLUDED,
) -> Finding:
    return Finding(
        id=name,
        number=1,
        verdict=verdict,
        unit="days",
        threshold=90,
        beyond="below",
        source="[P]",
        n=n,
        value=value,
        details=details,
        caveats=caveats,
    )


def test_an_indicator_without_a_figure_says_why_in_its_own_words() -> None:
    stays = _finding("business_retention", n=44, value=None, details={"gone": 21, "still": 23})
    assert sentence(FRENCH, stays).startswith("Plus de la moitié des personnes du métier sont encore là")
    assert "23" in sentence(ENGLISH, stays)


def test_without_any_observation_the_general_words_are_said() -> None:
    nobody = _finding("business_retention", n=0, value=None, details={"gone": 0, "still": 0})
    assert sentence(FRENCH, nobody) == FRENCH.say("report.finding.no_value", n=0)


def test_nothing_late_is_said_without_a_delay() -> None:
    kept = _finding("on_time_rate", n=12, value=1.0, details={"late": 0, "median_days": 0.0})
    assert sentence(ENGLISH, kept) == "100% of the announced dates are kept, out of 12\N{NO-BREAK SPACE}due dates."
    late = _finding("on_time_rate", n=12, value=0.5, details={"late": 6, "median_days": 7.0})
    assert "7\N{NO-BREAK SPACE}days" in sentence(ENGLISH, late)


@pytest.mark.parametrize("words", [FRENCH, ENGLISH])
def test_a_caveat_that_takes_a_figure_away_has_its_own_sentence(words: Words) -> None:
    queue = {"name": "first_come_first_served", "n": 20, "value": 0.8}
    whole = sentence(words, _finding(**queue, details={"tau_queue": 0.31}))
    bare = sentence(words, _finding(**queue, details={}, caveats=("merit_unknown", "nothing_waited_together")))
    assert words.say("report.cells.decimal", value=0.31) in whole
    assert whole.startswith(bare[:-1])


@pytest.mark.parametrize(("language", "said"), [("fr", "Rien, car des mots"), ("en", "Nothing, for words")])
def test_more_of_the_same_is_not_asked_for_where_it_would_settle_nothing(language: Language, said: str) -> None:
    loud = _finding(
        "urgency_words", n=30, value=0.9, details={}, caveats=("text_only",), verdict=Verdict.NOT_ENOUGH_DATA
    )
    assert needs(Words(language), loud).startswith(said)
