from typing import TYPE_CHECKING

from gouvernail.method.governance import rules  # noqa: F401  # registers every rule
from gouvernail.method.governance.finding import Level
from gouvernail.method.governance.index import Index
from gouvernail.method.governance.rule import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gouvernail.method.governance.finding import Finding
    from gouvernail.method.governance.model import Governance
    from gouvernail.method.governance.settings import Settings

_LEVELS = tuple(Level)
_SAID_BY_ORPHAN = frozenset({"R1", "R2"})


def lint(governance: "Governance", *, settings: "Settings") -> "tuple[Finding, ...]":
    """Check a governance against every rule (method.md section 7).

    Linear in the size of the parts, but for the sorting of what is found. A duty without anybody (R6) is told once:
    its R1 and R2 say nothing more and are left out; `check_rule` gives them.

    Parameters
    ----------
    settings
        See `gouvernail.method.governance.load`.

    Returns
    -------
    tuple of Finding
        By level (errors first), then rule R1 to R13 and cadence, then subjects.

    Raises
    ------
    InvalidGovernance
        When the governance contradicts itself: see `validate`.
    """
    index = Index(governance)
    found = [finding for rule in RULES.values() for finding in rule.check(index, settings)]
    orphans = {finding.subjects[0] for finding in found if (finding.rule, finding.variant) == ("R6", "duty")}
    return _sorted(one for one in found if one.rule not in _SAID_BY_ORPHAN or one.subjects[0] not in orphans)


def check_rule(rule: str, governance: "Governance", *, settings: "Settings") -> "tuple[Finding, ...]":
    """Check one rule alone, by its id.

    Raises
    ------
    KeyError
        When no rule has this id.
    """
    return _sorted(RULES[rule].check(Index(governance), settings))


def error_count(findings: "Iterable[Finding]") -> int:
    """Count the errors: the figure of indicator 36 of the diagnosis, whose threshold is 0."""
    return sum(finding.level == Level.ERROR for finding in findings)


def _sorted(findings: "Iterable[Finding]") -> "tuple[Finding, ...]":
    return tuple(
        sorted(findings, key=lambda one: (_LEVELS.index(one.level), _place(one.rule), one.variant, one.subjects))
    )


def _place(rule: str) -> int:
    """Rules are registered by family; people read them by number, the cadence last."""
    return int(rule[1:]) if rule[1:].isdecimal() else len(RULES)
