"""Words for what a version of the compass changed."""

from django import template

from gouvernail.strategy.models import Objective

register = template.Library()


@register.simple_tag
def field_label(name: str) -> str:
    """Name a field of an objective as its form does."""
    return str(Objective._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001  # Django's public door to a model's fields
