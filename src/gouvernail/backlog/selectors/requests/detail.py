"""The whole of one request, for its page."""

from dataclasses import dataclass

from gouvernail.backlog.models import Attachment, Comment, Item, Request
from gouvernail.backlog.selectors.items.story import comments_of
from gouvernail.backlog.selectors.requests.answers import Told, answers_told
from gouvernail.backlog.selectors.requests.merged import merged_with, target_of
from gouvernail.backlog.selectors.requests.voices import Heard, TeamHeard, teams_heard
from gouvernail.decisions.models import Change
from gouvernail.decisions.selectors.trail import Act, changes_after, in_acts, in_words
from gouvernail.workspaces.models import Member

_SUBJECT = Request._meta.label_lower  # noqa: SLF001  # Django's public door to a model's name


@dataclass(frozen=True, kw_only=True)
class Page:
    """One request with all that is known of it.

    Attributes
    ----------
    target
        Where it was merged to, however far; itself where it was not.
    merged
        The requests that were merged into it: their texts remain.
    teams
        Everybody who has the need, here or in what was merged, by team.
    mine
        The reader among them.
    """

    request: Request
    target: Request
    merged: tuple[Request, ...]
    teams: tuple[TeamHeard, ...]
    mine: Heard | None
    answers: tuple[Told, ...]
    items: tuple[Item, ...]
    attachments: tuple[Attachment, ...]
    comments: tuple[Comment, ...]
    acts: tuple[Act, ...]

    @property
    def people(self) -> int:
        """Count the people who have the need."""
        return sum(len(team.people) for team in self.teams)

    @property
    def is_merged(self) -> bool:
        """Tell whether it goes on elsewhere."""
        return self.target.pk != self.request.pk


def page_of(request: Request, reader: Member) -> Page:
    """Gather the page of a request: as many queries for a long one as for a short one, but for chains of merges."""
    keys = merged_with([request.pk])
    rows = Request.objects.filter(pk__in=keys).select_related("requester__user", "team").order_by("pk")
    family = list(rows)
    teams = tuple(teams_heard(family, reader))
    people = [one for team in teams for one in team.people]
    files = Attachment.objects.filter(request__in=keys, removed_at=None).select_related("author__user", "request")
    return Page(
        request=request,
        target=target_of(request),
        merged=tuple(one for one in family if one.pk != request.pk),
        teams=teams,
        mine=next((one for one in people if one.member is not None and one.member.pk == reader.pk), None),
        answers=tuple(answers_told(request.answers.all())),
        items=tuple(
            Item.objects.filter(origins__request__in=keys, removed_at=None).select_related("objective").distinct()
        ),
        attachments=tuple(files),
        comments=comments_of(request=request),
        acts=tuple(_acts_on(request)),
    )


def _acts_on(request: Request) -> list[Act]:
    """Give the latest of what was done to a request, newest first."""
    rows = Change.objects.filter(subject_type=_SUBJECT, subject_id=str(request.pk)).select_related("actor__user")
    found, _after = changes_after(rows, "")
    return in_acts(in_words(found))
