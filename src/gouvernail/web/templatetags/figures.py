"""Figures drawn as SVG, without a style attribute: meters, shares, sparklines."""

from collections.abc import Sequence

from django import template
from django.template.defaultfilters import floatformat
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
ALL = 100
TOP = 5  # of every scale of the method
_WIDE, _HIGH = 120, 30


@register.simple_tag
def meter(value: float, low: float | None = None, high: float | None = None, kind: str = "value") -> SafeString:
    """Draw a level from 0 to 5 as a bar, with the spread of the evaluators as two whiskers.

    Parameters
    ----------
    value, low, high
        Levels, 0 to 5; no whisker where `low` or `high` is missing.
    kind
        `value`, `complexity` or `urgency`: the colour.
    """
    whiskers, words = SafeString(""), _("%(value)s out of 5") % {"value": floatformat(value, 1)}
    if low is not None and high is not None:
        left, right = _at(low, TOP), _at(high, TOP)
        whiskers = format_html('<path class="spread" d="M{0} 0V12M{1} 0V12"/>', left, right)
        words = _("%(words)s, from %(low)s to %(high)s by evaluator") % {
            "words": words,
            "low": floatformat(low, 1),
            "high": floatformat(high, 1),
        }
    return format_html(
        '<span class="meter {}"><b class="num">{}</b><svg viewBox="0 0 100 12" preserveAspectRatio="none" role="img"'
        ' aria-label="{}"><rect class="track" y="3" width="100" height="6" rx="3"/>'
        '<rect class="fill" y="3" width="{}" height="6" rx="3"/>{}</svg></span>',
        kind,
        floatformat(value, 1),
        words,
        _at(value, TOP),
        whiskers,
    )


@register.simple_tag
def share(value: float, total: float = 100, kind: str = "", label: str = "") -> SafeString:
    """Draw a part of a whole as a bar: progress, coverage, a probability."""
    part = max(0.0, min(1.0, value / total if total else 0.0))
    return format_html(
        '<svg class="share {}" viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="{}">'
        '<rect class="track" width="100" height="6" rx="3"/><rect class="fill" width="{}" height="6" rx="3"/></svg>',
        kind,
        label or whole_percent(part * 100),
        _at(part, 1),
    )


@register.simple_tag
def sparkline(values: Sequence[float | None], label: str = "") -> SafeString:
    """Draw how a figure moved; a missing value is a gap. Takes the colour of the text around it."""
    known = [value for value in values if value is not None]
    if not known:
        return SafeString("")
    low, height = min(known), (max(known) - min(known)) or 1
    step = (_WIDE - 4) / max(len(values) - 1, 1)
    parts, pen = [], "M"
    for place, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        parts.append(f"{pen}{2 + place * step:.1f} {_HIGH - 3 - (value - low) / height * (_HIGH - 6):.1f}")
        pen = "L"
    hidden = format_html(' role="img" aria-label="{}"', label) if label else SafeString(' aria-hidden="true"')
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {} {}" width="{}" height="{}"{}><path d="{}"/></svg>',
        _WIDE,
        _HIGH,
        _WIDE,
        _HIGH,
        hidden,
        " ".join(parts),
    )


@register.filter
def whole_percent(value: float) -> str:
    """Write a share (0 to 100) without decimals: what is not all is never 100 %, what is not nothing never 0 %."""
    whole = round(value)
    near = ">" if value < whole == ALL else "<" if value > whole == 0 else ""
    percent = number_format({">": ALL - 1, "<": 1}.get(near, whole), 0)
    return _("%(percent)s %%") % {"percent": f"{near}\N{NO-BREAK SPACE}{percent}" if near else percent}


def _at(value: float, top: float) -> str:
    """Give a place on a width of 100, as SVG writes numbers whatever the language."""
    return f"{max(0.0, min(1.0, value / top)) * 100:.1f}"
