"""Findings on the duties: every rule worded in both languages, each with a fix that opens, gone once mended."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone, translation
from django_scopes import scope

from gouvernail.workspaces.bridge import RULES, Finding, Fix, Level, Subject
from gouvernail.workspaces.choices.findings import FIXES, SEATS, FindingLevel
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import DataObject, Member, Role, Team
from gouvernail.workspaces.selectors.finding_words import say
from gouvernail.workspaces.selectors.findings import counts_of, digest_of, findings_now
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.duties import duties_propose, duty_archive
from gouvernail.workspaces.services.duty_edit import Draft, duty_edit, duty_mandate
from tests.workspaces.duties import add, held

VARIANTS = sorted((rule.code, variant) for rule in RULES.values() for variant in rule.variants)
# Every figure that any rule gives; a sentence may use only those of its own rule, which the other tests see.
FIGURES = {
    "accountable": 2, "days": 40, "limit": 30, "duties": 7, "declared": 12.5, "available": 8, "consulted": 6,
    "involved": 9, "people": 12, "present": 2, "needed": 4, "teams": 3, "on_time": 4, "planned": 10,
}  # fmt: skip


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def _found(here, rule: str) -> list[Finding]:
    return [one for one in findings_now(here.camille).shown if one.rule == rule]


def _said(here, rule: str):
    return say(_found(here, rule), here.camille)


@pytest.mark.parametrize(("code", "variant"), VARIANTS)
def test_every_finding_has_its_sentences_in_both_languages(here, code, variant):
    rule = next(rule for rule in RULES.values() if rule.code == code)
    level, fix = rule.variants[variant]
    about = tuple(Subject(kind, "1") for kind in ("team", "decision", "ritual", "seat"))
    named = (Subject("data_object", "1"), Subject("duty", "1"), Subject("person", str(here.camille.pk)), *about)
    finding = Finding(rule.id, code, variant, level, (*named, Subject("role", "sponsor")), fix, FIGURES)
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = say([finding], here.camille)[0]
    for part in ("title", "reason", "fix"):
        french, english = (getattr(said[language], part) for language in ("fr", "en"))
        assert french not in {"", english}
        assert "%(" not in french + english


def test_every_level_every_fix_and_every_seat_has_its_words():
    from gouvernail.method.governance import load

    assert {level.value for level in FindingLevel} == {level.value for level in Level}
    assert set(FIXES) == {fix.value for fix in Fix}
    assert set(SEATS) == {seat.id for seat in load().quorum.seats}


def test_a_duty_with_two_accountable_people_is_mended_on_its_form(here):
    duty = add(here, camille="AR", noa="A")
    (said,) = _said(here, "R1")
    assert "Camille Leroy, Noa Bernard" in said.title
    assert said.door == f"/w/crm-ventes/governance/duties/{duty.pk}/edit#people"
    duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, noa="")))
    assert _found(here, "R1") == []


def test_a_missing_deputy_leads_to_the_deputy_of_the_role_by_which_they_answer(here):
    add(here, sacha="A", camille="R")
    role = Role.objects.get(member=here.sacha, kind=RoleKind.SPONSOR)
    (said,) = _said(here, "R3")
    assert said.fix == "Nommer un suppléant"
    assert said.door == f"/w/crm-ventes/people/roles/{role.pk}/#id_deputy"
    Role.objects.filter(pk=role.pk).update(deputy=here.camille)
    assert _found(here, "R3") == []


def test_who_answers_as_a_mere_requester_is_led_to_a_role(here):
    add(here, robin="A", camille="R")
    (said,) = [one for one in _said(here, "R3") if one.finding.fix == Fix.NAME_DEPUTY]
    assert said.door == f"/w/crm-ventes/people/roles/new/?member={here.robin.pk}"


def test_a_vacant_role_and_a_team_without_champion_lead_to_the_form_of_roles(here):
    team = Team.objects.create(workspace=here.workspace, name="South")
    Role.objects.filter(kind=RoleKind.SPONSOR).delete()
    assert _said(here, "R3")[0].door == "/w/crm-ventes/people/roles/new/?kind=sponsor"
    assert _said(here, "R12")[0].door == f"/w/crm-ventes/people/roles/new/?kind=champion&team={team.pk}"
    Role.objects.filter(member=here.noa, kind=RoleKind.CHAMPION).update(team=team)
    assert _found(here, "R12") == []


def test_a_data_object_without_duty_leads_to_a_new_duty_already_filled_in(here, signed_in):
    about = DataObject.objects.create(workspace=here.workspace, name="Consents")
    said = next(one for one in _said(here, "R8") if one.finding.variant == "no_duty")
    assert said.door == f"/w/crm-ventes/governance/duties/new?data_object={about.pk}"
    page = signed_in("camille").get(said.door).content.decode()
    assert "Répondre des données clients – Consents" in page
    assert f'name="letters-{here.dominique.pk}" value="A" aria-label="Dominique Petit, A" checked' in page


def test_an_idle_accountable_person_is_seen_once_the_days_have_passed(here):
    add(here, noa="A", camille="R")
    long_ago = datetime.combine(today_of(here.camille) - timedelta(days=45), time(12), tzinfo=UTC)
    Member.objects.filter(pk=here.noa.pk).update(seen_at=long_ago, joined_at=long_ago)
    (said,) = _said(here, "R4")
    assert "45" in said.title
    Member.objects.filter(pk=here.noa.pk).update(seen_at=timezone.now())
    assert _found(here, "R4") == []


def test_more_hours_than_there_are_lead_to_the_hours(here):
    Member.objects.filter(pk=here.noa.pk).update(declared_hours=8.5, available_hours=6)
    (said,) = _said(here, "R5")
    assert "8,5" in said.title
    assert said.door == f"/w/crm-ventes/people/{here.noa.pk}/edit/#id_declared_hours"


def test_the_question_of_the_mandate_is_asked_answered_and_asked_again_of_another(here):
    duty = duties_propose(actor=here.camille)[1]
    (said,) = _said(here, "R11")
    assert said.door == f"/w/crm-ventes/governance/duties/{duty.pk}/mandate/{here.camille.pk}"
    duty_mandate(actor=here.sacha, duty=duty, version=1, member=here.camille, may_refuse=True)
    assert _found(here, "R11") == []
    duty_edit(actor=here.camille, duty=duty, version=2, draft=Draft(letters=held(here, camille="R", sacha="A")))
    (again,) = _found(here, "R11")
    assert again.variant == "undeclared"


def test_an_answer_that_is_no_asks_whether_it_can_be_widened(here):
    Team.objects.create(workspace=here.workspace, name="South")
    duty = duties_propose(actor=here.camille)[1]
    duty_mandate(actor=here.sacha, duty=duty, version=1, member=here.camille, may_refuse=False)
    (said,) = _said(here, "R11")
    assert (said.finding.variant, "South" in said.title) == ("partial", True)


def test_what_is_archived_is_not_judged(here):
    duty_archive(actor=here.camille, duty=add(here))
    Team.objects.create(workspace=here.workspace, name="Old", is_active=False)
    gone = DataObject.objects.create(workspace=here.workspace, name="Old", is_active=False)
    Role.objects.filter(member=here.dominique, kind=RoleKind.DATA_OWNER).update(data_object=gone)
    assert {one.rule for one in findings_now(here.camille).shown} <= {"R6"}


def test_findings_of_another_workspace_are_not_seen(cast):
    with scope(workspace=cast.elsewhere):
        Team.objects.create(workspace=cast.elsewhere, name="Far away")
    with scope(workspace=cast.workspace):
        assert not any(one.rule == "R12" for one in findings_now(cast.camille).shown)


def test_every_door_opens_a_page_of_ours(here):
    Team.objects.create(workspace=here.workspace, name="South")
    DataObject.objects.create(workspace=here.workspace, name="Consents")
    add(here, "Nobody's")
    add(here, "Two", camille="A", noa="A", sacha="C", lou="C", dominique="C", robin="C")
    for said in say(findings_now(here.camille).shown, here.camille):
        assert resolve(urlsplit(said.door).path).namespace == "workspace", said.finding.key


def test_who_may_not_mend_sees_no_door(here):
    add(here)
    assert {one.door for one in say(findings_now(here.camille).shown, here.maxime)} == {""}


def test_the_worst_comes_first_and_counts_add_up(here):
    add(here)
    add(here, "Question", sacha="AR")
    found = findings_now(here.camille).shown
    levels = [list(FindingLevel).index(FindingLevel(one.level.value)) for one in found]
    assert levels == sorted(levels)
    assert sum(count for _level, count in counts_of(found)) == len(found)


@pytest.mark.parametrize("count", [1, 30])
def test_reading_and_wording_take_as_many_queries_whatever_the_size(here, count):
    for number in range(count):
        Team.objects.create(workspace=here.workspace, name=f"Team {number}")
        DataObject.objects.create(workspace=here.workspace, name=f"Object {number}")
        add(here, f"Duty {number}", camille="A", noa="A")
    findings_now(here.camille)  # who reads first has them judged
    with CaptureQueriesContext(connection) as reading:
        found = findings_now(here.camille).shown
    with CaptureQueriesContext(connection) as wording:
        say(found, here.camille)
    assert (len(reading), len(wording)) == (3, 5)


def test_the_name_of_a_finding_is_short_whatever_it_names():
    assert len(digest_of("R5:duties:" + "duty=1:" * 500)) == 64
