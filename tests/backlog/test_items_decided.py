"""An item is decided on from its page: what was known is kept, those who asked are told, nobody decides unseen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.models import Ranking, Standing, Voice
from gouvernail.backlog.selectors.items.decisions import goes_against
from gouvernail.backlog.selectors.ranking.runs import is_stale
from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.backlog.services.items.states import item_drop, item_remove
from gouvernail.decisions.models import Change, Decision
from gouvernail.decisions.selectors.quorum import seated_on
from gouvernail.decisions.services.drafts import Draft
from gouvernail.exchange.chain import parsed
from gouvernail.followup.models import Notice
from tests.backlog.items import W, asked, item, objective, team
from tests.decisions.register import forge

IN_A_MONTH = timezone.localdate() + timedelta(days=30)
GIVEN = {"verdict": "now", "reason": "La valeur est prouvée", "seen": "0"}


@pytest.fixture
def made(cast):
    with scope(workspace=cast.workspace):
        return item(cast, objective=objective(cast), claimed_urgency=4, requests=[asked(cast, team=team(cast))])


def ranked(cast, made, zone: str) -> None:
    ranking = Ranking.objects.create(workspace=cast.workspace, day=timezone.localdate())
    Standing.objects.create(
        workspace=cast.workspace, item=made, ranking=ranking, rank=4, rank_low=3, rank_high=14, certainty=0.62,
        certainty_any=0.5, zone=zone, points=3.2,
    )  # fmt: skip


def test_the_page_offers_it_to_who_may_decide(cast, made, signed_in):
    url = f"{W}{made.pk}/decide"
    assert url in signed_in("camille").get(f"{W}{made.pk}/").content.decode()
    assert url in signed_in("sacha").get(f"{W}{made.pk}/").content.decode()
    assert url not in signed_in("robin").get(f"{W}{made.pk}/").content.decode()


def test_it_is_decided_with_what_is_known_and_read_on_the_page_of_the_item(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        ranked(cast, made, "grey")
    given = GIVEN | {"verdict": "later", "review_on": IN_A_MONTH.isoformat(), "present": [cast.lou.pk]}
    given |= {"who_0": "Noa Bernard", "stance_0": "dissent", "words_0": "Nous en perdons un sur cinq."}
    answer = signed_in("camille").post(f"{W}{made.pk}/decide", given)
    with scope(workspace=cast.workspace):
        decision = Decision.objects.get()
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/w/crm-ventes/decisions/{decision.pk}/")
        told = parsed(decision.record)
    assert told["facts"]["rank"] == 4
    assert told["facts"]["certainty"] == 62
    assert (told["facts"]["claimed_urgency"], told["facts"]["people"]) == ("4.0", 1)
    assert told["said"] == [
        {"who": f"@member:{cast.noa.pk}", "stance": "dissent", "words": "Nous en perdons un sur cinq."}
    ]
    assert f"@member:{cast.lou.pk}" in told["quorum"]["present"]
    page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
    assert "La valeur est prouvée" in page
    assert "Plus tard" in page


def test_everybody_who_asked_is_told_the_verdict_and_its_reason_once(cast, made):
    with scope(workspace=cast.workspace):
        request = made.requests.get()
        for member in (cast.robin, cast.noa, cast.camille):
            Voice.objects.create(workspace=cast.workspace, request=request, member=member)
        item_decide(actor=cast.camille, item=made, draft=Draft(verdict="no", reason="Deux ventes par an"))
        told = Notice.objects.filter(kind="decided").order_by("member")
        assert {one.member for one in told} == {cast.robin, cast.noa}
        assert "Décidé\N{NO-BREAK SPACE}: non.\nDeux ventes par an" in {one.text for one in told}


@pytest.mark.parametrize(
    ("zone", "verdict", "against"),
    [
        ("out", "now", True), ("out", "next", False), ("out", "no", False), ("sure", "now", False),
        ("sure", "later", True), ("sure", "no", True), ("sure", "adjourn", False), ("grey", "now", False),
        ("grey", "no", False), (None, "now", False), (None, "no", False),
    ],
)  # fmt: skip
def test_only_the_sure_and_the_out_are_proposals_to_go_against(zone, verdict, against):
    assert goes_against({"zone": zone}, verdict) is against


def test_building_what_the_ranking_leaves_out_is_counted(cast, made):
    with scope(workspace=cast.workspace):
        ranked(cast, made, "out")
        assert item_decide(actor=cast.sacha, item=made, draft=Draft(verdict="now", reason="Promis")).is_override


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"reason": " "}, "reason"),
        ({"verdict": ""}, "verdict"),
        ({"verdict": "later"}, "review_on"),
        ({"review_on": "2001-01-01"}, "review_on"),
        ({"words_1": "Non"}, "who_1"),
        ({"who_0": "Personne du tout"}, "who_0"),
        ({"present": ["999999"]}, "present"),
    ],
    ids=["reason", "verdict", "later", "past", "words of nobody", "stranger", "forged"],
)
def test_what_is_wrong_is_said_beside_its_field(cast, made, signed_in, given, wrong):
    answer = signed_in("camille").post(f"{W}{made.pk}/decide", GIVEN | given)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    with scope(workspace=cast.workspace):
        assert not Decision.objects.exists()


def test_who_decides_second_reads_what_the_first_decided_and_may_then_go_back_on_it(cast, made, signed_in):
    url = f"{W}{made.pk}/decide"
    assert signed_in("sacha").post(url, GIVEN).status_code == 302
    second = signed_in("camille").post(url, GIVEN | {"verdict": "no"})
    page = second.content.decode()
    assert (second.status_code, "Quelqu’un a décidé entre-temps" in page, 'name="seen" value="1"' in page) == (
        422,
        True,
        True,
    )
    again = signed_in("camille").post(url, GIVEN | {"verdict": "no", "seen": "1", "goes_back": "on"})
    assert again.status_code == 302
    with scope(workspace=cast.workspace):
        assert [(one.number, one.reverses_id and one.reverses.number) for one in Decision.objects.all()] == [
            (2, 1),
            (1, None),
        ]


def test_a_box_ticked_of_one_decision_is_not_ticked_of_the_one_that_came_meanwhile(cast, made, signed_in):
    url = f"{W}{made.pk}/decide"
    for given in ({}, {"verdict": "next", "seen": "1"}):
        assert signed_in("sacha").post(url, GIVEN | given).status_code == 302
    answer = signed_in("camille").post(url, GIVEN | {"verdict": "no", "seen": "1", "goes_back": "on"})
    form = answer.context["form"]
    assert (answer.status_code, form.last.number, form["seen"].value()) == (422, 2, "2")
    assert not form["goes_back"].value()


def test_who_may_decide_is_offered_before_all_the_others(cast):
    with scope(workspace=cast.workspace):
        day = timezone.localdate()
        assert seated_on(day, 2) == [cast.camille, cast.sacha]
        assert seated_on(day, 9)[2:] == [cast.dominique, cast.lou, cast.noa]


def test_a_verdict_that_was_forged_in_the_database_does_not_break_the_page(cast, made, signed_in):
    with scope(workspace=cast.workspace):
        item_decide(actor=cast.camille, item=made, draft=Draft(verdict="now", reason="Prouvé"))
    forge("UPDATE decisions_decision SET verdict = 'forged'")
    assert "Prouvé" in signed_in("robin").get(f"{W}{made.pk}/").content.decode()


def test_the_same_verdict_goes_back_on_nothing(cast, made, signed_in):
    url = f"{W}{made.pk}/decide"
    signed_in("sacha").post(url, GIVEN)
    answer = signed_in("camille").post(url, GIVEN | {"seen": "1", "goes_back": "on"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["verdict"])


def test_an_item_that_was_removed_or_dropped_meanwhile_is_not_decided_on(cast, made):
    with scope(workspace=cast.workspace):
        item_drop(actor=cast.camille, item=made, reason="Plus personne")
        with pytest.raises(ValidationError, match="CRM-1"):
            item_decide(actor=cast.camille, item=made, draft=Draft(verdict="now", reason="Prouvé"))
        item_remove(actor=cast.camille, item=made)
        with pytest.raises(ValidationError, match="CRM-1"):
            item_decide(actor=cast.camille, item=made, draft=Draft(verdict="now", reason="Prouvé"))
        assert not Decision.objects.exists()


def test_refusals(client, signed_in, made, cast):
    url = f"{W}{made.pk}/decide"
    for method in ("get", "post"):
        assert getattr(client, method)(url, GIVEN).status_code == 302
        assert getattr(signed_in("stranger"), method)(url, GIVEN).status_code == 404
        assert getattr(signed_in("robin"), method)(url, GIVEN).status_code == 403
    assert signed_in("camille").put(url).status_code == 405
    with scope(workspace=cast.workspace):
        assert not Decision.objects.exists()


def test_deciding_leaves_the_ranks_as_they_are(cast, made, monkeypatch):
    """A verdict moves no rank: the trail says so to those who look whether to rank again."""
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    with scope(workspace=cast.workspace):
        run = Ranking.objects.create(workspace=cast.workspace, day=timezone.localdate(), checked_at=later)
        item_decide(actor=cast.camille, item=made, draft=Draft(verdict="later", reason="Prouvé", review_on=IN_A_MONTH))
        assert Change.objects.filter(verb="decision_record", at=later).exists()
        assert not is_stale(run, run.day)
