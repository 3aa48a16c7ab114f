"""Published and exact values (method.md section 1.9)."""

import numpy as np
import pytest

from gouvernail.method.robustness import confidence_factors, known, rank, stored, uniform
from tests.method.robustness.exact import first_cells

LEVELS = np.array([(5, 1, 3), (2, 5, 2), (1, 2, 5), (3, 3, 3.5), (2, 2, 2)], float)


def test_the_exact_polygons_are_those_of_the_method() -> None:
    chances, centres = zip(*first_cells(LEVELS), strict=True)
    assert chances == pytest.approx([0.3617740002, 0.3511619959, 0.2269433465, 0.0601206574, 0], abs=1e-9)
    assert centres[0] == pytest.approx([0.587966, 0.162591, 0.249443], abs=1e-6)
    assert centres[3] == pytest.approx([0.287255, 0.317142, 0.395604], abs=1e-6)
    assert centres[4] is None


@pytest.mark.parametrize("seed", range(4))
def test_known_scores_reach_the_exact_chances(seed: int) -> None:
    samples = 10_000
    found = rank(known(LEVELS), {"u": uniform(3, samples=samples, seed=seed)}, k=1, seed=seed)["u"]
    for place, (chance, centre) in enumerate(first_cells(LEVELS)):
        assert found.first[place] == pytest.approx(chance, abs=0.004)  # evenly spread points: a plain draw errs thrice
        if centre is None:
            assert np.isnan(found.central_first[place]).all()
        else:
            assert found.central_first[place] == pytest.approx(centre, abs=0.006)


@pytest.mark.parametrize("seed", range(8))
def test_random_known_scores_reach_the_exact_chances(seed: int) -> None:
    scores = np.random.default_rng(seed).uniform(0, 5, (6, 3))
    found = rank(known(scores), {"u": uniform(3, samples=16_384, seed=seed)}, k=1, seed=seed)["u"]
    assert found.first == pytest.approx([chance for chance, _ in first_cells(scores)], abs=0.004)


NORMAL = {
    "diarrhea": ((11.7, 2.5), (9.2, 1.86), (15.4, 2.65), (5.5, 2.32)),
    "dizziness": ((7.2, 1.45), (10.6, 1.58), (7.5, 1.48), (15.7, 4.44)),
    "headache": ((16.6, 3.27), (21.2, 5.15), (20.2, 3.78), (12.8, 2.45)),
    "insomnia": ((13.7, 1.89), (14.3, 2.93), (15.0, 3.21), (11.2, 3.98)),
    "nausea": ((18.6, 1.79), (18.3, 3.7), (19.5, 2.6), (31.0, 1.68)),
}
EFFICACY = ((0.0, 0.0), (0.086, 0.056), (0.095, 0.044), (0.113, 0.048))


def jsmaa_samples(samples: int, seed: int) -> np.ndarray:
    """Draw the antidepressants of Tervonen et al. 2011, each measure scaled between its 95 % bounds."""
    rng = np.random.default_rng(seed)
    columns = []
    drawn = np.exp(np.array([rng.normal(mean, spread, samples) for mean, spread in EFFICACY]))
    bounds = np.exp([(mean + side * 1.96 * spread) for mean, spread in EFFICACY for side in (-1, 1)])
    columns.append((drawn - bounds.min()) / (bounds.max() - bounds.min()))
    for laws in NORMAL.values():  # side effects: less is better
        drawn = np.array([rng.normal(mean, spread, samples) for mean, spread in laws])
        bounds = np.array([mean + side * 1.96 * spread for mean, spread in laws for side in (-1, 1)])
        columns.append((bounds.max() - drawn) / (bounds.max() - bounds.min()))
    return np.stack(columns).transpose(2, 1, 0)


def test_the_antidepressants_of_tervonen_et_al_2011() -> None:
    samples = 20_000
    scores = stored(jsmaa_samples(samples, seed=7))
    found = rank(scores, {"u": uniform(6, samples=samples, seed=7)}, k=1, seed=0)["u"]
    assert found.ranks is not None
    published = [
        (0.20, 0.28, 0.30, 0.22),
        (0.25, 0.29, 0.27, 0.19),
        (0.17, 0.25, 0.29, 0.30),
        (0.39, 0.18, 0.15, 0.29),
    ]
    assert found.ranks == pytest.approx(np.array(published), abs=0.02)
    measured = [
        (0.1947, 0.2821, 0.2993, 0.2238),
        (0.2538, 0.2928, 0.2676, 0.1858),
        (0.1697, 0.2432, 0.2861, 0.3010),
        (0.3818, 0.1819, 0.1469, 0.2894),
    ]
    assert found.ranks == pytest.approx(np.array(measured), abs=0.01)
    factors = confidence_factors(scores, found, range(4), seed=0)
    assert factors == pytest.approx([0.48, 0.44, 0.34, 0.74], abs=0.03)


def test_two_items_have_the_entropy_of_one_chance() -> None:
    # R smaa, thrombo: first with chance .3504 and .6496, entropy .9344248.
    lead = np.r_[np.ones(3504), -np.ones(6496)]
    table = np.zeros((10_000, 2, 1))
    table[:, 0, 0] = lead
    found = rank(stored(table), {"one": np.ones((10_000, 1))}, k=1, seed=0)["one"]
    assert found.first == pytest.approx([0.3504, 0.6496])
    assert found.ranking_entropy == pytest.approx(0.9344248, abs=1e-7)
    assert found.choice_entropy == pytest.approx(0.9344248, abs=1e-7)
