"""Roles: who answers for what."""

from gouvernail.method.diagnosis.indicator import register
from gouvernail.method.diagnosis.indicators.answer import Unrecorded


@register
class RoleGaps(Unrecorded):
    """Number of errors in the distribution of duties: recorded by the product only.

    Rules of method.md section 7, weighted; section 6.2, 36.
    """

    id = "role_gaps"
    number = 36
    unit = "count"
    beyond = "above"
    sources = frozenset({"duties"})
    needs = ("product.duties",)
