"""The network of the settings as arrays, and what the evidence makes of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from gouvernail.method.diagnosis.causes.noisy_or import (
    Floats,
    log_likelihoods,
    log_prior,
    normalised,
    present,
    states,
)
from gouvernail.method.diagnosis.verdict import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gouvernail.method.diagnosis.causes.evidence import Evidence
    from gouvernail.method.diagnosis.settings import Network


@dataclass(frozen=True)
class Judged:
    """A network with its evidence.

    Attributes
    ----------
    q
        (f,) in the order of `network.findings`; .5 where nothing is heard.
    """

    network: "Network"
    q: Floats

    @cached_property
    def links(self) -> Floats:
        """(f, c) strengths of the links; 0 where there is none."""
        causes = self.network.causes
        return np.array([[one.links.get(cause, 0.0) for cause in causes] for one in self.network.findings])

    @cached_property
    def leaks(self) -> Floats:
        """(f,) chances that a finding shows itself without a cause."""
        return np.full(len(self.network.findings), self.network.leak)

    @cached_property
    def heard(self) -> "Sequence[int]":
        """Positions of the findings that the data say something of."""
        return [int(position) for position in np.flatnonzero(self.q != UNKNOWN)]

    @cached_property
    def posterior(self) -> Floats:
        """(c,) P(cause | data)."""
        marginals: Floats = self._weights @ self._states
        return marginals

    def contributions(self) -> Floats:
        """Give how much each heard finding moves each cause: (heard, c), posterior minus the posterior without it."""
        without = self._log_weights[:, None] - self._factors
        moved: Floats = self.posterior - normalised(without).T @ self._states
        return moved

    def relief(self, findings: "Iterable[str]") -> Floats:
        """Give what setting each cause to 0 would take off the chance of some findings: (c,).

        The expected drop of P(finding | state), averaged over the findings, when the causes are as the data say and
        one of them is taken away, `do(z_c = 0)` (Pearl 2000): what stays is explained by the other causes and the leak.
        """
        wanted = set(findings)
        rows = [position for position, one in enumerate(self.network.findings) if one.id in wanted]
        links, leaks = self.links[rows], self.leaks[rows]
        chance = present(self._states, links, leaks)
        drops = []
        for cause in range(self._states.shape[1]):
            without = self._states.copy()
            without[:, cause] = 0
            drops.append(float((self._weights @ (chance - present(without, links, leaks))).mean()))
        return np.array(drops)

    @cached_property
    def _states(self) -> Floats:
        return states(len(self.network.causes))

    @cached_property
    def _factors(self) -> Floats:
        heard = self.heard
        return log_likelihoods(present(self._states, self.links[heard], self.leaks[heard]), self.q[heard])

    @cached_property
    def _log_weights(self) -> Floats:
        weights: Floats = log_prior(self._states, self.network.prior) + self._factors.sum(axis=1)
        return weights

    @cached_property
    def _weights(self) -> Floats:
        return normalised(self._log_weights)


def judged(network: "Network", evidence: "Iterable[Evidence]") -> Judged:
    """Put evidence into the network."""
    said = {one.finding.id: one.q for one in evidence}
    return Judged(network, np.array([said.get(one.id, UNKNOWN) for one in network.findings]))
