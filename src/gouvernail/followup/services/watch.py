"""Look at every week now and then: keep the lines, and tell what changed. Called by a worker, once for all."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django_scopes import scope

from gouvernail.followup.choices.words import Kind, News
from gouvernail.followup.models import Line, Notice, Told
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.facts import Facts, facts_of_all
from gouvernail.followup.selectors.week import items_of
from gouvernail.followup.services.lines import lines_keep
from gouvernail.followup.services.notices import notices_write
from gouvernail.workspaces.models import Member, Workspace

_log = logging.getLogger(__name__)
KEPT = timedelta(days=90)
_UNTOLD = {Kind.MEETING, Kind.FIRST_STEP}  # they come by themselves: the week shows them, nobody need be told
Weeks = dict[Member, list[Item]]


@dataclass(frozen=True)
class _News:
    kind: News
    item: Item
    reader: Member
    about: Member | None = None


def weeks_watch(now: datetime | None = None) -> None:
    """Look at the weeks of every workspace that is not about to be deleted."""
    for workspace in Workspace.objects.filter(deletes_at=None).order_by("pk"):
        with scope(workspace=workspace):
            try:
                workspace_watch(workspace=workspace, now=now or timezone.now())
            except Exception:  # noqa: BLE001  # one workspace that fails must not stop the others
                _log.exception("the weeks of workspace %s cannot be read", workspace.pk)


def workspace_watch(*, workspace: Workspace, now: datetime) -> None:
    """Keep the lines of one workspace and write the notices of what is new, late, or passed on."""
    facts = facts_of_all(workspace, now)
    watched = {member for member, _key in facts.lines}
    items: Weeks = {}
    for member in facts.members.values():
        with translation.override(member.user.language):
            items[member] = items_of(member, facts)
    new = {(line.member_id, line.key) for line in lines_keep(facts=facts, items=items)}
    said = set(Notice.objects.values_list("member_id", "cause", "kind", "day"))
    for news in _news(items, facts, {key for key in new if key[0] in watched}):
        day = news.item.told_on(facts.day)
        if (news.reader.pk, news.item.key, news.kind, day) not in said:
            notices_write(kind=news.kind, item=news.item, readers=[news.reader], day=day, about=news.about)


def weeks_forget(now: datetime | None = None) -> None:
    """Forget the weeks of those who left, and old notices and letters whose cause is over."""
    before = (now or timezone.now()) - KEPT
    for workspace in Workspace.objects.order_by("pk"):
        with scope(workspace=workspace):
            Line.objects.filter(member__is_active=False).delete()
            lasts = Line.objects.filter(member=OuterRef("member"), key=OuterRef("cause"))
            Notice.objects.filter(~Exists(lasts), created_at__lt=before).delete()
            Told.objects.filter(~Exists(lasts), at__lt=before).delete()


def _news(items: Weeks, facts: Facts, new: set[tuple[int, str]]) -> Iterator[_News]:
    for member, theirs in items.items():
        for item in theirs:
            if not item.is_open(facts.day):
                continue
            if item.whose is not None:
                yield from _escalated(item, member, items)
            elif item.due_on < facts.day:
                yield _News(News.LATE, item, member)
            elif (member.pk, item.key) in new and item.expectation.kind not in _UNTOLD:
                yield _News(News.NEW, item, member)


def _escalated(item: Item, deputy: Member, items: Weeks) -> Iterator[_News]:
    """Tell the deputy of what is late, in one line, and whose it is of each thing that was passed on."""
    yield _News(News.ESCALATED, item, deputy, item.whose)
    handed = {part.key for part in item.parts or (item,)}
    for mine in items[item.whose] if item.whose else ():
        if item.whose and f"for:{item.whose.pk}:{mine.key}" in handed:
            yield _News(News.HANDED, mine, item.whose, deputy)
