from typing import TYPE_CHECKING, Literal

from gouvernail.method.diagnosis.causes.evidence import evidence_of
from gouvernail.method.diagnosis.causes.naming import is_named
from gouvernail.method.diagnosis.causes.network import judged
from gouvernail.method.diagnosis.causes.robustness import spread
from gouvernail.method.diagnosis.diagnosis import Cause, Contribution
from gouvernail.method.diagnosis.levers import exits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from gouvernail.method.diagnosis.causes.evidence import Evidence
    from gouvernail.method.diagnosis.finding import Finding
    from gouvernail.method.diagnosis.settings import Network, Settings

_NEGLIGIBLE = 0.0005  # of a posterior: nobody would see it


def causes_of(findings: "Sequence[Finding]", *, settings: "Settings", rng: "np.random.Generator") -> tuple[Cause, ...]:
    """Rank the twelve causes by their posterior, with what each rests on.

    Parameters
    ----------
    findings
        Of the indicators.
    rng
        Seeded; draws the parameters of the robustness.

    Returns
    -------
    tuple of Cause
        All causes, heaviest first; equal ones in the order of the settings.
    """
    network = settings.network
    evidence = evidence_of(findings, settings)
    state = judged(network, evidence)
    moved = state.contributions()
    draws = spread(state.q, state.links, state.leaks, network.robustness, rng)
    relief = {symptom: state.relief(_shown_by(network, family)) for symptom, family in settings.symptoms.items()}
    causes = []
    for position, cause in enumerate(network.causes):
        posterior = float(state.posterior[position])
        weights = [(one, float(weight)) for one, weight in zip(evidence, moved[:, position], strict=True)]
        causes.append(
            Cause(
                id=cause,
                posterior=posterior,
                low=float(draws.low[position]),
                high=float(draws.high[position]),
                first_share=float(draws.first[position]),
                top3_share=float(draws.top3[position]),
                strength=_strength(posterior, network),
                named=is_named(weights, network),
                supporting=_contributions(weights, cause, sign=1),
                opposing=_contributions(weights, cause, sign=-1),
                lever=settings.levers[cause].name,
                exit_indicators=exits_of(settings.levers[cause], findings),
                relief={symptom: float(drop[position]) for symptom, drop in relief.items()},
            )
        )
    return tuple(sorted(causes, key=lambda cause: -cause.posterior))


def _shown_by(network: "Network", family: "Sequence[str]") -> list[str]:
    """Give the findings of the network that stand on one of the indicators of a symptom."""
    return [one.id for one in network.findings if set(one.indicators) & set(family)]


def _strength(posterior: float, network: "Network") -> Literal["probable", "possible", "weak"]:
    if posterior >= network.probable:
        return "probable"
    return "possible" if posterior >= network.possible else "weak"


def _contributions(weights: "Sequence[tuple[Evidence, float]]", cause: str, *, sign: int) -> tuple[Contribution, ...]:
    moving = [
        Contribution(one.voice.id, weight, direct=cause in one.finding.links)
        for one, weight in weights
        if sign * weight > _NEGLIGIBLE
    ]
    return tuple(sorted(moving, key=lambda contribution: (not contribution.direct, -abs(contribution.weight))))
