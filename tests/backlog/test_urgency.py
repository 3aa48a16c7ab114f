"""Evidence: what it rests on, who verifies it, what counts, and how it rises by itself."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from gouvernail.backlog.bridge.urgency import CONTRADICTED, EXPIRED, MANDATORY, NOT_SHOWN, proved_by
from gouvernail.backlog.choices.urgency import Grade
from gouvernail.backlog.models import Evidence, Item, Rules
from gouvernail.backlog.selectors.urgency.counted import claims_of, proofs_on, urgencies_counted, verified_claims
from gouvernail.backlog.selectors.urgency.overview import overview_on
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.requests.asking import request_add
from gouvernail.backlog.services.urgency.evidences import (
    StaleEvidence,
    evidence_add,
    evidence_attach,
    evidence_edit,
    evidence_remove,
    evidence_renew,
    evidence_verify,
    evidences_check_files,
)
from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Team
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden


@pytest.fixture
def here(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with scope(workspace=cast.workspace):
        yield cast


@pytest.fixture
def item(here) -> Item:
    return item_create(actor=here.camille, title="Consentement", claimed_urgency=5)


def law(actor, item: Item, days: int = 90, **fields):
    today = today_of(actor)
    return evidence_add(
        actor=actor, item=item, kind="law", statement="Article 7", ends_on=today + timedelta(days=days), **fields
    )


def counted(actor, item: Item, on: date | None = None):
    [found] = urgencies_counted(Rules(workspace=actor.workspace), on or today_of(actor), [item.pk])
    return found


def a_file(name: str = "loi.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 ...")


def test_a_claim_alone_counts_for_two_at_most_and_says_so(here, item):
    found = counted(here.camille, item)
    assert found.claimed == 5
    assert found.mean <= 2
    assert NOT_SHOWN in found.flags


def test_the_grade_says_what_an_evidence_rests_on(here, item):
    today = today_of(here.camille)
    assert law(here.lou, item).grade == Grade.ASSERTED
    assert law(here.lou, item, source="La CNIL").grade == Grade.NAMED
    assert law(here.lou, item, source="La CNIL", files=[a_file()]).grade == Grade.NAMED, "a document has a date"
    assert law(here.lou, item, document_on=today, files=[a_file()]).grade == Grade.DOCUMENTED
    assert law(here.lou, item, document_on=today, address="https://cnil.example/7").grade == Grade.DOCUMENTED


def test_verified_it_counts_alone(here, item):
    evidence = law(here.lou, item, days=7 * (6 + 8))  # eight weeks after the lead time: level 3
    evidence_verify(actor=here.dominique, evidence=evidence, verdict="confirmed", note="Lu au Journal officiel")
    found = counted(here.camille, item)
    assert found.mean == pytest.approx(3, abs=0.01)
    assert MANDATORY in found.flags
    assert NOT_SHOWN in found.flags  # claimed 5


def test_refuted_it_counts_for_nothing(here, item):
    evidence = law(here.lou, item)
    evidence_verify(actor=here.dominique, evidence=evidence, verdict="refuted", note="Ne nous concerne pas")
    assert proofs_on(Rules(), today_of(here.camille), [item.pk]) == {}
    assert Evidence.objects.get().grade == Grade.ASSERTED


def test_nobody_verifies_what_they_brought_or_answer_for(here, item):
    mine = law(here.camille, item)
    owned = law(here.lou, item, owner=here.sacha)
    for actor, evidence in ((here.camille, mine), (here.sacha, owned)):
        with pytest.raises(Forbidden, match=r"seconde|second"):
            evidence_verify(actor=actor, evidence=evidence, verdict="confirmed", note="Lu")
    with pytest.raises(Forbidden):
        evidence_verify(actor=here.robin, evidence=owned, verdict="confirmed", note="Lu")


def test_what_is_changed_after_a_verification_is_verified_again(here, item):
    evidence = law(here.lou, item, source="La CNIL")
    evidence_verify(actor=here.dominique, evidence=evidence, verdict="confirmed", note="Lu")
    row = evidence_edit(actor=here.lou, evidence=evidence, version=2, statement="Article 8")
    assert (row.verdict, row.grade, row.verified_by) == ("", Grade.NAMED, None)
    with pytest.raises(StaleEvidence):
        evidence_edit(actor=here.camille, evidence=evidence, version=2, statement="Article 9")


def test_contradictory_evidences_are_both_shown_and_never_settled_by_the_product(here, item):
    today = today_of(here.camille)
    for days in (60, 300):
        law(here.lou, item, days=days, document_on=today, address=f"https://loi.example/{days}")
    proved = proofs_on(Rules(), today, [item.pk])[item.pk]
    assert len(proved.contradictions) == 1
    assert CONTRADICTED in counted(here.camille, item).flags
    assert proved.level == max(one.level for one in proved.readings), "the nearest deadline counts meanwhile"


def test_expired_it_counts_one_grade_less_until_it_is_renewed(here, item):
    evidence = law(here.lou, item, days=400, source="La CNIL")
    later = evidence.expires_on + timedelta(days=1)
    assert EXPIRED in counted(here.camille, item, later).flags
    Evidence.objects.filter(pk=evidence.pk).update(expires_on=today_of(here.camille))
    evidence_renew(actor=here.lou, evidence=evidence)
    assert EXPIRED not in counted(here.camille, item, later - timedelta(days=1)).flags


def test_a_document_that_is_missing_from_the_storage_does_not_count(here, item):
    evidence = law(here.lou, item, document_on=today_of(here.camille), files=[a_file()])
    default_storage.delete(evidence.attachments.get().path)
    assert [one.name for one in evidences_check_files(item=item)] == ["loi.pdf"]
    evidence.refresh_from_db()
    assert evidence.grade == Grade.ASSERTED
    evidence_attach(actor=here.lou, evidence=evidence, file=a_file())
    evidence.refresh_from_db()
    assert evidence.grade == Grade.DOCUMENTED


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "law", "ends_on": None}, "ends_on"),
        ({"kind": "season", "ends_on": date(2027, 3, 1)}, "starts_on"),
        ({"kind": "window"}, "ends_on"),
        ({"kind": "loss"}, "loss"),
        ({"kind": "rumour"}, "kind"),
        ({"kind": "law", "ends_on": date(2027, 3, 1), "document_on": date(2127, 1, 1)}, "document_on"),
        ({"kind": "season", "starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}, "__all__"),
        ({"kind": "law", "ends_on": date(2027, 3, 1), "address": "javascript:alert(1)"}, "address"),
    ],
    ids=["no-deadline", "no-first-day", "no-end", "no-loss", "no-kind", "future", "reversed", "hostile"],
)
def test_an_evidence_that_proves_nothing_is_refused_beside_its_field(here, item, fields, field):
    with pytest.raises(ValidationError) as refused:
        evidence_add(actor=here.lou, item=item, statement="x", files=[a_file()], **fields)
    assert field in refused.value.message_dict
    assert not Evidence.objects.exists()


def test_an_item_that_was_removed_takes_no_evidence(here, item):
    Item.objects.filter(pk=item.pk).update(removed_at="2026-01-01T00:00Z")
    with pytest.raises(ValidationError, match="retiré"):
        law(here.lou, item)


def test_removed_it_counts_no_more_and_comes_back(here, item):
    evidence = law(here.lou, item)
    with pytest.raises(Forbidden):
        evidence_remove(actor=here.robin, evidence=evidence)
    evidence_remove(actor=here.lou, evidence=evidence)
    assert proofs_on(Rules(), today_of(here.camille)) == {}
    evidence_remove(actor=here.camille, evidence=evidence, is_undone=True)
    assert len(proofs_on(Rules(), today_of(here.camille))) == 1
    verbs = set(Change.objects.filter(subject_type="backlog.item").values_list("verb", flat=True))
    assert {"evidence_add", "evidence_remove", "evidence_restore"} <= verbs


def test_claims_come_from_the_item_its_requests_and_their_voices(here, item):
    team = Team.objects.create(workspace=here.workspace, name="Ventes")
    asked = request_add(
        actor=here.robin, title="Vite", need="Vite", claimed_urgency=4, urgency_reason="Salon", team=team
    )
    other = item_create(actor=here.camille, title="Autre", requests=[asked])
    assert [(one.level, one.team) for one in claims_of([other.pk])[other.pk]] == [(4, team.pk)]
    assert [one.level for one in claims_of([item.pk])[item.pk]] == [5]


def test_a_team_is_corrected_once_three_of_its_claims_were_verified(here):
    team = Team.objects.create(workspace=here.workspace, name="Ventes")
    rules = Rules(workspace=here.workspace)
    for number in range(3):
        item = item_create(actor=here.camille, title=f"N{number}", claimed_urgency=5, claimed_by=team)
        evidence = law(here.lou, item, days=7 * (6 + 16))  # level 2
        evidence_verify(actor=here.dominique, evidence=evidence, verdict="confirmed", note="Lu")
        assert overview_on(rules, today_of(here.camille), here.camille).is_calibrated == (number == 2)
    assert len(verified_claims(rules)) == 3
    [row] = overview_on(rules, today_of(here.camille), here.camille).teams
    assert (row.team, row.count) == (team, 3)
    assert row.shift == pytest.approx(3, abs=0.05)


@given(st.integers(0, 900), st.integers(1, 200))
def test_a_deadline_only_presses_more_as_it_comes_closer(days, later):
    row = Evidence(
        kind="law",
        statement="x",
        grade=3,
        at=_instant(),
        expires_on=date(2030, 1, 1),
        ends_on=date(2026, 1, 1) + timedelta(days=days),
    )
    first = proved_by([row], date(2026, 1, 1), lead_weeks=6).level
    then = proved_by([row], date(2026, 1, 1) + timedelta(days=later), lead_weeks=6).level
    assert first <= then


def test_one_level_each_time_the_time_left_halves(here, item):
    row = Evidence(
        kind="law", statement="x", grade=3, at=_instant(), expires_on=date(2030, 1, 1), ends_on=date(2028, 1, 1)
    )
    levels = [
        proved_by([row], date(2028, 1, 1) - timedelta(weeks=weeks), lead_weeks=0).level
        for weeks in (64, 32, 16, 8, 4, 2)
    ]
    assert levels == [0, 1, 2, 3, 4, 5]


def _instant():
    from datetime import UTC, datetime

    return datetime(2026, 1, 1, tzinfo=UTC)


def test_as_many_queries_whatever_the_number_of_items(here, django_assert_num_queries):
    for number in range(30):
        law(here.lou, item_create(actor=here.camille, title=f"N{number}", claimed_urgency=3))
    rules, today = Rules(workspace=here.workspace), today_of(here.camille)
    keys = list(Item.objects.values_list("pk", flat=True))
    with django_assert_num_queries(5):
        urgencies_counted(rules, today, keys)
