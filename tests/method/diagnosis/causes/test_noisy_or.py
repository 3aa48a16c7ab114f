"""The exact network: the prototype's own case, a direct enumeration, and missing data that change no bit."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.causes.network import Judged
from gouvernail.method.diagnosis.causes.noisy_or import posterior

NETWORK = settings.load().network
BARE = Judged(NETWORK, np.full(len(NETWORK.findings), 0.5))
LINKS, LEAKS = BARE.links, BARE.leaks
PLACES = {finding.id: place for place, finding in enumerate(NETWORK.findings)}

# q of the case of prototypes/diag.py, and the posteriors that it gives with its own matrix of 26 findings
CASE = {
    "late_deliveries": 0.95,
    "replans": 0.9,
    "priority_churn": 0.93,
    "unplanned_share": 0.9,
    "urgency_inflated": 0.85,
    "acceptance_high": 0.4,
    "arbitration_slow": 0.7,
    "raci_lint": 0.3,
    "late_touch": 0.6,
}
POSTERIORS = {
    "no_compass": 0.2874081578548705,
    "no_arbitration": 0.41492311829973105,
    "demand_is_priority": 0.26354275321681686,
    "fake_urgency": 0.807664095843675,
    "ego_overrides": 0.3112693021599493,
    "project_mode": 0.2784810126582281,
    "late_involvement": 0.29984177215189894,
    "big_batches": 0.30273806947460247,
    "overload": 0.3422916215805545,
    "optimistic_dates": 0.45810557097377674,
    "unclear_roles": 0.2259938030617395,
    "no_outcome_measure": 0.25,
}

evidence = arrays(float, len(NETWORK.findings), elements=st.one_of(st.just(0.5), st.floats(0, 1)))


def _case() -> np.ndarray:
    q = np.full(len(NETWORK.findings), 0.5)
    for finding, value in CASE.items():
        q[PLACES[finding]] = value
    return q


def _enumerated(q: np.ndarray) -> np.ndarray:
    """Sum over the states one by one, as the definition reads."""
    total, present = 0.0, np.zeros(len(NETWORK.causes))
    for state in itertools.product((0, 1), repeat=len(NETWORK.causes)):
        z = np.array(state)
        weight = np.prod(np.where(z == 1, NETWORK.prior, 1 - NETWORK.prior))
        chance = 1 - (1 - LEAKS) * np.prod(1 - LINKS * z, axis=1)
        weight *= np.prod(chance * q + (1 - chance) * (1 - q))
        total += weight
        present += weight * z
    return present / total


def test_case_of_the_prototype() -> None:
    found = posterior(_case(), LINKS, LEAKS, NETWORK.prior)
    assert dict(zip(NETWORK.causes, found, strict=True)) == pytest.approx(POSTERIORS, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_it_is_the_sum_over_all_states(seed: int) -> None:
    q = np.random.default_rng(seed).random(len(NETWORK.findings))
    assert posterior(q, LINKS, LEAKS, NETWORK.prior) == pytest.approx(_enumerated(q), abs=1e-12)


def test_without_evidence_nothing_is_learned() -> None:
    assert posterior(BARE.q, LINKS, LEAKS, NETWORK.prior) == pytest.approx(np.full(12, NETWORK.prior))


@given(q=evidence)
def test_a_finding_without_data_changes_no_bit(q: np.ndarray) -> None:
    heard = q != 0.5
    without = posterior(q[heard], LINKS[heard], LEAKS[heard], NETWORK.prior)
    assert (posterior(q, LINKS, LEAKS, NETWORK.prior) == without).all()


@given(q=evidence)
def test_posteriors_are_probabilities(q: np.ndarray) -> None:
    found = posterior(q, LINKS, LEAKS, NETWORK.prior)
    assert ((found >= 0) & (found <= 1)).all()


@given(finding=st.sampled_from(sorted(PLACES)), more=st.floats(0.55, 1))
def test_a_lone_finding_raises_its_own_causes_only(finding: str, more: float) -> None:
    q = np.full(len(NETWORK.findings), 0.5)
    q[PLACES[finding]] = more
    found = posterior(q, LINKS, LEAKS, NETWORK.prior)
    linked = LINKS[PLACES[finding]] > 0
    assert (found[linked] > NETWORK.prior).all()
    assert found[~linked] == pytest.approx(NETWORK.prior)


def test_one_cause_explains_the_other_away() -> None:
    q = np.full(len(NETWORK.findings), 0.5)
    q[PLACES["late_deliveries"]] = 0.98
    before = posterior(q, LINKS, LEAKS, NETWORK.prior)
    q[PLACES["old_wip"]] = 0.98  # speaks for the overload, so less is left for optimistic dates to explain
    after = posterior(q, LINKS, LEAKS, NETWORK.prior)
    overload, dates = NETWORK.causes.index("overload"), NETWORK.causes.index("optimistic_dates")
    assert after[overload] > before[overload]
    assert after[dates] < before[dates]


def test_600_cases_of_a_truth_that_is_not_the_model() -> None:
    """Other links, spurious links, flipped and missing findings: the top cause is true in .720 (method.md 6.3)."""
    rows = [place for place, finding in enumerate(NETWORK.findings) if not finding.own]
    links, leaks, causes = LINKS[rows], LEAKS[rows], len(NETWORK.causes)
    rng, right, asked = np.random.default_rng(0), 0, 0
    for _ in range(600):
        z = rng.random(causes) < NETWORK.prior
        if not z.any():
            continue
        spurious = (links == 0) * (rng.random(links.shape) < 0.08) * rng.uniform(0, 0.4, links.shape)
        truth = np.clip(links * rng.lognormal(0, 0.35, links.shape), 0, 0.95) + spurious
        chance = 1 - (1 - rng.beta(2, 14, len(rows))) * np.prod(1 - truth * z, axis=1)
        sharp = 0.49 * rng.beta(4, 1.5, len(rows))
        q = np.where(rng.random(len(rows)) < chance, 0.5 + sharp, 0.5 - sharp)
        q = np.where(rng.random(len(rows)) < 0.07, 1 - q, q)
        q = np.where(rng.random(len(rows)) < 0.3, 0.5, q)
        right += bool(z[posterior(q, links, leaks, NETWORK.prior).argmax()])
        asked += 1
    assert right / asked == pytest.approx(0.72, abs=0.04)
