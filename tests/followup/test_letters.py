"""Letters: what leaves, to whom, when, in which language, and never twice."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_scopes import scope
from pytest_django.fixtures import Settings

from gouvernail.followup.choices.words import Digest
from gouvernail.followup.models import Preference, Told
from gouvernail.followup.services.letters import letters_send
from gouvernail.workspaces.models import Member, User, Workspace
from tests.cast import Cast
from tests.followup.post import page_of, sent, subject_of, text_of, wish
from tests.followup.scenes import TUESDAY, deputy, job_fails, ritual
from tests.jobs.smtp import Mailbox

MONDAY = TUESDAY + timedelta(days=6)
DAY = timedelta(days=1)


def test_nothing_leaves_when_nothing_is_expected(cast: Cast, box: Mailbox) -> None:
    for member in (cast.robin, cast.noa):
        wish(member, digest=Digest.DAILY)
    assert sent(box, to="robin noa") == []
    with scope(workspace=cast.workspace):
        assert Told.objects.filter(member=cast.robin).count() == 1  # the day was looked at, once


def test_the_week_comes_on_monday_in_the_readers_language(cast: Cast, box: Mailbox) -> None:
    job_fails(cast.lou, MONDAY - DAY)
    job_fails(cast.noa, MONDAY - DAY)
    User.objects.filter(pk=cast.noa.user_id).update(language="en")
    letters = {mail["To"]: mail for mail in sent(box, MONDAY, "lou noa")}
    french, english = letters["lou.moreau@crm-ventes.example"], letters["noa.bernard@crm-ventes.example"]
    assert subject_of(french) == "Votre semaine : 1 à faire"
    assert subject_of(english) == "Your week: 1 to do"
    assert "«\u00a0Import de demandes.csv\u00a0» n’a pas abouti" in text_of(french)
    assert "Vous l’avez demandé." in text_of(french)
    assert "http://localhost:8000/w/crm-ventes/jobs/" in text_of(english)
    assert 'lang="en"' in page_of(english)
    assert "You asked for it." in page_of(english)


def test_a_reminder_comes_before_on_the_day_and_after_each_once(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.NONE)
    job_fails(cast.lou)  # expected on Thursday
    told = []
    for days in range(11):
        for hour in (9, 11):
            now = TUESDAY.replace(hour=hour) + days * DAY
            told += [(days, subject_of(mail)) for mail in sent(box, now)]
    title = "Rappel : « Import de demandes.csv » n’a pas abouti"
    # Tuesday (two days before), Thursday, Friday (late), then a week later
    assert told == [(0, title), (2, title), (3, title), (10, title)]


def test_what_the_week_told_is_not_told_again_the_next_day(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.WEEKLY)
    job_fails(cast.lou, MONDAY - 4 * DAY)  # expected on Saturday: late on Monday
    assert len(sent(box, MONDAY)) == 1
    assert sent(box, MONDAY + DAY) == []


def test_who_wants_neither_gets_neither(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.NONE, reminders=False)
    job_fails(cast.lou)
    assert [sent(box, TUESDAY + days * DAY) for days in range(8)] == [[]] * 8


def test_a_muted_workspace_writes_nothing(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.DAILY)
    job_fails(cast.lou)
    Preference.objects.get(user=cast.lou.user).muted.set([cast.workspace])
    assert sent(box) == []


@pytest.mark.parametrize("gone", ["member", "user", "workspace"])
def test_nobody_writes_to_who_left(cast: Cast, box: Mailbox, gone: str) -> None:
    job_fails(cast.lou)
    with scope(workspace=cast.workspace):
        match gone:
            case "member":
                Member.objects.filter(pk=cast.lou.pk).update(is_active=False)
            case "user":
                User.objects.filter(pk=cast.lou.user_id).update(is_active=False)
            case _:
                Workspace.objects.filter(pk=cast.workspace.pk).update(deletes_at=TUESDAY + DAY)
    assert sent(box) == []


def test_a_letter_due_in_quiet_hours_waits(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.DAILY, hour="06:00", quiet_from="22:00", quiet_to="09:30")
    job_fails(cast.lou)
    assert sent(box, TUESDAY) == []
    assert len(sent(box, TUESDAY + timedelta(minutes=30))) == 1


def test_the_hour_is_that_of_the_readers_place(cast: Cast, box: Mailbox) -> None:
    wish(cast.lou, digest=Digest.DAILY, hour="08:00", quiet_from=None, quiet_to=None)
    User.objects.filter(pk=cast.lou.user_id).update(time_zone="Asia/Kolkata")
    job_fails(cast.lou, TUESDAY - DAY)
    assert sent(box, datetime(2026, 11, 24, 2, 29, tzinfo=timezone.get_fixed_timezone(0))) == []  # 7:59 there
    assert len(sent(box, datetime(2026, 11, 24, 2, 30, tzinfo=timezone.get_fixed_timezone(0)))) == 1


def test_the_deputy_reads_whose_it_is_and_since_when(cast: Cast, box: Mailbox) -> None:
    deputy(cast.noa, cast.lou)
    ritual(cast.noa, cast.noa, at=TUESDAY - 5 * DAY)  # due on Saturday: three days late
    letters = {mail["To"]: mail for mail in sent(box, to="lou noa")}
    assert "Chez Noa Bernard depuis le 19 novembre" in text_of(letters["lou.moreau@crm-ventes.example"])
    assert "Noa Bernard depuis" not in text_of(letters["noa.bernard@crm-ventes.example"])
    assert sent(box, TUESDAY + DAY) == []


def test_one_click_stops_it(cast: Cast, box: Mailbox) -> None:
    """RFC 8058: the two headers, one address in both, over which a bare POST is enough."""
    job_fails(cast.lou)
    [mail] = sent(box)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail["List-Unsubscribe"].strip(" <>")
    assert address.startswith("http://localhost:8000/unsubscribe/")
    assert address in text_of(mail)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert cast.lou.user.email not in address


def test_no_name_forges_a_line_a_link_or_a_header(cast: Cast, box: Mailbox) -> None:
    job_fails(cast.lou, label="x\r\nBcc: all@evil.example\n\nClick : <b>now</b> https://evil.example \u202eקמא 🚢")
    Workspace.objects.filter(pk=cast.workspace.pk).update(name="<script>alert(1)</script>")
    [mail] = sent(box)
    assert mail["Bcc"] is None
    assert "all@evil.example" not in box.recipients
    assert "<script>" not in page_of(mail)
    assert "<b>now" not in page_of(mail)
    assert 'href="https://evil' not in page_of(mail)


def test_what_is_rolled_back_is_neither_sent_nor_told(cast: Cast, box: Mailbox, settings: Settings) -> None:
    job_fails(cast.lou)
    settings.EMAIL_BACKEND = "tests.followup.test_letters.Broken"
    letters_send(TUESDAY)
    with scope(workspace=cast.workspace):
        assert not Told.objects.filter(member=cast.lou).exists()
        assert Told.objects.filter(member=cast.robin).exists()  # one that fails does not stop the others
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
    assert len(sent(box)) == 1


class Broken:
    """A queue whose disk is full."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, _messages: list[object]) -> int:
        raise OSError("the disk is full")
