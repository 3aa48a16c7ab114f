"""Figures of the method inside a sentence, so that a page never says another one than what counts."""

from django import template

from gouvernail.backlog.selectors.ranking.thresholds import figure_said

register = template.Library()


@register.simple_tag
def threshold(key: str) -> str:
    """Give one threshold as it is written in a sentence."""
    return figure_said(key)
