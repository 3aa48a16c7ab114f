"""Heads of columns that sort: plain links, so that the address says the order and can be sent to somebody."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gouvernail.web.templatetags.shell import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def sorted_head(context: Context, name: str, label: str, *, default: bool = False, classes: str = "") -> SafeString:
    """Draw a `th` whose link sorts by a column, then the other way round. The rest of the address is kept.

    Parameters
    ----------
    name
        What the address says: `?sort=name`, `?sort=-name` for the other way.
    default
        Whether the table is in this order when the address says nothing.
    """
    query = context["request"].GET.copy()
    now = query.get("sort", name if default else "")
    query.pop("page", None)
    query["sort"] = f"-{name}" if now == name else name
    order = {name: "ascending", f"-{name}": "descending"}.get(now)
    return format_html(
        '<th scope="col"{}{}><a href="?{}">{} {}</a></th>',
        format_html(' class="{}"', classes) if classes else "",
        format_html(' aria-sort="{}"', order) if order else "",
        query.urlencode(),
        label,
        icon({"ascending": "arrow-up", "descending": "arrow-down"}.get(order or "", "arrow-up-down"), 13),
    )
