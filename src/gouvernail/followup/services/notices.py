"""Tell people, in the product, what became theirs, late or somebody else's."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Notice
from gouvernail.followup.selectors.expectation import Item
from gouvernail.workspaces.models import Member

_TITLE = 300


def notices_write(*, kind: News, item: Item, readers: Iterable[Member], day: date, about: Member | None = None) -> None:
    """Tell each reader of one item, in their language; what was told of the same cause, kind and day is not again.

    Parameters
    ----------
    about
        Who the notice speaks of: whose the line is, or who says that it is not theirs.
    """
    Notice.objects.bulk_create([_notice(kind, item, reader, day, about) for reader in readers], ignore_conflicts=True)


@transaction.atomic
def notice_read(*, actor: Member, notice: Notice, now: datetime | None = None) -> None:
    """Note that a notice was read; reading again changes nothing."""
    Notice.objects.filter(pk=notice.pk, member=actor, read_at=None).update(read_at=now or timezone.now())


@transaction.atomic
def notices_read(*, actor: Member, now: datetime | None = None) -> None:
    """Note that all the notices of a member were read."""
    Notice.objects.filter(member=actor, read_at=None).update(read_at=now or timezone.now())


def _notice(kind: News, item: Item, reader: Member, day: date, about: Member | None) -> Notice:
    with translation.override(reader.user.language):
        week = reverse("followup:my_week", args=[reader.workspace.slug])
        return Notice(
            workspace=reader.workspace,
            member=reader,
            cause=item.key,
            kind=kind,
            day=day,
            title=item.expectation.title[:_TITLE],
            text=_text(kind, item, about),
            url=week if kind in {News.DISOWNED, News.HANDED} else item.expectation.url,
            language=reader.user.language,
        )


def _text(kind: News, item: Item, about: Member | None) -> str:
    values = {
        "name": str(about or ""),
        "since": date_format(item.since, "MONTH_DAY_FORMAT"),
        "day": date_format(item.due_on, "MONTH_DAY_FORMAT"),
    }
    match kind:
        case News.NEW:
            return _("Expected of you by %(day)s.") % values
        case News.LATE:
            return _("It was expected by %(day)s.") % values
        case News.ESCALATED:
            return _("%(name)s has had it since %(since)s; you stand in for them.") % values
        case News.HANDED:
            return _("It was expected by %(day)s: %(name)s, who stands in for you, now sees it too.") % values
        case News.DISOWNED:
            return _("%(name)s says that it is not theirs. Give it to somebody.") % values
        case News.ANSWERED | News.MENTIONED | News.DECIDED:
            return ""  # these are worded by who writes them: they are about no line of a week
