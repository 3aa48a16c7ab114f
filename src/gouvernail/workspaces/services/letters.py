"""Write to people: plain text and HTML from the same words, in the language of who receives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

_ACTION = re.compile(r"(?P<label>[^\n]+?)\s*:\n(?P<url>https?://\S+)")


@dataclass(frozen=True)
class Part:
    """One paragraph; where it is a label and a link, a button."""

    text: str
    url: str = ""


def letter_send(*, to: str, language: str, template: str, context: Mapping[str, Any]) -> None:
    """Queue a letter in the caller's transaction: it leaves once that is committed.

    Parameters
    ----------
    template
        `workspaces/letters/invitation`: its subject is in `_subject.txt`, its words in `.txt`.
    context
        Texts are put on one line: a name cannot forge a paragraph, a link or a header.
    """
    shown = {key: one_line(value) if isinstance(value, str) else value for key, value in context.items()}
    with translation.override(language):
        subject = one_line(render_to_string(f"{template}_subject.txt", shown))
        text = render_to_string(f"{template}.txt", shown).strip()
        message = EmailMultiAlternatives(subject, text + "\n", settings.DEFAULT_FROM_EMAIL, [to])
        message.attach_alternative(html_of(subject, text), "text/html")
    letter_post(message)


def letter_post(message: EmailMultiAlternatives) -> None:
    """Hand a letter to the queue (`settings.EMAIL_BACKEND`), in the caller's transaction: undone, it is not sent."""
    message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
    message.send()


def html_of(subject: str, text: str) -> str:
    """Give the same words as a page: a line that ends with a colon above an address becomes a button."""
    paragraphs = [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]
    parts = [_part(paragraph) for paragraph in paragraphs]
    return render_to_string(
        "workspaces/letters/frame.html", {"subject": subject, "parts": parts, "public_url": settings.PUBLIC_URL}
    )


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def _part(paragraph: str) -> Part:
    found = _ACTION.fullmatch(paragraph)
    return Part(found["label"], found["url"]) if found else Part(paragraph)
