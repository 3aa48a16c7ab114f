from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Threshold:
    """One figure that the ranking takes for granted, with where it comes from.

    Attributes
    ----------
    key
        `scoring.camp_share`: the part of the method, and the name.
    values
        One, or several that go together.
    unit
        As the file says it: `levels`, `votes`, `share`, `days`...
    source
        `[L]` and a reference, `[P]` a proposal of ours, `[choice]` a choice made while building.
    """

    key: str
    values: tuple[float, ...]
    unit: str
    source: str

    @property
    def part(self) -> str:
        """Give the part of the method that reads it."""
        return self.key.partition(".")[0]
