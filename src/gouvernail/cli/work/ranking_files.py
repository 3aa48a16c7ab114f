"""A ranking written for programs and for spreadsheets."""

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from gouvernail import __version__
from gouvernail.method.robustness import KAPPA, Standing
from gouvernail.method.scoring import Filter

if TYPE_CHECKING:
    from gouvernail.cli.ratings.ranked import Explained, Ranked, RankedItem
    from gouvernail.exchange.wording import Words
    from gouvernail.method.robustness import Duel

VERSION: Final = 1
_DIGITS: Final = 6


def ranking_json(found: "Ranked") -> bytes:
    """Write a ranking; the same scores and seed give the same bytes."""
    asking, scores = found.asking, found.scores
    content = {
        "version": VERSION,
        "kind": "ranking",
        "generator": f"gouvernail {__version__}",
        "input": {
            "file": scores.file,
            "items": len(scores.keys),
            "votes": sum(len(scores.votes[name].levels) for name in Filter),
            "raters": len(scores.raters),
            "columns": dict(scores.headers),
            "skipped": len(scores.skipped),
            "severity": {name.value: state.value for name, state in found.severities.items()},
        },
        "question": {
            "capacity": found.k,
            "assumed": asking.capacity is None,
            "weights": dict(zip((name.value for name in Filter), asking.weights, strict=True)),
            "kappa": KAPPA,
            "samples": asking.samples,
            "seed": asking.seed,
            "exact": asking.exact,
        },
        "standings": {standing.value: found.count(standing) for standing in Standing},
        "items": [_item(item) for item in found.items],
        "agenda": [item.key for item in found.agenda],
        "why": None if found.why is None else _why(found.why),
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _item(item: "RankedItem") -> dict[str, Any]:
    return {
        "place": item.place,
        "key": item.key,
        "title": item.title or None,
        "points": _rounded(item.points),
        "levels": {
            name.value: {"mean": _rounded(level), "low": _rounded(low), "high": _rounded(high)}
            for name, level, (low, high) in zip(Filter, item.levels, item.spreads, strict=True)
        },
        "rank": {"low": item.low, "high": item.high, "expected": _rounded(item.expected)},
        "certainty": {"agreed": _rounded(item.agreed), "uniform": _rounded(item.uniform)},
        "standing": item.standing.value,
        "doubt": {name.value: _rounded(share) for name, share in zip(Filter, item.doubts, strict=False)} or None,
    }


def _why(found: "Explained") -> dict[str, Any]:
    parts = found.gap.parts
    return {
        "first": found.first.key,
        "second": found.second.key,
        "points": {
            "value": _rounded(parts.value),
            "urgency": _rounded(parts.urgency),
            "complexity": _rounded(parts.complexity),
            "total": _rounded(found.gap.points),
        },
        "ratio": _rounded(found.gap.ratio),
        "agreed": _duel(found.agreed),
        "uniform": _duel(found.uniform),
        "turns": [
            {"filter": list(Filter)[turn.filter].value, "weight": _rounded(turn.weight), "above": turn.above}
            for turn in found.turns
        ],
    }


def _duel(found: "Duel") -> dict[str, float]:
    return {"wins": _rounded(found.wins), "ties": _rounded(found.ties), "losses": _rounded(found.losses)}


def _rounded(value: float) -> float:
    return round(value, _DIGITS) + 0.0  # no minus zero


def ranking_workbook(found: "Ranked", words: "Words") -> bytes:
    """Write one sheet, an item a row. No cell is ever a formula."""
    from xlsxwriter import Workbook

    from gouvernail.exchange.reports.workbook.sheet import Column, Sheet
    from gouvernail.exchange.reports.workbook.styles import formats_of

    buffer = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = Workbook(buffer, options)
    book.set_properties({"title": words.say("rank.title", file=found.scores.file), "author": "Gouvernail"})
    sheet = Sheet(book.add_worksheet(words.say("rank.sheet")), formats_of(book))
    filters = [Column(words.say(f"rank.filters.{name.value}"), 12, "decimal") for name in Filter]
    columns = [
        Column(words.say("rank.columns.place"), 8, "count"),
        Column(words.say("rank.columns.key"), 16),
        Column(words.say("rank.columns.title"), 40, "long"),
        Column(words.say("rank.columns.points"), 10, "decimal"),
        *filters,
        Column(words.say("rank.columns.low"), 12, "count"),
        Column(words.say("rank.columns.high"), 12, "count"),
        Column(words.say("rank.columns.agreed", k=found.k), 16, "share"),
        Column(words.say("rank.columns.uniform"), 16, "share"),
        Column(words.say("rank.columns.standing"), 14),
        Column(words.say("rank.columns.clarify"), 24),
    ]
    sheet.table(columns, (_cells(item, words) for item in found.items))
    book.close()
    return buffer.getvalue()


def _cells(item: "RankedItem", words: "Words") -> list[object]:
    standing = words.say(f"rank.standings.{item.standing.value}")
    clarify = "" if item.clarify is None else words.say(f"rank.filters.{item.clarify[0].value}")
    return [
        item.place,
        item.key,
        item.title,
        item.points,
        *item.levels,
        item.low,
        item.high,
        item.agreed,
        item.uniform,
        standing,
        clarify,
    ]
