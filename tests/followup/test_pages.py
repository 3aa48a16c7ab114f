"""The pages: who may, what they do, what they cost, and that nothing needs a script."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope
from pytest_django.asserts import assertRedirects

from gouvernail.decisions.models import Change
from gouvernail.followup.choices.words import Answer, News
from gouvernail.followup.models import Line, Notice, Policy
from gouvernail.followup.services.watch import weeks_watch
from gouvernail.workspaces.models import Member, Role, User, Workspace
from tests.backlog.requests_scene import ask
from tests.cast import Cast
from tests.followup.scenes import TUESDAY, in_days, job_fails, line_of, ritual

SignIn = Callable[[str], Client]
WEEK = "/w/crm-ventes/"
ANSWER = "/w/crm-ventes/my-week/answer"


@pytest.fixture
def key(cast: Cast, signed_in: SignIn) -> str:
    """Let something be expected of Lou, who has read it."""
    job = job_fails(cast.lou)
    signed_in("lou").get(WEEK)
    return f"job:{job.pk}:2026-11-24"


def notice(member: Member) -> Notice:
    with scope(workspace=member.workspace):
        return Notice.objects.create(
            workspace=member.workspace,
            member=member,
            cause="job:1",
            kind=News.LATE,
            day=in_days(0),
            title="Import",
            url="/w/crm-ventes/jobs/",
            language="fr",
        )


def test_home_leads_to_the_week_of_the_workspace_opened_last(cast: Cast, signed_in: SignIn) -> None:
    other = Workspace.objects.create(name="CRM Après-vente", slug="sav")
    with scope(workspace=other):
        member = Member.objects.create(workspace=other, user=cast.lou.user)
        Role.objects.create(workspace=other, member=member, kind="requester", starts_on=in_days(-9))
    client = signed_in("lou")
    client.get("/w/sav/")
    home = client.get("/", follow=True)
    assert home.redirect_chain[-1][0] == "/w/sav/"


def test_home_of_who_is_nowhere_yet_is_the_list(cast: Cast) -> None:
    client = Client()
    client.force_login(User.objects.create_user("ida@new.example", "x", name="Ida"))
    assertRedirects(client.get(reverse("me:home")), reverse("workspaces:workspace_list"))


@pytest.mark.parametrize("name", ["my_week", "notice_list", "line_answer", "notices_read"])
def test_the_door(cast: Cast, signed_in: SignIn, name: str) -> None:
    address = reverse(f"followup:{name}", args=["crm-ventes"])
    send = "post" if name in {"line_answer", "notices_read"} else "get"
    assert getattr(Client(), send)(address).status_code == 302
    assert getattr(signed_in("stranger"), send)(address).status_code == 404
    if send == "post":
        assert signed_in("lou").get(address).status_code == 405


def test_what_is_not_mine_to_answer_is_not_found(cast: Cast, signed_in: SignIn, key: str) -> None:
    line, unread = line_of(cast.lou, key), notice(cast.lou)
    for reader in ("robin", "camille"):
        client = signed_in(reader)
        page = client.post(ANSWER, {"key": key, "answer": "done"}, follow=True)
        assert "n’est plus dans votre semaine" in page.content.decode()
        assert client.post(reverse("followup:line_reopen", args=["crm-ventes", line.pk])).status_code == 404
        assert client.post(reverse("followup:notice_open", args=["crm-ventes", unread.pk])).status_code == 404
    signed_in("stranger").post("/w/crm-service/my-week/answer", {"key": key, "answer": "done"})
    assert line_of(cast.lou, key).answer == Answer.NONE


def test_each_sees_their_own_week_only(cast: Cast, signed_in: SignIn, key: str) -> None:
    assert "Import de demandes.csv" in signed_in("lou").get(WEEK).content.decode()
    for reader in ("camille", "sacha", "robin"):
        assert "Import de demandes.csv" not in signed_in(reader).get(WEEK).content.decode()


def test_done_leaves_the_week_and_can_be_taken_back(cast: Cast, signed_in: SignIn, key: str) -> None:
    client = signed_in("lou")
    page = client.post(ANSWER, {"key": key, "answer": "done"}, follow=True)
    line = line_of(cast.lou, key)
    assert (line.answer, line.returns_on) == (Answer.DONE, in_days(7))
    undo = reverse("followup:line_reopen", args=["crm-ventes", line.pk])
    assert f'action="{undo}"' in page.content.decode()
    assert page.context["week"].open == []
    assert len(page.context["week"].aside) == 1
    back = client.post(undo, follow=True)
    assert len(back.context["week"].open) == 1
    with scope(workspace=cast.workspace):
        assert not Change.objects.exists()  # personal: the trail has nothing to keep


def test_what_is_done_and_still_seen_comes_back_in_a_week(cast: Cast, signed_in: SignIn, key: str) -> None:
    import time_machine

    client = signed_in("lou")
    client.post(ANSWER, {"key": key, "answer": "done"})
    with time_machine.travel(TUESDAY + timedelta(days=7), tick=False):
        week = client.get(WEEK).context["week"]
        assert [item.came_back(week.day) for item in week.open] == [True]


@pytest.mark.parametrize(
    ("answer", "returns_on", "until"),
    [("until-2026-11-30", "", in_days(6)), ("snoozed", "2026-12-24", in_days(30))],
    ids=["button", "date"],
)
def test_later_comes_back_on_its_day(
    cast: Cast, signed_in: SignIn, key: str, answer: str, returns_on: str, until: object
) -> None:
    client = signed_in("lou")
    page = client.post(ANSWER, {"key": key, "answer": answer, "returns_on": returns_on}, follow=True)
    assert page.context["week"].open == []
    assert line_of(cast.lou, key).returns_on == until


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "snoozed"},
        {"answer": "snoozed", "returns_on": "2026-11-24"},
        {"answer": "until-2029-01-01"},
        {"answer": "until-tomorrow"},
        {"answer": "snoozed", "returns_on": "32/13/2026"},
        {"answer": "perhaps"},
        {},
    ],
    ids=["no day", "today", "too far", "no date", "nonsense", "unknown", "nothing"],
)
def test_nonsense_is_refused_with_a_sentence(cast: Cast, signed_in: SignIn, key: str, sent: dict[str, str]) -> None:
    page = signed_in("lou").post(ANSWER, {"key": key, **sent})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
    assert line_of(cast.lou, key).answer == Answer.NONE


def test_not_mine_tells_who_looks_after_the_workspace_and_the_trail(cast: Cast, signed_in: SignIn, key: str) -> None:
    client = signed_in("lou")
    client.post(ANSWER, {"key": key, "answer": "not_mine"})
    with scope(workspace=cast.workspace):
        told = Notice.objects.get()
        assert (told.member, told.kind) == (cast.camille, News.DISOWNED)
        assert "Lou Moreau" in told.text
        assert Change.objects.get().verb == "line_disown"
    client.post(reverse("followup:line_reopen", args=["crm-ventes", line_of(cast.lou, key).pk]))
    with scope(workspace=cast.workspace):
        assert set(Change.objects.values_list("verb", flat=True)) == {"line_disown", "line_reopen"}


def test_a_cause_that_is_over_leaves_by_itself(cast: Cast, signed_in: SignIn, key: str) -> None:
    from gouvernail.jobs.models import Job

    with scope(workspace=cast.workspace):
        Job.objects.update(state="succeeded")
    assert signed_in("lou").get(WEEK).context["week"].open == []
    with scope(workspace=cast.workspace):
        assert not Line.objects.filter(member=cast.lou).exists()


def test_an_empty_week_teaches(signed_in: SignIn) -> None:
    page = signed_in("robin").get(WEEK).content.decode()
    assert "Rien n’est attendu de vous" in page
    assert reverse("workspace:who_does_what", args=["crm-ventes"]) in page


def test_the_rail_counts_what_is_due_this_week_and_unread(cast: Cast, signed_in: SignIn, key: str) -> None:
    job_fails(cast.lou, TUESDAY - timedelta(days=3), "another")
    notice(cast.lou)
    client = signed_in("lou")
    client.get(WEEK)
    assert _counted(client) == [2, 1]
    client.post(ANSWER, {"key": key, "answer": "done"})
    client.post(reverse("followup:notices_read", args=["crm-ventes"]))
    assert _counted(client) == [1, 0]


def _counted(client: Client) -> list[int]:
    rail = client.get("/w/crm-ventes/people/").context["rail"]
    return [line.count for line in rail if line.href in {WEEK, reverse("followup:notice_list", args=["crm-ventes"])}]


def test_only_its_own_page_is_my_week_in_the_rail(signed_in: SignIn) -> None:
    client = signed_in("robin")
    assert client.get(WEEK).context["rail"][0].is_current
    assert not client.get("/w/crm-ventes/people/").context["rail"][0].is_current


def test_a_notice_opens_where_it_leads_and_is_read(cast: Cast, signed_in: SignIn) -> None:
    unread = notice(cast.lou)
    client = signed_in("lou")
    assert "Import" in client.get("/w/crm-ventes/notices/").content.decode()
    answer = client.post(reverse("followup:notice_open", args=["crm-ventes", unread.pk]))
    assertRedirects(answer, "/w/crm-ventes/jobs/")
    unread.refresh_from_db(from_queryset=Notice._base_manager.all())
    assert unread.read_at is not None


@pytest.mark.parametrize("reader", ["sacha", "dominique", "noa", "lou", "robin", "maxime"])
def test_only_who_sets_the_workspace_sets_its_reminders(cast: Cast, signed_in: SignIn, reader: str) -> None:
    address = reverse("followup:policy", args=["crm-ventes"])
    assert signed_in(reader).get(address).status_code == 403
    assert signed_in(reader).post(address, {"escalate_after_days": 1, "remind_before_days": 1}).status_code == 403
    assert Client().get(address).status_code == 302
    assert signed_in("stranger").get(address).status_code == 404


def test_the_reminders_of_the_workspace_are_kept_and_told_to_the_trail(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in("camille"), reverse("followup:policy", args=["crm-ventes"])
    assert client.post(address, {"escalate_after_days": 99, "remind_before_days": 1}).status_code == 422
    client.post(address, {"escalate_after_days": 5, "remind_before_days": 1})
    with scope(workspace=cast.workspace):
        assert Policy.objects.get().escalate_after_days == 5
        assert set(Change.objects.values_list("verb", "field")) == {
            ("policy_edit", "escalate_after_days"),
            ("policy_edit", "remind_before_days"),
        }


def test_the_week_costs_the_same_however_long(
    cast: Cast, signed_in: SignIn, django_assert_num_queries: Callable[[int], object]
) -> None:
    client = signed_in("camille")

    def many(number: int) -> None:
        for place in range(number):
            job_fails(cast.camille, label=f"job {place}")
            with scope(workspace=cast.workspace):
                ask(cast.robin)
            ritual(cast.camille, cast.camille, at=TUESDAY + timedelta(hours=place + 1))
        client.get(WEEK)  # lines are written once, by who reads them first

    many(1)
    with django_assert_num_queries(QUERIES):
        client.get(WEEK)
    many(6)
    with django_assert_num_queries(QUERIES):
        client.get(WEEK)


QUERIES = 23


def test_the_watch_tells_of_what_is_late_once_and_of_what_is_new(cast: Cast) -> None:
    job_fails(cast.lou, TUESDAY - timedelta(days=5))
    weeks_watch(TUESDAY)
    weeks_watch(TUESDAY)
    job_fails(cast.lou, TUESDAY, "new one")
    weeks_watch(TUESDAY)
    with scope(workspace=cast.workspace):
        told = list(Notice.objects.filter(member=cast.lou).order_by("pk").values_list("kind", flat=True))
    assert told == [News.LATE, News.NEW]
