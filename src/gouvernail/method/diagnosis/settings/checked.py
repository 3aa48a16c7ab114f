"""From the tables of the file to the typed settings, each value in its range."""

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from gouvernail.method.diagnosis.settings.fault import SettingsError, line_of
from gouvernail.method.diagnosis.settings.settings import (
    Exit,
    Lever,
    Network,
    NetworkFinding,
    Robustness,
    Settings,
    Threshold,
)

_MOST_LINK = 0.99  # 1 would say that a cause never hides
# Parameters that are parts of one.
_SHARES = frozenset({"percentile", "probability", "suspicious_wins", "first_share", "rank_share"})
_MOST_DRAWS = 10_000
_MOST = 1e6
_MOST_CONFIRMING = 5

Value = TypeVar("Value")


def checked(tables: dict[str, Any], text: str) -> Settings:
    """Build the settings.

    Parameters
    ----------
    tables
        The whole file.
    text
        What the user wrote, to find the line of a fault.

    Raises
    ------
    SettingsError
        When a value is out of its range.
    """
    return _Reader(text).settings(tables)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def settings(self, tables: dict[str, Any]) -> Settings:
        return Settings(
            thresholds=_frozen({key: self._threshold(key, table) for key, table in tables["indicators"].items()}),
            symptoms=_frozen({key: tuple(family) for key, family in tables["symptoms"].items()}),
            network=self._network(tables["network"], causes=tuple(tables["levers"])),
            levers=_frozen({cause: _lever(cause, table) for cause, table in tables["levers"].items()}),
            urgency_words=_frozen({key: self._words(key, words) for key, words in tables["urgency_words"].items()}),
        )

    def _number(self, table: Mapping[str, Any], path: tuple[str, ...], low: float, high: float) -> float:
        value = table[path[-1]]
        if not (math.isfinite(value) and low <= value <= high):
            raise self._fault(path, value, f"{low:g}–{high:g}")
        return float(value)

    def _whole(self, table: Mapping[str, Any], path: tuple[str, ...], low: int, high: float) -> int:
        value = self._number(table, path, low, high)
        if value != int(value):
            raise self._fault(path, value, f"{low}, {low + 1}, {low + 2}…")
        return int(value)

    def _fault(self, path: tuple[str, ...], found: object, expected: str) -> SettingsError:
        return SettingsError(
            "thresholds_out_of_range",
            key=".".join(path),
            line=line_of(self._text, path),
            found=str(found),
            expected=expected,
        )

    def _threshold(self, key: str, table: dict[str, Any]) -> Threshold:
        path = ("indicators", key)
        low, high = table["range"]
        parameters = table.get("parameters", {})
        return Threshold(
            id=key,
            number=table["number"],
            value=self._number(table, (*path, "threshold"), low, high),
            beyond=table["beyond"],
            minimum=self._whole(table, (*path, "minimum"), 1, _MOST),
            source=table["source"],
            most_q=self._number(table, (*path, "most_q"), 0.5, 1) if "most_q" in table else 1.0,
            alone=table.get("alone", True),
            parameters=_frozen(
                {
                    name: self._number(parameters, (*path, "parameters", name), 0, 1 if name in _SHARES else _MOST)
                    for name in parameters
                }
            ),
        )

    def _network(self, table: dict[str, Any], causes: tuple[str, ...]) -> Network:
        path = ("network",)
        strengths = {
            word: self._number(table["strengths"], (*path, "strengths", word), 0, _MOST_LINK)
            for word in table["strengths"]
        }
        words, naming = table["words"], table["naming"]
        possible = self._number(words, (*path, "words", "possible"), 0, 1)
        return Network(
            causes=causes,
            findings=tuple(self._finding(key, one, strengths, causes) for key, one in table["findings"].items()),
            prior=self._number(table, (*path, "prior"), 0.01, 0.99),
            leak=self._number(table, (*path, "leak"), 0.001, 0.9),
            robustness=self._robustness(table["robustness"]),
            probable=self._number(words, (*path, "words", "probable"), possible, 1),
            possible=possible,
            naming_findings=self._whole(naming, (*path, "naming", "findings"), 1, _MOST_CONFIRMING),
            naming_weight=self._number(naming, (*path, "naming", "weight"), 0, 1),
        )

    def _robustness(self, table: dict[str, Any]) -> Robustness:
        path = ("network", "robustness")
        low = self._number(table, (*path, "prior_low"), 0.01, 0.99)
        return Robustness(
            draws=self._whole(table, (*path, "draws"), 1, _MOST_DRAWS),
            link_spread=self._number(table, (*path, "link_spread"), 0, 3),
            link_most=self._number(table, (*path, "link_most"), 0, _MOST_LINK),
            prior_low=low,
            prior_high=self._number(table, (*path, "prior_high"), low, 0.99),
            leak_spread=self._number(table, (*path, "leak_spread"), 0, 3),
            leak_most=self._number(table, (*path, "leak_most"), 0.001, 0.9),
        )

    def _finding(
        self, key: str, table: dict[str, Any], strengths: dict[str, float], causes: tuple[str, ...]
    ) -> NetworkFinding:
        path = ("network", "findings", key, "links")
        links = {cause: self._link(table["links"], (*path, cause), strengths, causes) for cause in table["links"]}
        return NetworkFinding(
            id=key,
            indicators=tuple(table["indicators"]),
            links=_frozen({cause: link for cause, link in links.items() if link > 0}),
            own=table.get("own", False),
        )

    def _link(
        self, links: dict[str, Any], path: tuple[str, ...], strengths: dict[str, float], causes: tuple[str, ...]
    ) -> float:
        cause, value = path[-1], links[path[-1]]
        if cause not in causes:
            raise self._fault(path, cause, ", ".join(causes))
        if not isinstance(value, str):
            return self._number(links, path, 0, _MOST_LINK)
        if value not in strengths:
            raise self._fault(path, value, ", ".join((*strengths, f"0–{_MOST_LINK}")))
        return strengths[value]

    def _words(self, language: str, words: list[Any]) -> tuple[str, ...]:
        for word in words:
            if not isinstance(word, str) or not word.strip():
                raise self._fault(("urgency_words", language), word, '"…"')
        return tuple(words)


def _lever(cause: str, table: dict[str, Any]) -> Lever:
    return Lever(cause=cause, name=table["name"], exits=tuple(Exit(**one) for one in table["exits"]))


def _frozen(table: dict[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType(table)
