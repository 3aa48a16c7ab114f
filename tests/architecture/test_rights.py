"""Every cell of the table of rights, tried on a real service or a real page of that right."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope
from pytest_django import Settings

from gouvernail.backlog.choices.assessments import Filter
from gouvernail.backlog.models import Evidence, Item, Request, Round, Rules, Scenario
from gouvernail.backlog.services.assessments.opinions import Judgement, Subject, opinion_give
from gouvernail.backlog.services.assessments.rounds import round_cancel
from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.items.efforts import effort_edit
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.ranking.rules import rules_edit
from gouvernail.backlog.services.requests.asking import request_add, request_edit
from gouvernail.backlog.services.requests.imports import RequestRow, requests_import
from gouvernail.backlog.services.selection.scenarios import scenario_remove
from gouvernail.backlog.services.urgency.evidences import evidence_add, evidence_verify
from gouvernail.connectors.services.imports import import_create
from gouvernail.connectors.services.workspace_export import workspace_export_start
from gouvernail.decisions.services.drafts import Draft
from gouvernail.decisions.services.register import decision_record
from gouvernail.decisions.services.rituals import rituals_propose
from gouvernail.diagnosis.models import Report
from gouvernail.diagnosis.services.annotations import annotation_add
from gouvernail.diagnosis.services.shares import share_create
from gouvernail.jobs.models import Job
from gouvernail.jobs.services.steering import job_cancel
from gouvernail.strategy.models import Objective
from gouvernail.strategy.selectors.compass import compass_now
from gouvernail.strategy.services.compass import compass_write
from gouvernail.strategy.services.objectives import reading_add
from gouvernail.workspaces.choices.rights import EXPERTISE, RIGHTS, Right
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member, Role, Team
from gouvernail.workspaces.services.deletion import workspace_delete
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.duties import duty_add
from gouvernail.workspaces.services.invitations import Guest, Terms, invitations_send
from gouvernail.workspaces.services.scopes import team_add
from gouvernail.workspaces.services.workspaces import workspace_edit
from tests.architecture.rows import fill
from tests.cast import SINCE, Cast
from tests.cast import member as write_member
from tests.imports import items

TODAY = timezone.localdate()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def page(name: str) -> Callable[[Member], None]:
    """Give what opens a page as somebody, and is refused as a service refuses."""

    def opened(actor: Member) -> None:
        client = Client()
        client.force_login(actor.user)
        status = client.get(reverse(name, args=[actor.workspace.slug])).status_code
        assert status in {200, 403}
        if status != 200:
            raise Forbidden

    return opened


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("demandes.csv", items().encode())


def compass_number() -> int:
    present = compass_now()
    return present.number if present else 0


def a_round(actor: Member) -> Round:
    """Write a round about an item that serves the objective, in which the actor is asked."""
    item, _ = Item.objects.get_or_create(
        workspace=actor.workspace, number=99, defaults={"title": "À juger", "objective": Objective.objects.get()}
    )
    made = Round.objects.create(workspace=actor.workspace, title="Avis", closes_on=TOMORROW)
    made.items.add(item)
    made.raters.add(actor)
    return made


def judge(actor: Member, name: Filter) -> None:
    made = a_round(actor)
    item = made.items.get()
    objective = item.objective if name == Filter.VALUE else None
    subject = Subject(item=item, filter=name, objective=objective)
    opinion_give(actor=actor, round=made, subject=subject, judgement=Judgement(level=3))


# One honest call for each right: a new right has its line here, or the first test fails.
TRIALS: dict[Right, Callable[[Member], Any]] = {
    Right.WORKSPACE_READ: page("workspace:people"),
    Right.WORKSPACE_EDIT: lambda actor: workspace_edit(actor=actor, product="HubSpot"),
    Right.WORKSPACE_DELETE: lambda actor: workspace_delete(actor=actor, typed=actor.workspace.name),
    Right.WORKSPACE_EXPORT: lambda actor: workspace_export_start(actor=actor),
    Right.PEOPLE_INVITE: lambda actor: invitations_send(actor=actor, guests=[Guest("a@b.example")], terms=Terms()),
    Right.PEOPLE_EDIT: lambda actor: team_add(actor=actor, name="Ventes"),
    Right.DUTY_EDIT: lambda actor: duty_add(actor=actor, label="Trancher"),
    Right.FINDING_READ: page("workspace:findings"),
    Right.RITUAL_EDIT: lambda actor: rituals_propose(actor=actor),
    Right.STRATEGY_EDIT: lambda actor: compass_write(
        actor=actor, purpose="Vendre mieux", excluded="", lines=[], reason="Plus court", number=compass_number()
    ),
    Right.READING_ADD: lambda actor: reading_add(
        actor=actor, objective=Objective.objects.get(), on=YESTERDAY, value=Decimal(3)
    ),
    Right.REQUEST_ADD: lambda actor: request_add(actor=actor, title="Voir les litiges", need="Avant un appel"),
    Right.REQUEST_TRIAGE: lambda actor: request_edit(
        actor=actor, request=Request.objects.get(), version=1, title="Voir les litiges"
    ),
    Right.ITEM_EDIT: lambda actor: item_create(actor=actor, title="Fiche client unique"),
    Right.EFFORT_EDIT: lambda actor: effort_edit(
        actor=actor, item=Item.objects.earliest("pk"), team=Team.objects.get(), low=Decimal(2), high=Decimal(4)
    ),
    Right.COMMENT_ADD: lambda actor: comment_add(actor=actor, item=Item.objects.earliest("pk"), text="Vu"),
    Right.ROUND_EDIT: lambda actor: round_cancel(actor=actor, round=a_round(actor)),
    Right.VALUE_RATE: lambda actor: judge(actor, Filter.VALUE),
    Right.COMPLEXITY_RATE: lambda actor: judge(actor, Filter.COMPLEXITY),
    Right.EVIDENCE_ADD: lambda actor: evidence_add(
        actor=actor, item=Item.objects.earliest("pk"), kind="law", statement="Article 7", ends_on=TOMORROW
    ),
    Right.EVIDENCE_VERIFY: lambda actor: evidence_verify(
        actor=actor, evidence=Evidence.objects.get(), verdict="confirmed", note="Lu"
    ),
    Right.RANKING_EDIT: lambda actor: rules_edit(
        actor=actor, seen=Rules.objects.latest("at").pk, places=7, reason="Sept places"
    ),
    Right.SCENARIO_EDIT: lambda actor: scenario_remove(actor=actor, scenario=Scenario.objects.get()),
    Right.BACKLOG_IMPORT: lambda actor: requests_import(
        actor=actor,
        origin=uuid4(),
        rows=[RequestRow(foreign_key="CRM-1", title="Voir les litiges", need="Avant un appel")],
    ),
    Right.DIAGNOSIS_RUN: lambda actor: import_create(actor=actor, files=[a_file()]),
    Right.DIAGNOSIS_ANNOTATE: lambda actor: annotation_add(
        actor=actor, report=Report.objects.get(), about="report", part="", text="Vu"
    ),
    Right.DIAGNOSIS_SHARE: lambda actor: share_create(actor=actor, report=Report.objects.get(), days=7),
    Right.DECISION_TAKE: lambda actor: decision_record(
        actor=actor, subject=Item.objects.earliest("pk"), draft=Draft(verdict="now", reason="Prouvé, et prêt")
    ),
    Right.TRAIL_READ: page("decisions:trail"),
    Right.JOB_MANAGE: lambda actor: job_cancel(actor=actor, job=Job.objects.get()),
}


@pytest.fixture
def full(cast: Cast, settings: Settings, tmp_path: object) -> Cast:
    """Fill the workspace with one row of everything, so that each right has something to act on."""
    settings.MEDIA_ROOT = tmp_path
    fill(cast.workspace, [cast.camille])
    return cast


def is_let(actor: Member, right: Right) -> bool:
    """Try a right as somebody, and forget what it did."""
    fresh = Member.objects.select_related("workspace", "user").get(pk=actor.pk)
    with transaction.atomic():
        try:
            TRIALS[right](fresh)
        except Forbidden:
            return False
        finally:
            transaction.set_rollback(True)
    return True


def test_every_right_is_tried_and_given_to_somebody() -> None:
    assert [right for right in Right if right not in TRIALS] == []
    assert [right for right in Right if not RIGHTS.get(right)] == []


def test_an_administrator_may_do_everything_but_judge() -> None:
    assert {right for right, kinds in RIGHTS.items() if RoleKind.ADMINISTRATOR not in kinds} == EXPERTISE


@pytest.mark.parametrize("right", Right)
def test_each_role_may_do_what_the_table_says_and_nothing_else(full: Cast, right: Right) -> None:
    people = {kind: write_member(full.workspace, f"One {kind.value}", kind) for kind in RoleKind}
    with scope(workspace=full.workspace):
        found = {kind for kind, person in people.items() if is_let(person, right)}
    assert found == set(RIGHTS[right])


@pytest.mark.parametrize("right", Right)
def test_nobody_without_a_role_may_do_anything(full: Cast, right: Right) -> None:
    with scope(workspace=full.workspace):
        assert not is_let(write_member(full.workspace, "Nobody"), right)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "let"),
    [
        (SINCE, None, True),
        (SINCE, TODAY, True),
        (TODAY, TODAY, True),
        (SINCE, YESTERDAY, False),
        (TOMORROW, None, False),
    ],
    ids=["runs", "last day", "only day", "over", "to come"],
)
@pytest.mark.parametrize("as_deputy", [False, True], ids=["holder", "deputy"])
def test_a_role_and_its_deputy_hold_from_the_first_day_to_the_last(
    full: Cast, starts_on: date, ends_on: date | None, let: bool, as_deputy: bool
) -> None:
    person = write_member(full.workspace, "Alix Roy")
    with scope(workspace=full.workspace):
        Role.objects.create(
            workspace=full.workspace,
            member=full.sacha if as_deputy else person,
            deputy=person if as_deputy else None,
            kind=RoleKind.ADMINISTRATOR,
            starts_on=starts_on,
            ends_on=ends_on,
        )
        assert {right for right in Right if is_let(person, right)} == (set(Right) - EXPERTISE if let else set())


def test_who_has_left_may_do_nothing_not_even_as_a_deputy(full: Cast) -> None:
    with scope(workspace=full.workspace):
        Role.objects.filter(kind=RoleKind.ADMINISTRATOR).update(deputy=full.robin)
        Member.objects.filter(pk__in=[full.robin.pk, full.camille.pk]).update(is_active=False)
        services = set(Right) - {Right.WORKSPACE_READ, Right.FINDING_READ, Right.TRAIL_READ}  # pages: no such page
        assert [right for right in services if is_let(full.robin, right) or is_let(full.camille, right)] == []
