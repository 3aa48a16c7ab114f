"""Notices: what is told in the product, to whom, in which language, and once."""

from datetime import timedelta

import pytest
from django_scopes import scope, scopes_disabled

from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Line, Notice, Told
from gouvernail.followup.selectors.personal import known_to_followup
from gouvernail.followup.services import letters
from gouvernail.followup.services.answers import line_disown, line_done, line_reopen
from gouvernail.followup.services.letters import letters_send
from gouvernail.followup.services.notices import notice_read
from gouvernail.followup.services.watch import KEPT, weeks_forget, weeks_watch
from gouvernail.jobs.models import Job
from gouvernail.workspaces.models import Member, User, Workspace
from tests.cast import Cast
from tests.followup.scenes import TUESDAY, deputy, job_fails, line_of, ritual, week

DAY = timedelta(days=1)


def told(member: Member) -> list[Notice]:
    with scope(workspace=member.workspace):
        return list(Notice.objects.filter(member=member).order_by("pk"))


def test_what_is_passed_on_is_told_to_both_each_in_their_language(cast: Cast) -> None:
    deputy(cast.noa, cast.lou)
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    ritual(cast.noa, cast.noa, at=TUESDAY - 5 * DAY)
    for _again in range(2):
        weeks_watch(TUESDAY)
    [to_deputy] = told(cast.lou)
    assert (to_deputy.kind, to_deputy.language) == (News.ESCALATED, "en")
    assert to_deputy.text == "Noa Bernard has had it since 19 November; you stand in for them."
    assert to_deputy.title == "Say what became of “Arbitrage” of 19 November"
    late, handed = told(cast.noa)
    assert (late.kind, handed.kind) == (News.LATE, News.HANDED) or (handed.kind, late.kind) == (News.LATE, News.HANDED)
    assert any("Lou Moreau, qui vous supplée" in one.text for one in (late, handed))


@pytest.mark.parametrize("answer", ["done", "later"])
def test_what_is_answered_is_neither_told_nor_passed_on(cast: Cast, answer: str) -> None:
    deputy(cast.noa, cast.lou)
    meeting = ritual(cast.noa, cast.noa, at=TUESDAY - DAY)
    weeks_watch(TUESDAY)
    with scope(workspace=cast.workspace):
        line_done(actor=cast.noa, line=line_of(cast.noa, f"outcome:{meeting.pk}"))
        if answer == "later":
            Line.objects.filter(member=cast.noa).update(answer="snoozed", returns_on=TUESDAY.date() + 30 * DAY)
        else:
            Line.objects.filter(member=cast.noa).update(returns_on=TUESDAY.date() + 30 * DAY)
    weeks_watch(TUESDAY + 6 * DAY)
    assert told(cast.lou) == []
    assert told(cast.noa) == []


def test_the_first_look_at_a_workspace_is_not_a_storm(cast: Cast) -> None:
    job_fails(cast.lou, TUESDAY)
    weeks_watch(TUESDAY)
    assert told(cast.lou) == []
    assert week(cast.lou).open[0].line is not None


def test_one_workspace_that_fails_does_not_stop_the_others(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    job_fails(cast.stranger, TUESDAY - 5 * DAY)
    Workspace.objects.filter(pk=cast.workspace.pk).update(time_zone="Mars/Olympus")
    weeks_watch(TUESDAY)
    assert [one.kind for one in told(cast.stranger)] == [News.LATE]
    assert "cannot be read" in caplog.text


def test_reading_twice_keeps_the_first_time(cast: Cast) -> None:
    job_fails(cast.lou, TUESDAY - 5 * DAY)
    weeks_watch(TUESDAY)
    [notice] = told(cast.lou)
    with scope(workspace=cast.workspace):
        notice_read(actor=cast.lou, notice=notice, now=TUESDAY)
        notice_read(actor=cast.lou, notice=notice, now=TUESDAY + DAY)
        notice_read(actor=cast.robin, notice=notice, now=TUESDAY + DAY)
    assert told(cast.lou)[0].read_at == TUESDAY


def test_what_is_over_is_forgotten_after_a_season_and_who_left_at_once(cast: Cast) -> None:
    job_fails(cast.lou, TUESDAY - 5 * DAY)
    weeks_watch(TUESDAY)
    letters_send(TUESDAY)
    with scope(workspace=cast.workspace):
        Notice.objects.update(created_at=TUESDAY)
    weeks_forget(TUESDAY + KEPT + DAY)
    assert len(told(cast.lou)) == 1  # its cause lasts: it would be told again
    with scope(workspace=cast.workspace):
        Job.objects.all().delete()
    weeks_watch(TUESDAY)
    weeks_forget(TUESDAY + KEPT - DAY)
    assert len(told(cast.lou)) == 1
    weeks_forget(TUESDAY + KEPT + DAY)
    assert told(cast.lou) == []
    with scope(workspace=cast.workspace):
        assert not Told.objects.exists()


def test_lines_of_who_left_are_forgotten(cast: Cast) -> None:
    job_fails(cast.lou)
    weeks_watch(TUESDAY)
    with scope(workspace=cast.workspace):
        Member.objects.filter(pk=cast.lou.pk).update(is_active=False)
        weeks_forget(TUESDAY)
        assert not Line.objects.filter(member=cast.lou).exists()


def test_the_copy_of_what_is_known_of_somebody_is_complete_and_theirs(cast: Cast) -> None:
    job_fails(cast.lou, TUESDAY - 5 * DAY)
    job_fails(cast.noa, TUESDAY - 5 * DAY)
    weeks_watch(TUESDAY)
    with scopes_disabled():
        known = known_to_followup(cast.lou.user)
    assert len(known["week"]) == len(known["notices"]) == 1
    assert known["notices"][0]["workspace__name"] == "CRM Ventes"


def test_a_round_of_letters_is_short_and_the_next_one_takes_the_rest(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "ROUND", 3)
    looked_at = []
    for _round in range(4):
        letters_send(TUESDAY)
        with scopes_disabled():
            looked_at.append(Told.objects.filter(step="letter").count())
    assert looked_at == [3, 6, 8, 8]


def test_nobody_answers_for_another(cast: Cast) -> None:
    from django.core.exceptions import ValidationError

    job = job_fails(cast.lou)
    weeks_watch(TUESDAY)
    line = line_of(cast.lou, f"job:{job.pk}:2026-11-24")
    item = week(cast.lou).open[0]
    with scope(workspace=cast.workspace):
        for act in (line_done, line_reopen):
            with pytest.raises(ValidationError):
                act(actor=cast.robin, line=line)
        with pytest.raises(ValidationError):
            line_disown(actor=cast.robin, line=line, item=item)
