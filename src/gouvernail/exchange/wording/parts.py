"""What the parts of a report are called."""

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gouvernail.exchange.wording.words import Words

_NAMES: Final = {"symptom": "causes.symptoms.{}.name", "cause": "causes.{}.name", "indicator": "indicators.{}.name"}


def part_name(words: "Words", about: str, part: str) -> str:
    """Name a symptom, a cause or an indicator; the whole report where it is none of them."""
    key = _NAMES.get(about, "").format(part)
    return words.say(key) if key and words.has(key) else words.say("report.labels.whole_report")
