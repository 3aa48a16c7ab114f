"""The letter of the day: the week of a person, or what is due soon, due today or late. One a day at most.

The letter of the week also brings the answers to what the person asked and who named them.
"""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation
from django_scopes import scope

from gouvernail.followup.choices.words import Letter, Step
from gouvernail.followup.models import Preference, Told
from gouvernail.followup.selectors.calendar import is_digest_day, letter_day
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.facts import Facts
from gouvernail.followup.selectors.steps import step_of
from gouvernail.followup.selectors.tidings import Tidings, tidings_for
from gouvernail.followup.selectors.week import Week, week_of
from gouvernail.followup.services.lines import lines_keep
from gouvernail.followup.services.told import claim, claim_each
from gouvernail.followup.services.writing import letter_post
from gouvernail.workspaces.models import Member, Workspace

ROUND = 200  # letters a round: the worker has other work; the rest leaves with the next one, a minute later
_log = logging.getLogger(__name__)


def letters_send(now: datetime | None = None) -> None:
    """Write some of the letters whose time has come. Called every minute by a worker, once for all."""
    now, left = now or timezone.now(), ROUND
    for workspace in Workspace.objects.filter(deletes_at=None).order_by("pk"):
        with scope(workspace=workspace):
            due = _due(workspace, now)[:left]
            left -= len(due)
            for member, preference, day in due:
                try:
                    letter_write(member=member, preference=preference, day=day, now=now)
                except Exception:  # noqa: BLE001  # one that fails must not stop the others; it is tried again
                    _log.exception("the letter of member %s cannot be written", member.pk)


@transaction.atomic
def letter_write(*, member: Member, preference: Preference, day: date, now: datetime) -> bool:
    """Write one person's letter of one day, if there is something to tell them; False where there was not.

    That the day was looked at, what was told and the letter itself are one transaction.
    """
    if not claim(member=member, step=Step.LETTER, day=day, now=now):
        return False
    zone = ZoneInfo(member.user.time_zone)
    with translation.override(member.user.language), timezone.override(zone):
        week, facts = week_of(member, now)
        lines_keep(facts=facts, items={member: [*week.open, *week.aside]})
        fresh = _fresh(member, week, facts, now)
        if is_digest_day(day, preference):
            tidings = _tidings(member, now)
            return letter_post(
                member=member, letter=Letter.DIGEST, week=week, items=week.open, day=day, tidings=tidings
            )
        return letter_post(member=member, letter=Letter.REMINDERS, week=week, items=fresh, day=day)


def _due(workspace: Workspace, now: datetime) -> list[tuple[Member, Preference, date]]:
    """Find whose letter of the day may leave now and was not looked at yet: four queries."""
    members = list(
        Member.objects.select_related("workspace", "user").filter(
            is_active=True, user__is_active=True, user__anonymised_at=None
        )
    )
    wishes = {row.user_id: row for row in Preference.objects.filter(user__memberships__workspace=workspace)}
    muted = set(Preference.muted.through.objects.filter(workspace=workspace).values_list("preference__user", flat=True))
    days = {}
    for member in members:
        preference = wishes.get(member.user_id) or Preference(user=member.user)
        day = letter_day(now, preference, ZoneInfo(member.user.time_zone))
        is_wanted = preference.reminders or (day is not None and is_digest_day(day, preference))
        if day is not None and is_wanted and member.user_id not in muted:
            days[member.pk] = (member, preference, day)
    looked_at = set(
        Told.objects.filter(step=Step.LETTER, day__in={day for _member, _wish, day in days.values()}).values_list(
            "member_id", "day"
        )
    )
    return [each for key, each in days.items() if (key, each[2]) not in looked_at]


def _fresh(member: Member, week: Week, facts: Facts, now: datetime) -> list[Item]:
    """Give what calls for a reminder and was not told of yet; it is told from now on."""
    steps = {item.key: step_of(item, facts.day, facts.policy.remind_before_days) for item in week.open}
    causes = {key: (key, *step) for key, step in steps.items() if step is not None}
    fresh = claim_each(member=member, causes=causes.values(), now=now)
    return [item for item in week.open if causes.get(item.key) in fresh]


def _tidings(member: Member, now: datetime) -> Tidings:
    """Give the answers and mentions that were neither read in the product nor told of yet; they are from now on."""
    found = tidings_for(member, now)
    claim_each(member=member, causes=((one.cause, Step.NEWS, one.day) for one in found.notices), now=now)
    return found
