from collections.abc import Callable

import pytest

from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.finding import Finding
from gouvernail.method.diagnosis.verdict import verdict_of

SETTINGS = settings.load()


@pytest.fixture(scope="session")
def say() -> Callable[..., Finding]:
    """Make a finding by hand: what an indicator says, without a history."""

    def finding(indicator: str, q: float, *sources: str) -> Finding:
        red = SETTINGS.threshold(indicator)
        return Finding(
            id=indicator,
            number=red.number,
            verdict=verdict_of(q),
            unit="share",
            threshold=red.value,
            beyond=red.beyond,
            source=red.source,
            q=q,
            n=20,
            sources=frozenset(sources or (indicator,)),
        )

    return finding
