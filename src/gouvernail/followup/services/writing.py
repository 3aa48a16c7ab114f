"""Write a letter of the week in the reader's language, with the way to stop it, and queue it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gouvernail.backlog import models as backlog
from gouvernail.followup.choices.words import Letter
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.tidings import Tidings, Topic
from gouvernail.followup.selectors.week import Week, sorted_out
from gouvernail.followup.services.unsubscribing import stop_token
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.letters import letter_post as queue

MOST = 40  # items a letter: the page has the rest
_NONE = Tidings()


def letter_post(
    *, member: Member, letter: Letter, week: Week, items: list[Item], day: date, tidings: Tidings = _NONE
) -> bool:
    """Queue one letter in the caller's transaction, in the active language; with nothing to tell, none.

    A mail program shows its own button to unsubscribe (RFC 8058): one click, without signing in.
    """
    if not items and not tidings:
        return False
    context = _context(member, letter, week, items) | _sections(member, tidings)
    subject = _one_line(_subject(letter, week, items, tidings))
    message = EmailMultiAlternatives(
        subject,
        render_to_string("followup/letters/week.txt", context).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [member.user.email],
        headers={
            "Message-ID": f"<week-{member.pk}-{day.isoformat()}@{_host()}>",
            "List-Unsubscribe": f"<{context['stop_url']}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
    html = render_to_string("followup/letters/week.html", context | {"subject": subject})
    message.attach_alternative(html, "text/html")
    queue(message)
    return True


def _subject(letter: Letter, week: Week, items: list[Item], tidings: Tidings) -> str:
    if letter == Letter.REMINDERS and len(items) == 1:
        return _("Reminder: %(title)s") % {"title": items[0].expectation.title}
    if letter == Letter.REMINDERS:
        return ngettext("%(count)d reminder", "%(count)d reminders", len(items)) % {"count": len(items)}
    answers, decisions, mentions = map(_sayings, (tidings.answers, tidings.decisions, tidings.mentions))
    if not items and answers == 1 and not (decisions or mentions or tidings.data):
        return _("Answer: %(title)s") % {"title": tidings.answers[0].title}
    parts = [_week_in_short(week)] if items else []
    if answers:
        parts.append(ngettext("%(count)d answer", "%(count)d answers", answers) % {"count": answers})
    if decisions:
        parts.append(ngettext("%(count)d decision", "%(count)d decisions", decisions) % {"count": decisions})
    if mentions:
        text = ngettext("you are named in a comment", "you are named in %(count)d comments", mentions)
        parts.append(text % {"count": mentions})
    if tidings.data:
        text = ngettext("%(count)d item about your data", "%(count)d items about your data", len(tidings.data))
        parts.append(text % {"count": len(tidings.data)})
    sentence = ", ".join(parts)
    return sentence[:1].upper() + sentence[1:]


def _week_in_short(week: Week) -> str:
    late, soon = len(week.late), len(week.today) + len(week.this_week)
    if late:
        return _("Your week: %(soon)d to do, %(late)d late") % {"soon": soon, "late": late}
    return _("Your week: %(soon)d to do") % {"soon": soon}


def _sayings(topics: Iterable[Topic]) -> int:
    return sum(len(one.sayings) for one in topics)


def _context(member: Member, letter: Letter, week: Week, items: list[Item]) -> dict[str, Any]:
    shown = sorted_out(items[:MOST], week.day)
    groups = [
        (_("Late"), "late", shown.late),
        (_("Today"), "today", shown.today),
        (_("This week"), "soon", shown.this_week),
        (_("Later"), "later", shown.later),
    ]
    return {
        "name": _one_line(str(member)),
        "workspace_name": _one_line(member.workspace.name),
        "letter": letter,
        "groups": [(title, tone, [_Told(item, week.day) for item in rows]) for title, tone, rows in groups if rows],
        "left": max(len(items) - MOST, 0),
        "week_url": settings.PUBLIC_URL + reverse("followup:my_week", args=[member.workspace.slug]),
        "preferences_url": settings.PUBLIC_URL + reverse("me:preferences"),
        "stop_url": settings.PUBLIC_URL + reverse("me:unsubscribe", args=[stop_token(member.user, letter)]),
    }


def _sections(member: Member, tidings: Tidings) -> dict[str, Any]:
    slug = member.workspace.slug
    sections = [
        (_("Answers to what you asked"), tidings.answers),
        (_("Decisions on what you asked"), tidings.decisions),
        (_("Who named you"), tidings.mentions),
        (_("What is about your data"), tidings.data),
    ]
    return {
        "sections": [(title, [_shown(one, slug) for one in topics]) for title, topics in sections if topics],
        "unsaid": tidings.left,
        "notices_url": settings.PUBLIC_URL + reverse("followup:notice_list", args=[slug]),
    }


def _shown(topic: Topic, slug: str) -> dict[str, Any]:
    """Give a topic as a letter shows it: every text on one line, as `_Told` does."""
    return {
        "title": _one_line(topic.title),
        "url": settings.PUBLIC_URL + topic.url,
        "sayings": [
            {
                "text": _one_line(one.text),
                "on": one.on,
                "reason": _one_line(one.reason),
                "items": [(_one_line(str(item)), _page_of(item, slug)) for item in one.items],
            }
            for one in topic.sayings
        ],
    }


def _page_of(item: backlog.Item, slug: str) -> str:
    return settings.PUBLIC_URL + reverse("backlog:item_detail", args=[slug, item.pk])


class _Told:
    """One item as a letter shows it: every text on one line, so that no name forges a paragraph or a link."""

    def __init__(self, item: Item, day: date) -> None:
        one = item.expectation
        self.title, self.reason, self.why, self.act = map(_one_line, (one.title, one.reason, one.why, one.act))
        self.url = settings.PUBLIC_URL + one.url
        self.due_on, self.since, self.days_late = item.due_on, item.since, max((day - item.due_on) // timedelta(1), 0)
        self.whose = _one_line(str(item.whose)) if item.whose else ""


def _one_line(text: str) -> str:
    """Put a text on one line; its no-break spaces are kept."""
    return " ".join(line.strip() for line in text.splitlines())


def _host() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
