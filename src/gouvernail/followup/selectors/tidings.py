"""What the next letter of the week tells somebody besides their week: answers to what they asked, who named them.

The notices in the product say which; the words are said anew, in the language that the reader has now, of what still
holds: a comment that was taken away, or that names them no more, is not told of.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Answer, Comment, Item, Request
from gouvernail.backlog.selectors.requests.answers import answer_told
from gouvernail.followup.choices.words import News, Step
from gouvernail.followup.models import Notice, Told
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import roles_running

NEWS_FOR = timedelta(days=30)  # [choice] older, it stood unread among the notices for a month: a letter is not news
MOST = 40  # a letter; the rest comes with the next one


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One thing that was said: an answer with its reason, or that somebody named the reader."""

    text: str
    reason: str
    on: date


@dataclass(kw_only=True)
class Topic:
    """What was said of one request or item, the oldest first."""

    subject: Request | Item
    url: str
    sayings: list[Saying] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Tidings:
    """What a letter tells, by request or item.

    Attributes
    ----------
    notices
        Those that the letter tells of, or that nothing is to be told of any more.
    left
        How many wait for the next letter.
    """

    answers: tuple[Topic, ...] = ()
    mentions: tuple[Topic, ...] = ()
    notices: tuple[Notice, ...] = ()
    left: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is something to say."""
        return bool(self.answers or self.mentions)


def tidings_for(member: Member, now: datetime) -> Tidings:
    """Gather what a member has neither read in the product nor been written of, in the active language.

    Who may no longer read the workspace is told nothing of it: four queries, whatever there is to tell.
    """
    told = Told.objects.filter(member=OuterRef("member"), cause=OuterRef("cause"), step=Step.NEWS, day=OuterRef("day"))
    rows = Notice.objects.filter(
        ~Exists(told),
        member=member,
        kind__in=(News.ANSWERED, News.MENTIONED),
        read_at=None,
        created_at__gt=now - NEWS_FOR,
    )
    notices = list(rows.order_by("created_at", "pk"))
    if not notices or not _may_read(member, now):
        return Tidings()
    shown = notices[:MOST]
    return Tidings(
        answers=_answers([one for one in shown if one.kind == News.ANSWERED]),
        mentions=_mentions([one for one in shown if one.kind == News.MENTIONED], member),
        notices=tuple(shown),
        left=len(notices) - len(shown),
    )


def _may_read(member: Member, now: datetime) -> bool:
    today = timezone.localdate(now, ZoneInfo(member.workspace.time_zone))
    return roles_running(member, today).filter(kind__in=RIGHTS[Right.WORKSPACE_READ]).exists()


def _answers(notices: list[Notice]) -> tuple[Topic, ...]:
    known = {_key(one): one for one in notices}
    rows = Answer.objects.filter(pk__in=known, request__removed_at=None).select_related("request", "target")
    topics: dict[int, Topic] = {}
    for answer in rows.order_by("at", "pk"):
        notice = known[answer.pk]
        topic = topics.setdefault(answer.request_id, Topic(subject=answer.request, url=notice.url))
        topic.sayings.append(Saying(text=answer_told(answer), reason=answer.reason, on=notice.day))
    return tuple(topics.values())


def _mentions(notices: list[Notice], member: Member) -> tuple[Topic, ...]:
    known = {_key(one): one for one in notices}
    rows = Comment.objects.filter(pk__in=known, removed_at=None, mentions=member)
    topics: dict[tuple[int | None, int | None], Topic] = {}
    for comment in rows.select_related("author__user", "item", "request").order_by("at", "pk"):
        subject, notice = comment.item or comment.request, known[comment.pk]
        if subject is None or subject.removed_at is not None:
            continue
        topic = topics.setdefault((comment.item_id, comment.request_id), Topic(subject=subject, url=notice.url))
        text = _("%(name)s names you in a comment.") % {"name": comment.author}
        if text not in {one.text for one in topic.sayings}:  # three comments of one talk are said once
            topic.sayings.append(Saying(text=text, reason="", on=notice.day))
    return tuple(topics.values())


def _key(notice: Notice) -> int:
    """Give the key of the answer or the comment that a notice tells of."""
    return int(notice.cause.rpartition(":")[2])
