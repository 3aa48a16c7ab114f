import itertools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np


@dataclass(frozen=True)
class Vocabulary:
    """The words of the simulation (`vocabulary.toml`)."""

    teams: tuple[str, ...]
    qualifiers: tuple[str, ...]
    objectives: tuple[str, ...]
    types: tuple[str, ...]
    builders: tuple[str, ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    arbiters: tuple[str, ...]
    early: tuple[str, ...]
    late: tuple[str, ...]
    pressing: tuple[str, ...]
    measures: tuple[str, ...]
    needs: dict[str, tuple[str, ...]]

    def titles(self, rng: "np.random.Generator") -> "Iterator[str]":
        """Give every title that the words allow once, in a random order; `{team}` is left to fill."""
        plain = [f"{module} : {need}" for module, needs in self.needs.items() for need in needs]
        qualified = [f"{title} {qualifier}" for title in plain for qualifier in self.qualifiers]
        every = plain + qualified
        return iter([every[index] for index in rng.permutation(len(every))])

    def people(self, rng: "np.random.Generator") -> dict[str, list[str]]:
        """Give the invented people of each team, nine a team, each person in one team."""
        names = [f"{first} {last}" for first, last in itertools.product(self.first_names, self.last_names)]
        drawn = iter(rng.permutation(len(names)))
        return {team: [names[next(drawn)] for _ in range(9)] for team in self.teams}


def vocabulary() -> Vocabulary:
    """Read the words."""
    raw = tomllib.loads((files(__package__) / "vocabulary.toml").read_text(encoding="utf-8"))
    needs = {module: tuple(texts) for module, texts in raw.pop("needs").items()}
    return Vocabulary(**{name: tuple(texts) for name, texts in raw.items()}, needs=needs)
