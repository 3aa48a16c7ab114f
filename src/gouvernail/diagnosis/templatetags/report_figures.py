"""Curves and weights of a report, as SVG without a style attribute."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_WIDE, _HIGH, _BAR = 138, 30, 86


@register.simple_tag
def curve(line: Mapping[str, Any] | None) -> SafeString:
    """Draw how a figure moved, month by month; nothing below three months."""
    if not line:
        return SafeString("")
    points = [f"{2 + x * _WIDE:.1f},{34 - y * _HIGH:.1f}" for x, y in line["points"]]
    drawn = " ".join(points)
    return format_html(
        '<svg class="curve" viewBox="0 0 144 38" role="img" aria-label="{}" preserveAspectRatio="xMinYMid meet">'
        '<polygon points="2,38 {} 140,38"/><polyline points="{}"/><circle cx="140" cy="{}" r="2.4"/></svg>',
        line["label"],
        drawn,
        drawn,
        f"{34 - line['points'][-1][1] * _HIGH:.1f}",
    )


@register.simple_tag
def weight_bar(cause: Mapping[str, Any]) -> SafeString:
    """Draw the weight of a cause, 0 to 1, with its interval; the figures beside it say the same."""
    low, high = (f"{cause[name] * (_BAR - 2) + 1:.1f}" for name in ("low", "high"))
    return format_html(
        '<svg class="weight-bar" viewBox="0 0 86 12" aria-hidden="true"><rect class="track" y="3" width="86" height="6"'
        ' rx="3"/><rect class="fill" y="3" width="{}" height="6" rx="3"/>'
        '<path class="spread" d="M{low} 1v10M{high} 1v10M{low} 6H{high}"/></svg>',
        f"{cause['posterior'] * _BAR:.1f}",
        low=low,
        high=high,
    )


@register.simple_tag
def fate_bar(promises: Mapping[str, Any]) -> SafeString:
    """Draw what became of the promises as one bar, as wide as each share."""
    parts = [
        format_html(
            '<rect class="{}" x="{}" width="{}" height="40"/>',
            fate["id"],
            f"{fate['start'] * 1000:.1f}",
            f"{max(fate['share'] * 1000 - 2, 1):.1f}",
        )
        for fate in promises["fates"]
        if fate["count"]
    ]
    return format_html(
        '<svg class="fate-bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        promises["label"],
        SafeString("".join(parts)),
    )


@register.filter
def at(mapping: Mapping[str, Any] | None, key: object) -> Any:
    """Give what a mapping holds under a key; nothing where it holds none."""
    return (mapping or {}).get(str(key))


@register.filter
def at_index(sequence: Sequence[Any], number: int) -> Any:
    """Give the element of a sequence at a place."""
    return sequence[number]
