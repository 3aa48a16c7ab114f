"""Tell people at once what concerns them: the answer to what they asked for, a comment that names them.

The rooms below call these through settings (ANSWERS_TOLD, MENTIONS_TOLD), in their own transaction: what is answered
and that it was told are kept together. What is not read in the product goes with the next letter of the week
(see `selectors.tidings`).
"""

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from gouvernail.backlog.models import Answer, Comment, Request
from gouvernail.backlog.selectors.requests.answers import answer_told
from gouvernail.backlog.selectors.requests.merged import merged_with
from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.askers import askers_of
from gouvernail.followup.selectors.tidings import mention_said
from gouvernail.workspaces.models import Member, Workspace

_TITLE = 300


def answer_tell(*, answer: Answer) -> None:
    """Tell everybody who has the need, here or in what was merged, what was answered and why; each once.

    Who answered is not told what they did. [choice] Who wrote for somebody else is told too.
    """
    request = answer.request
    notices = []
    for reader in _concerned(request, answer.author_id):
        with translation.override(reader.user.language):
            text = answer_told(answer)
            notices.append(
                _notice(
                    reader,
                    kind=News.ANSWERED,
                    cause=f"answer:{answer.pk}",
                    day=_day(request.workspace, answer.at),
                    title=str(request),
                    text=f"{text}\n{answer.reason}" if answer.reason else text,
                    url=reverse("backlog:request_detail", args=[request.workspace.slug, request.pk]),
                )
            )
    _write(notices)


def mentions_tell(*, comment: Comment) -> None:
    """Tell those whom a comment names; its words stay in the comment, which may be taken away."""
    subject = comment.item or comment.request
    if subject is None:
        return
    slug, name = comment.workspace.slug, "item_detail" if comment.item else "request_detail"
    readers = comment.mentions.filter(is_active=True).exclude(pk=comment.author_id).select_related("user")
    notices = []
    for reader in readers:
        with translation.override(reader.user.language):
            notices.append(
                _notice(
                    reader,
                    kind=News.MENTIONED,
                    cause=f"comment:{comment.pk}",
                    day=_day(comment.workspace, comment.at),
                    title=str(subject),
                    text=mention_said(comment),
                    url=reverse(f"backlog:{name}", args=[slug, subject.pk]) + f"#comment-{comment.pk}",
                )
            )
    _write(notices)


def _concerned(request: Request, author: int | None) -> Iterable[Member]:
    keys = askers_of(merged_with([request.pk]))
    rows = Member.objects.filter(Q(pk__in=keys - {author}), is_active=True, user__is_active=True)
    return rows.select_related("user").order_by("pk")


def _day(workspace: Workspace, at: datetime) -> date:
    return timezone.localdate(at, ZoneInfo(workspace.time_zone))


def _notice(reader: Member, kind: News, cause: str, day: date, **words: str) -> Notice:
    title = words.pop("title")[:_TITLE]
    return Notice(
        workspace_id=reader.workspace_id,
        member=reader,
        cause=cause,
        kind=kind,
        day=day,
        title=title,
        language=reader.user.language,
        created_at=timezone.now(),  # the clock of the services: the demonstration plays its past by it
        **words,
    )


def _write(notices: list[Notice]) -> None:
    """Keep notices; what was told of the same cause is not again."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
