"""How much the answer depends on the parameters of the network: the same question asked of many other networks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from gouvernail.method.diagnosis.settings import Robustness

Floats = npt.NDArray[np.float64]
_Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Spread:
    """What the posterior becomes over the draws: P5 and P95, how often first, how often among the first three."""

    low: Floats
    high: Floats
    first: Floats
    top3: Floats


def spread(q: Floats, links: Floats, leaks: Floats, settings: "Robustness", rng: np.random.Generator) -> Spread:
    """Draw the parameters of the network again and again, and look at what remains.

    Links and leaks are multiplied by lognormal noise, priors are uniform (method.md section 6.3).

    Parameters
    ----------
    q
        (f,); findings with q = .5 take no part.
    links, leaks
        (f, c) and (f,).
    rng
        Seeded. Every link is drawn whatever q is, so a finding without data does not disturb the others' draws.
    """
    posteriors = drawn_posteriors(q, links, leaks, settings, rng)
    ranks = (-posteriors).argsort(axis=1).argsort(axis=1)
    low, high = np.quantile(posteriors, (0.05, 0.95), axis=0)
    return Spread(low, high, (ranks == 0).mean(axis=0), (ranks < 3).mean(axis=0))  # the first three


def drawn_posteriors(
    q: Floats, links: Floats, leaks: Floats, settings: "Robustness", rng: np.random.Generator
) -> Floats:
    """Give the posterior of each cause under each draw of the parameters: (draws, c)."""
    draws, causes = settings.draws, links.shape[1]
    noisy_links = np.minimum(links * rng.lognormal(0, settings.link_spread, (draws, *links.shape)), settings.link_most)
    noisy_leaks = np.minimum(leaks * rng.lognormal(0, settings.leak_spread, (draws, len(leaks))), settings.leak_most)
    priors = rng.uniform(settings.prior_low, settings.prior_high, (draws, causes))
    log_weights = _log_priors(priors)
    for finding in np.flatnonzero(q != 0.5):  # .5 exactly is how an estimate says nothing
        linked = np.flatnonzero(links[finding])
        factor = _log_factor(q[finding], noisy_links[:, finding, linked], noisy_leaks[:, finding])
        log_weights += _on_axes(factor, linked, causes)
    return _marginals(log_weights.reshape(2**causes, draws), causes)


def _log_priors(priors: Floats) -> _Singles:
    """Log odds of every state: (2, ..., 2, draws), one axis a cause."""
    odds = np.log(priors) - np.log1p(-priors)
    draws, causes = priors.shape
    weights = np.zeros((1, draws), dtype=np.float32)
    for cause in range(causes):
        added = weights + odds[:, cause].astype(np.float32)
        weights = np.stack([weights, added], axis=1).reshape(-1, draws)
    return weights.reshape(*[2] * causes, draws)


def _log_factor(q: float, links: Floats, leaks: Floats) -> _Singles:
    """Log of P q + (1 - P)(1 - q) over the states of the finding's own causes only: (2, ..., 2, draws)."""
    absent = (1 - leaks)[None, :]
    for cause in range(links.shape[1]):
        absent = np.stack([absent, absent * (1 - links[:, cause])], axis=1).reshape(-1, len(leaks))
    factor = np.log((1 - absent) * q + absent * (1 - q)).astype(np.float32)
    return factor.reshape(*[2] * links.shape[1], len(leaks))


def _on_axes(factor: _Singles, linked: npt.NDArray[np.intp], causes: int) -> _Singles:
    """Give the axes of all causes to a factor that knows only its own."""
    shape = [1] * causes + [factor.shape[-1]]
    for cause in linked:
        shape[cause] = 2
    return factor.reshape(shape)


def _marginals(log_weights: _Singles, causes: int) -> Floats:
    log_weights -= log_weights.max(axis=0)
    np.exp(log_weights, out=log_weights)
    halves = log_weights.reshape(*[2] * causes, -1)
    total = log_weights.sum(axis=0, dtype=np.float64)
    present = [halves.take(1, axis=cause).reshape(-1, halves.shape[-1]).sum(axis=0) for cause in range(causes)]
    marginals: Floats = (np.stack(present) / total).T
    return marginals
