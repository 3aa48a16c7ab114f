"""The probable causes: their weight, what they rest on, and what to do."""

from typing import TYPE_CHECKING, Final

import polars as pl

from gouvernail.exchange.reports.contents.parts import Argument, CausePart

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gouvernail.exchange.reports.contents.parts import FindingPart, Tone
    from gouvernail.exchange.wording import Words
    from gouvernail.method.diagnosis.diagnosis import Cause, Contribution
    from gouvernail.method.diagnosis.finding import Finding

HEADED: Final = 3
"""At most three causes are headed (method.md section 6.3)."""
_FOR: Final = 3
_AGAINST: Final = 2
_POINTS: Final = 100
_LEAST_WEIGHT: Final = 0.005
"""What would be written 0,00 moves nothing that a reader could see."""
_TONES: "Final[Mapping[str, Tone]]" = {"probable": "bad", "possible": "warn", "weak": "none"}


def headed(causes: "Sequence[Cause]") -> tuple["Cause", ...]:
    """Give the causes to head: the heaviest that are more than weak, three at most."""
    return tuple(cause for cause in causes if cause.strength != "weak" and is_heard(cause))[:HEADED]


def is_heard(cause: "Cause") -> bool:
    """Whether some finding speaks for the cause or against it; its weight is a mere prior otherwise."""
    return bool(cause.supporting or cause.opposing)


def cause_part(
    words: "Words", cause: "Cause", *, rank: int, parts: "Mapping[str, FindingPart]", findings: "Mapping[str, Finding]"
) -> CausePart:
    """Word one cause with its three strongest findings for and two against."""
    supporting = cause.supporting[:_FOR]
    evidence = _evidence([findings[one.indicator].rows for one in supporting])
    return CausePart(
        id=cause.id,
        rank=rank,
        name=words.say(f"causes.{cause.id}.name"),
        sentence=words.say(f"causes.{cause.id}.sentence"),
        posterior=cause.posterior,
        low=cause.low,
        high=cause.high,
        weight=words.say("report.cells.decimal", value=cause.posterior),
        interval=words.say("report.interval_weight", low=cause.low, high=cause.high),
        strength=words.say(f"report.strength.{cause.strength}"),
        tone=_TONES[cause.strength],
        heard=is_heard(cause),
        hypothesis="" if cause.named else words.say("report.hypothesis"),
        robustness=words.say("report.robustness", first=cause.first_share, top=cause.top3_share),
        supporting=_arguments(words, supporting, parts),
        opposing=_arguments(words, cause.opposing[:_AGAINST], parts),
        lever=words.say(f"causes.{cause.id}.lever"),
        what_to_do=words.say(f"causes.{cause.id}.what_to_do"),
        exit=words.say(f"causes.{cause.id}.exit"),
        relief=tuple(
            words.say("report.relief", symptom=words.say(f"causes.symptoms.{symptom}.name"), points=share * _POINTS)
            for symptom, share in cause.relief.items()
            if round(share * _POINTS)
        ),
        evidence=evidence,
        evidence_label=words.say("report.evidence", n=evidence) if evidence else words.say("report.evidence_none"),
    )


def _arguments(
    words: "Words", contributions: "Sequence[Contribution]", parts: "Mapping[str, FindingPart]"
) -> tuple[Argument, ...]:
    return tuple(
        Argument(
            parts[one.indicator],
            words.say("report.cells.weight_for" if one.weight > 0 else "report.cells.weight_against", value=one.weight),
            "" if one.direct else words.say("causes.indirect.for" if one.weight > 0 else "causes.indirect.against"),
        )
        for one in contributions
        if abs(one.weight) >= _LEAST_WEIGHT
    )


def _evidence(frames: "Sequence[pl.DataFrame]") -> int:
    """Count the items behind a cause once each; rows that are not items count as they are."""
    keys = [rows["key"].drop_nulls() for rows in frames if "key" in rows.columns]
    counted = pl.concat(keys).n_unique() if keys else 0
    return counted or max((rows.height for rows in frames if "key" not in rows.columns), default=0)
