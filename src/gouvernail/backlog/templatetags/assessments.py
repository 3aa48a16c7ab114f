"""Words for what opinions say of a round."""

from collections.abc import Mapping

from django import template
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _

from gouvernail.backlog.bridge.assessments import FilterResult
from gouvernail.backlog.selectors.assessments.sheet import Line

register = template.Library()


@register.simple_tag
def problem_of(problems: Mapping[str, str], line: Line, name: str) -> str:
    """Give what is wrong with the answer to one line."""
    return problems.get(f"{line.key}{name}", "")


@register.simple_tag
def reliability_said(result: FilterResult) -> str:
    """Say how far the raters agree (Krippendorff's alpha)."""
    sentences = {
        "reliable": _("People read this scale the same way (alpha %(alpha)s)."),
        "tentative": _("People read this scale nearly the same way (alpha %(alpha)s): conclude with care."),
        "weak": _("People do not read this scale the same way (alpha %(alpha)s): talk about it before ranking."),
        "no_variance": _("Everybody gave the same level everywhere: nothing can be said of how the scale is read."),
        "too_few": _("No item has two opinions: nothing can be said of how the scale is read."),
    }
    alpha = "" if result.alpha is None else floatformat(result.alpha, 2).replace("-", "\N{MINUS SIGN}")
    return sentences[result.reliability] % {"alpha": alpha}


@register.simple_tag
def severity_said(state: str) -> str:
    """Say whether opinions were corrected for the severity of raters, and if not why."""
    return {
        "corrected": _("Some are more severe than others: the arrow gives what counts once that is taken off."),
        "small": _("Nobody is clearly more severe than the others: opinions count as given."),
        "unlinked": _("Some people judged nothing in common with the others: opinions count as given."),
        "too_few": _("Too few opinions to tell who is severe: they count as given."),
    }[state]
