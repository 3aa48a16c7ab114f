import numpy as np
import pytest

from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.causes.network import Judged
from gouvernail.method.diagnosis.causes.noisy_or import posterior
from gouvernail.method.diagnosis.causes.robustness import drawn_posteriors, spread

NETWORK = settings.load().network
ROBUSTNESS = NETWORK.robustness


def _judged(seed: int, missing: float = 0.3) -> Judged:
    rng = np.random.default_rng(seed)
    q = rng.random(len(NETWORK.findings))
    return Judged(NETWORK, np.where(rng.random(len(q)) < missing, 0.5, q))


def test_each_draw_is_the_exact_posterior_of_a_drawn_network() -> None:
    state = _judged(1)
    rng = np.random.default_rng(5)
    shape = (ROBUSTNESS.draws, *state.links.shape)
    links = np.minimum(state.links * rng.lognormal(0, ROBUSTNESS.link_spread, shape), ROBUSTNESS.link_most)
    leaks = np.minimum(
        state.leaks * rng.lognormal(0, ROBUSTNESS.leak_spread, (ROBUSTNESS.draws, len(state.leaks))),
        ROBUSTNESS.leak_most,
    )
    priors = rng.uniform(ROBUSTNESS.prior_low, ROBUSTNESS.prior_high, (ROBUSTNESS.draws, len(NETWORK.causes)))
    found = drawn_posteriors(state.q, state.links, state.leaks, ROBUSTNESS, np.random.default_rng(5))
    for draw in range(40):
        exact = posterior(state.q, links[draw], leaks[draw], priors[draw])
        assert found[draw] == pytest.approx(exact, abs=2e-5)  # single precision


def test_contradicting_certainties_stay_finite() -> None:
    q = np.where(np.arange(len(NETWORK.findings)) % 2, 1.0, 0.0)
    state = Judged(NETWORK, q)
    found = drawn_posteriors(q, state.links, state.leaks, ROBUSTNESS, np.random.default_rng(0))
    assert np.isfinite(found).all()
    assert ((found >= 0) & (found <= 1 + 1e-6)).all()


def test_ranks_share_out_the_draws() -> None:
    state = _judged(2)
    found = spread(state.q, state.links, state.leaks, ROBUSTNESS, np.random.default_rng(0))
    assert found.first.sum() == pytest.approx(1)
    assert found.top3.sum() == pytest.approx(3)
    assert (found.low <= found.high).all()
    assert (found.first <= found.top3).all()


def test_the_case_of_the_prototype_is_as_robust_as_it_says() -> None:
    q = np.full(len(NETWORK.findings), 0.5)
    case = {"late_deliveries": 0.95, "replans": 0.9, "priority_churn": 0.93, "unplanned_share": 0.9}
    case |= {"urgency_inflated": 0.85, "acceptance_high": 0.4, "arbitration_slow": 0.7, "raci_lint": 0.3}
    case |= {"late_touch": 0.6}
    for place, finding in enumerate(NETWORK.findings):
        q[place] = case.get(finding.id, 0.5)
    state = Judged(NETWORK, q)
    found = spread(q, state.links, state.leaks, ROBUSTNESS, np.random.default_rng(0))
    urgency = NETWORK.causes.index("fake_urgency")
    # prototypes/diag.py: P5 .62, P95 .89, first in 97 %, among the first three in 100 %
    assert (found.low[urgency], found.high[urgency]) == (pytest.approx(0.62, abs=0.03), pytest.approx(0.89, abs=0.03))
    assert found.first[urgency] == pytest.approx(0.97, abs=0.02)
    assert found.top3[urgency] == 1


def test_the_same_seed_gives_the_same_draws() -> None:
    state = _judged(3)
    one, other = (
        drawn_posteriors(state.q, state.links, state.leaks, ROBUSTNESS, np.random.default_rng(9)) for _ in range(2)
    )
    assert (one == other).all()
