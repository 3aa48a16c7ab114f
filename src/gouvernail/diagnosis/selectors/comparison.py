"""Two reports side by side: what moved, and whether it moved for sure."""

from dataclasses import dataclass
from typing import Any, Literal

from gouvernail.diagnosis.bridge.making import Language
from gouvernail.exchange.wording import Words

Way = Literal["better", "worse", "same", "unknown"]

_WORSE_ABOVE = {
    "late_deliveries": True,
    "no_visible_benefit": False,
    "shifting_priorities": True,
    "fading_enthusiasm": False,
}
"""Whether a higher figure of the symptom is a worse one."""


@dataclass(frozen=True)
class Moved:
    """One figure in two reports, each worded; `is_sure` when the two intervals share nothing."""

    name: str
    before: str
    after: str
    delta: str
    way: Way
    is_sure: bool
    before_note: str = ""
    after_note: str = ""
    before_tone: str = "none"
    after_tone: str = "none"


@dataclass(frozen=True)
class CauseMoved:
    """One cause in two reports; a rank is 0 where no finding speaks of the cause."""

    name: str
    before: str
    after: str
    before_rank: int
    after_rank: int
    way: Way
    is_sure: bool

    @property
    def climbs(self) -> int:
        """Give how many places it gained among the causes; negative where it lost some."""
        return self.before_rank - self.after_rank if self.before_rank and self.after_rank else 0


@dataclass(frozen=True)
class Comparison:
    """What two reports say of the same things."""

    symptoms: list[Moved]
    causes: list[CauseMoved]
    findings: list[Moved]


def compared(
    before: tuple[dict[str, Any], dict[str, Any]], after: tuple[dict[str, Any], dict[str, Any]], language: Language
) -> Comparison:
    """Compare two reports, each given as its figures and its wording in this language."""
    words = Words(language)
    return Comparison(_symptoms(words, before, after), _causes(before, after), _findings(words, before, after))


def _symptoms(words: Words, before: Any, after: Any) -> list[Moved]:
    old, new = _by_id(before[0]["symptoms"]), _by_id(after[0]["symptoms"])
    old_said, new_said = _by_id(before[1]["symptoms"]), _by_id(after[1]["symptoms"])
    found = []
    for name, one in new.items():
        if name not in old:
            continue
        way, is_sure = _way(old[name], one, worse_above=_WORSE_ABOVE.get(name, True))
        found.append(
            Moved(
                name=new_said[name]["quote"],
                before=old_said[name]["figure"],
                after=new_said[name]["figure"],
                delta=_delta(words, old[name], one),
                way=way,
                is_sure=is_sure,
                before_note=old_said[name]["interval"],
                after_note=new_said[name]["interval"],
                before_tone=old_said[name]["tone"],
                after_tone=new_said[name]["tone"],
            )
        )
    return found


def _findings(words: Words, before: Any, after: Any) -> list[Moved]:
    """Give the indicators whose verdict changed, or whose figure moved for sure."""
    old, new = _by_id(before[0]["findings"]), _by_id(after[0]["findings"])
    old_said, new_said = (_by_id(_all_findings(one[1])) for one in (before, after))
    found = []
    for name, one in new.items():
        if name not in old or name not in old_said or name not in new_said:
            continue
        way, is_sure = _way(old[name], one, worse_above=one["beyond"] == "above")
        if not is_sure and old[name]["verdict"] == one["verdict"]:
            continue
        found.append(
            Moved(
                name=new_said[name]["name"],
                before=old_said[name]["figure"],
                after=new_said[name]["figure"],
                delta=_delta(words, old[name], one),
                way=way,
                is_sure=is_sure,
                before_note=old_said[name]["verdict"],
                after_note=new_said[name]["verdict"],
                before_tone=old_said[name]["tone"],
                after_tone=new_said[name]["tone"],
            )
        )
    return found


def _causes(before: Any, after: Any) -> list[CauseMoved]:
    old, new = _by_id(before[0]["causes"]), _by_id(after[0]["causes"])
    old_said, new_said = _by_id(_all_causes(before[1])), _by_id(_all_causes(after[1]))
    found = []
    for name, one in new.items():
        said, was = new_said.get(name), old_said.get(name)
        if said is None or was is None or not (said["heard"] or was["heard"]):
            continue
        way, is_sure = _way(_weight(old[name], was), _weight(one, said), worse_above=True)
        found.append(
            CauseMoved(
                name=said["name"],
                before=was["weight"] if was["heard"] else "—",
                after=said["weight"] if said["heard"] else "—",
                before_rank=was["rank"] if was["heard"] else 0,
                after_rank=said["rank"] if said["heard"] else 0,
                way=way,
                is_sure=is_sure,
            )
        )
    return sorted(found, key=lambda one: one.after_rank or len(new) + 1)


def _weight(cause: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Give the weight of a cause as a figure; the prior of a cause that no finding speaks of is none."""
    return {**cause, "value": cause["posterior"] if said["heard"] else None, "unit": "tau"}


def _way(old: dict[str, Any], new: dict[str, Any], *, worse_above: bool) -> tuple[Way, bool]:
    """Say which way a figure went; for sure when the intervals are apart."""
    if old["value"] is None or new["value"] is None or old["unit"] != new["unit"]:
        return "unknown", False
    if old["value"] == new["value"]:
        return "same", False
    bounds = (old["low"], old["high"], new["low"], new["high"])
    is_sure = None not in bounds and (old["high"] < new["low"] or new["high"] < old["low"])
    return ("worse" if (new["value"] > old["value"]) == worse_above else "better"), is_sure


def _delta(words: Words, old: dict[str, Any], new: dict[str, Any]) -> str:
    if old["value"] is None or new["value"] is None or old["unit"] != new["unit"]:
        return ""
    change = new["value"] - old["value"]
    if not change:
        return "="
    sign = "+" if change > 0 else "\N{MINUS SIGN}"
    unit = new["unit"]
    return f"{sign}{words.say(f'report.units.{unit}', value=abs(change))}"


def _all_findings(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for family in said["families"] for finding in family["findings"]]


def _all_causes(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [*said["causes"], *said["other_causes"], *said["unheard_causes"]]


def _by_id(them: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in them}
