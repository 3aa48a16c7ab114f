"""Which indicator was meant by `--explain`."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

from gouvernail.cli.refusals import Refusal
from gouvernail.exchange.wording.words import sentences

if TYPE_CHECKING:
    from gouvernail.exchange.wording import Words


def indicator_called(typed: str, words: "Words") -> str:
    """Give the id of the indicator typed as an id (`on_time_rate`, `on-time-rate`) or a number.

    Raises
    ------
    Refusal
        When there is none; with the ids that look alike.
    """
    from gouvernail.method.diagnosis import indicators  # noqa: F401  # importing them registers them
    from gouvernail.method.diagnosis.indicator import REGISTRY

    text = typed.strip().lower().removeprefix("#").replace("-", "_").replace(" ", "_")
    numbers = {str(one.number): name for name, one in REGISTRY.items()}
    if found := numbers.get(text.lstrip("0")) or (text if text in REGISTRY else None):
        return found
    close = _close(text, list(REGISTRY), words)
    if close:
        raise Refusal("unknown_indicator_close", found=typed, close=", ".join(close))
    raise Refusal("unknown_indicator", found=typed, last=len(REGISTRY), example=next(iter(REGISTRY)))


def _close(text: str, ids: list[str], words: "Words") -> list[str]:
    named = sentences(words.language, "indicators")
    names = {str(named[each]["name"]).lower(): each for each in ids if each in named}
    by_id = get_close_matches(text, ids, n=3, cutoff=0.5) or [each for each in ids if text and text in each][:3]
    by_name = [names[name] for name in get_close_matches(text.replace("_", " "), names, n=3, cutoff=0.5)]
    return list(dict.fromkeys([*by_id, *by_name]))[:3]
