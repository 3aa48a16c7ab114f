from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from gouvernail.method.governance.finding import Finding, Fix, Level, Subject, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gouvernail.method.governance.finding import Code
    from gouvernail.method.governance.index import Index
    from gouvernail.method.governance.settings import Settings

RULES: "dict[str, Rule]" = {}
"""Every rule by id, by family, once `gouvernail.method.governance.rules` is imported."""

Variants = dict[str, tuple[Level, Fix]]


class Rule(ABC):
    """One row of the table of method.md section 7.

    A subclass declares its class variables and answers `check`; `register` puts it in `RULES`.
    """

    id: ClassVar[str]
    code: "ClassVar[Code]"
    variants: ClassVar[Variants]
    """Every way of being broken, with its level and its fix."""

    @abstractmethod
    def check(self, index: "Index", settings: "Settings") -> "Iterator[Finding]":
        """Find every place where the rule is broken."""

    def broken(self, variant: str, *subjects: Subject, **values: Value) -> Finding:
        """Word one finding of this rule."""
        level, fix = self.variants[variant]
        return Finding(self.id, self.code, variant, level, subjects, fix, values)


def register(rule: type[Rule]) -> type[Rule]:
    """Put one rule in the registry (class decorator).

    Raises
    ------
    ValueError
        When the id or the code is taken.
    """
    if rule.id in RULES or rule.code in {known.code for known in RULES.values()}:
        message = f"rule {rule.id} {rule.code!r} is registered twice"
        raise ValueError(message)
    RULES[rule.id] = rule()
    return rule
