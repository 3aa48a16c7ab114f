"""The text of a comment, with those whom it names in strong."""

import re

from django import template
from django.utils.html import escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from gouvernail.backlog.models import Comment

register = template.Library()


def _strong(found: re.Match[str]) -> str:
    return f"<strong>{found[0]}</strong>"


@register.filter
def comment_text(comment: Comment) -> SafeString:
    """Show what was said: escaped, its addresses as links, its paragraphs, and the names of those who are mentioned."""
    shown = linebreaks(urlize(comment.text, nofollow=True, autoescape=True))
    for member in comment.mentions.all():
        names = [str(member), member.user.email.partition("@")[0], *str(member).split()]
        said = "|".join(re.escape(str(escape(name))) for name in names if name)
        shown = re.sub(rf"(?<![\w>/.=@-])@(?:{said})(?!\w)", _strong, shown, flags=re.IGNORECASE)
    return mark_safe(shown)  # noqa: S308  # escaped by urlize; names are compared with escaped text
