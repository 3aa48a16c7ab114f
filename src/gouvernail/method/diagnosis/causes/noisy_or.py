"""The exact posterior of a two-layer noisy-OR network by enumeration of all states of its causes.

Source: Pearl 1988, section 4.3.2; Shwe et al. 1991 (QMR-DT); soft evidence as in method.md section 6.3.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def states(causes: int) -> Floats:
    """Give all states: (2^causes, causes) of 0 and 1, the last cause changing fastest."""
    numbers = np.arange(2**causes)
    shifts = np.arange(causes - 1, -1, -1)
    return ((numbers[:, None] >> shifts) & 1).astype(np.float64)


def present(state: Floats, links: Floats, leaks: Floats) -> Floats:
    """Give P(finding | state) = 1 - (1 - leak) prod_c (1 - link_c)^z_c.

    Parameters
    ----------
    state
        (s, c).
    links, leaks
        (f, c) and (f,).

    Returns
    -------
    numpy.ndarray
        (s, f).
    """
    chance: Floats = -np.expm1(state @ np.log1p(-links.T) + np.log1p(-leaks))
    return chance


def log_likelihoods(chance: Floats, q: Floats) -> Floats:
    """Give the logarithm of the factor of each finding in each state, P q + (1 - P)(1 - q): (s, f)."""
    factors: Floats = np.log(chance * q + (1 - chance) * (1 - q))
    return factors


def log_prior(state: Floats, prior: float | Floats) -> Floats:
    """Give the logarithm of the prior of each state, up to a constant: (s,)."""
    odds = np.broadcast_to(np.log(prior) - np.log1p(-np.asarray(prior)), (state.shape[1],))
    weights: Floats = state @ odds
    return weights


def normalised(log_weights: Floats) -> Floats:
    """Turn logarithms of weights (s, ...) into probabilities that sum to 1 over the states."""
    weights = np.exp(log_weights - log_weights.max(axis=0))
    shares: Floats = weights / weights.sum(axis=0)
    return shares


def posterior(q: Floats, links: Floats, leaks: Floats, prior: float | Floats) -> Floats:
    """Give P(cause | data) of each cause.

    Parameters
    ----------
    q
        (f,) P(finding present | data). Findings with q = .5 say nothing and are left out, so they change no bit.
    links, leaks, prior
        (f, c), (f,), and one number or (c,).
    """
    heard = q != 0.5  # .5 exactly is how an estimate says that it knows nothing
    state = states(links.shape[1])
    log_weights = log_prior(state, prior)
    if heard.any():
        log_weights = log_weights + log_likelihoods(present(state, links[heard], leaks[heard]), q[heard]).sum(axis=1)
    marginals: Floats = normalised(log_weights) @ state
    return marginals
