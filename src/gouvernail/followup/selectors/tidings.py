"""What the next letter of the week tells somebody besides their week: answers, decisions, who named them, their data.

The notices in the product say which; the words are said anew, in the language that the reader has now, of what still
holds: a comment that was taken away, or that names them no more, is not told of.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Answer, Comment, Item
from gouvernail.backlog.selectors.requests.answers import answer_told, items_of
from gouvernail.decisions.models import Decision
from gouvernail.followup.choices.words import News, Step
from gouvernail.followup.models import Notice, Told
from gouvernail.workspaces.choices.rights import RIGHTS, Right
from gouvernail.workspaces.models import DataObject, Member
from gouvernail.workspaces.selectors.rights import roles_running

NEWS_FOR = timedelta(days=30)  # [choice] older, it stood unread among the notices for a month: a letter is not news
MOST = 40  # a letter; the rest comes with the next one
DATA = "data:"


@dataclass(frozen=True, kw_only=True)
class Saying:
    """One thing that was said: an answer or a decision with its reason, who named the reader, that it is their data.

    Attributes
    ----------
    items
        What a request was accepted into.
    """

    text: str
    on: date
    reason: str = ""
    items: tuple[Item, ...] = ()


@dataclass(kw_only=True)
class Topic:
    """What was said of one request or item, the oldest first."""

    title: str
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
    decisions: tuple[Topic, ...] = ()
    mentions: tuple[Topic, ...] = ()
    data: tuple[Topic, ...] = ()
    notices: tuple[Notice, ...] = ()
    left: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is something to say."""
        return bool(self.answers or self.decisions or self.mentions or self.data)


def tidings_for(member: Member, now: datetime) -> Tidings:
    """Gather what a member has neither read in the product nor been written of, in the active language.

    Who may no longer read the workspace is told nothing of it: eight queries, whatever there is to tell.
    """
    told = Told.objects.filter(member=OuterRef("member"), cause=OuterRef("cause"), step=Step.NEWS, day=OuterRef("day"))
    wanted = Q(kind__in=(News.ANSWERED, News.DECIDED, News.MENTIONED)) | Q(kind=News.NEW, cause__startswith=DATA)
    rows = Notice.objects.filter(~Exists(told), wanted, member=member, read_at=None, created_at__gt=now - NEWS_FOR)
    notices = list(rows.order_by("created_at", "pk"))
    if not notices or not _may_read(member, now):
        return Tidings()
    shown = notices[:MOST]
    return Tidings(
        answers=_answers([one for one in shown if one.kind == News.ANSWERED]),
        decisions=_decisions([one for one in shown if one.kind == News.DECIDED]),
        mentions=_mentions([one for one in shown if one.kind == News.MENTIONED], member),
        data=_data([one for one in shown if one.kind == News.NEW]),
        notices=tuple(shown),
        left=len(notices) - len(shown),
    )


def mention_said(comment: Comment) -> str:
    """Say to somebody that a comment names them."""
    return _("%(name)s names you in a comment.") % {"name": comment.author}


def decision_said(decision: Decision) -> str:
    """Say to who asked what was decided."""
    said = _("It was decided: %(verdict)s.") % {"verdict": str(decision.get_verdict_display()).lower()}
    if decision.review_on:
        said += " " + _("It is looked at again on %(day)s.") % {"day": date_format(decision.review_on, "DATE_FORMAT")}
    return said


def data_said(about: DataObject) -> str:
    """Say to a Data Owner that an item is about their data."""
    text = _("It is about “%(data)s”, which you answer for: say what its build needs of this data.")
    return text % {"data": about}


def _may_read(member: Member, now: datetime) -> bool:
    today = timezone.localdate(now, ZoneInfo(member.workspace.time_zone))
    return roles_running(member, today).filter(kind__in=RIGHTS[Right.WORKSPACE_READ]).exists()


def _answers(notices: list[Notice]) -> tuple[Topic, ...]:
    known = {_key(one): one for one in notices}
    rows = Answer.objects.filter(pk__in=known, request__removed_at=None).select_related("request", "target")
    topics: dict[int, Topic] = {}
    for answer in rows.prefetch_related("made", "linked").order_by("at", "pk"):
        notice = known[answer.pk]
        topic = topics.setdefault(answer.request_id, Topic(title=str(answer.request), url=notice.url))
        topic.sayings.append(
            Saying(text=answer_told(answer), on=notice.day, reason=answer.reason, items=items_of(answer))
        )
    return tuple(topics.values())


def _decisions(notices: list[Notice]) -> tuple[Topic, ...]:
    found = Decision.objects.in_bulk([_key(one) for one in notices])
    topics: dict[str, Topic] = {}
    for notice in notices:
        decision = found.get(_key(notice))
        if decision is not None:
            topic = topics.setdefault(notice.title, Topic(title=notice.title, url=notice.url))
            topic.url = notice.url  # that of the last one, which tells of those before it
            topic.sayings.append(Saying(text=decision_said(decision), on=notice.day, reason=decision.reason))
    return tuple(topics.values())


def _mentions(notices: list[Notice], member: Member) -> tuple[Topic, ...]:
    known = {_key(one): one for one in notices}
    rows = Comment.objects.filter(pk__in=known, removed_at=None, mentions=member)
    topics: dict[tuple[int | None, int | None], Topic] = {}
    for comment in rows.select_related("author__user", "item", "request").order_by("at", "pk"):
        subject, notice = comment.item or comment.request, known[comment.pk]
        if subject is None or subject.removed_at is not None:
            continue
        topic = topics.setdefault((comment.item_id, comment.request_id), Topic(title=str(subject), url=notice.url))
        text = mention_said(comment)
        if text not in {one.text for one in topic.sayings}:  # three comments of one talk are said once
            topic.sayings.append(Saying(text=text, on=notice.day))
    return tuple(topics.values())


def _data(notices: list[Notice]) -> tuple[Topic, ...]:
    """Give the items that are still about the data that their notices name."""
    keys = {_key(one) for one in notices}
    items = {one.pk: one for one in Item.objects.filter(pk__in=keys, removed_at=None).select_related("data_object")}
    topics = []
    for notice in notices:
        item = items.get(_key(notice))
        if item is not None and item.data_object is not None and data_cause(item, item.data_object) == notice.cause:
            saying = Saying(text=data_said(item.data_object), on=timezone.localdate(notice.created_at))
            topics.append(Topic(title=str(item), url=notice.url, sayings=[saying]))
    return tuple(topics)


def data_cause(item: Item, about: DataObject) -> str:
    """Name what a Data Owner is told of: once an item and a kind of data."""
    return f"{DATA}{item.pk}:{about.pk}"


def _key(notice: Notice) -> int:
    """Give the key of the answer, the comment or the item that a notice tells of."""
    return int(notice.cause.split(":")[1])
