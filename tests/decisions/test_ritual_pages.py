"""The pages of rituals and meetings, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import Meeting, Ritual
from gouvernail.decisions.services.rituals import ritual_create

W = "/w/crm-ventes/"


@pytest.fixture
def meeting(cast):
    with scope(workspace=cast.workspace):
        ritual = ritual_create(
            actor=cast.camille, kind="demo", label="Démonstration", first_at=timezone.now() - timedelta(days=3),
            owner=cast.sacha, rhythm_days=7, expected_roles=["champion"],
        )  # fmt: skip
        return ritual.meetings.select_related("ritual").first()


def _state(meeting: Meeting) -> tuple[str, str]:
    with scope(workspace=meeting.workspace):
        return Meeting.objects.values_list("state", "reason").get(pk=meeting.pk)


def test_the_usual_four_are_one_click_away(signed_in, cast):
    page = signed_in("camille")
    assert "Planifier les quatre rituels" in page.get(f"{W}rituals/").content.decode()
    shown = page.post(f"{W}rituals/usual", follow=True).content.decode()
    assert "4 rituels sont planifiés" in shown
    assert "Revue du cap" in shown


def test_make_change_and_stop(signed_in, cast):
    page = signed_in("camille")
    given = {
        "kind": "demo", "label": "Démo", "rhythm_days": "7", "first_at": "2027-01-05T14:00", "minutes": "30",
        "owner": cast.noa.pk, "expected_roles": ["champion", "builder"],
    }  # fmt: skip
    assert page.post(f"{W}rituals/new", given).status_code == 302
    with scope(workspace=cast.workspace):
        ritual = Ritual.objects.get()
    assert (ritual.owner_id, timezone.localtime(ritual.first_at).hour) == (cast.noa.pk, 14)
    page.post(f"{W}rituals/{ritual.pk}/edit", given | {"minutes": "25"})
    page.post(f"{W}rituals/{ritual.pk}/stop")
    ritual.refresh_from_db()
    assert (ritual.minutes, ritual.is_active) == (25, False)
    assert "Reprendre" in page.get(f"{W}rituals/{ritual.pk}/").content.decode()


def test_an_error_stands_beside_its_field(signed_in, cast):
    answer = signed_in("camille").post(f"{W}rituals/new", {"kind": "demo", "minutes": "3"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_who_leads_notes_without_being_of_the_steering(signed_in, cast):
    with scope(workspace=cast.workspace):
        ritual = ritual_create(
            actor=cast.camille, kind="demo", label="Démo", first_at=timezone.now() - timedelta(days=1), owner=cast.noa
        )
        meeting = ritual.meetings.first()
    page = signed_in("noa")
    form = page.get(f"{W}meetings/{meeting.pk}/hold")
    assert "Noa Bernard" in form.content.decode()
    answer = page.post(
        f"{W}meetings/{meeting.pk}/hold",
        {"held_on": timezone.localdate().isoformat(), f"presence_{cast.noa.pk}": "present"},
    )
    assert answer.status_code == 302
    assert _state(meeting) == ("held", "")


def test_skip_with_its_reason_then_undo(signed_in, meeting):
    page = signed_in("camille")
    assert page.post(f"{W}meetings/{meeting.pk}/skip", {"reason": ""}).status_code == 422
    shown = page.post(f"{W}meetings/{meeting.pk}/skip", {"reason": "Comité vidé"}, follow=True).content.decode()
    assert "Comité vidé" in shown
    assert f"{W}meetings/{meeting.pk}/reopen" in shown
    page.post(f"{W}meetings/{meeting.pk}/reopen")
    assert _state(meeting) == ("planned", "")


WRITES = ["rituals/new", "rituals/usual", "rituals/{r}/edit", "rituals/{r}/stop", "rituals/{r}/start"] + [
    f"meetings/{{m}}/{act}" for act in ("hold", "skip", "move", "reopen")
]


@pytest.mark.parametrize("path", WRITES)
def test_refusals(client, signed_in, meeting, path):
    url = W + path.format(r=meeting.ritual_id, m=meeting.pk)
    assert client.post(url).status_code == 302
    assert signed_in("stranger").post(url).status_code == 404
    assert signed_in("robin").post(url).status_code == 403
    assert signed_in("camille").put(url).status_code == 405


@pytest.mark.parametrize("path", ["rituals/{r}/edit", "rituals/{r}/", "meetings/{m}/hold", "meetings/{m}/reopen"])
def test_another_workspaces_rows_are_not_found_from_ones_own(signed_in, meeting, path):
    url = "/w/crm-service/" + path.format(r=meeting.ritual_id, m=meeting.pk)
    page = signed_in("stranger")
    assert (page.post(url) if "reopen" in path else page.get(url)).status_code == 404


def test_everybody_reads(signed_in, meeting, django_assert_max_num_queries):
    page = signed_in("robin")
    page.get(f"{W}rituals/")  # the first page of a session writes who was seen, and where
    with django_assert_max_num_queries(16):
        shown = page.get(f"{W}rituals/{meeting.ritual_id}/").content.decode()
    assert "Personne n’a dit ce qu’elle est devenue" in shown
    assert f"{W}meetings/{meeting.pk}/skip" not in shown
