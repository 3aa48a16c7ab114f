"""Tags of the shell, known to every template without loading them."""

import hashlib

from django import template
from django.contrib.messages.storage.base import Message
from django.utils.html import format_html
from django.utils.safestring import SafeString
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from gouvernail.web import toasts

register = template.Library()
HUES = 8


@register.simple_tag
def icon(name: str, size: int = 18, **attributes: object) -> SafeString:
    """Draw a Lucide icon, hidden from screen readers: the words beside it say the same."""
    attributes.setdefault("aria_hidden", "true")
    try:
        return SafeString(lucide(name, size=size, **attributes))
    except IconDoesNotExist as error:
        raise template.TemplateSyntaxError(f"There is no icon called {name}.") from error


@register.filter
def initials(name: str) -> str:
    """Give the two letters of an avatar: `Camille Leroy` is `CL`."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


@register.filter
def hue(name: object) -> int:
    """Give a person the same colour everywhere: a number from 1 to 8."""
    return int(hashlib.blake2s(str(name).encode(), digest_size=2).hexdigest(), 16) % HUES + 1


@register.simple_tag
def avatar(name: str) -> SafeString:
    """Draw the initials of a person; the name stands beside it."""
    return format_html('<span class="avatar hue-{}" aria-hidden="true">{}</span>', hue(name), initials(name))


@register.filter
def undo_address(message: Message) -> str:
    """Give the address that undoes what a toast says, if there is one."""
    return toasts.undo_address(message.extra_tags)
