"""What would move stays in sight when rules are refused at the last step, and can be changed again."""

import re

import pytest
from django_scopes import scope

from gouvernail.backlog.models import Rules
from tests.backlog.ranking import W, backlog

GIVEN = {
    "value_weight": "0",
    "urgency_weight": "0",
    "complexity_weight": "1",
    "places": "2",
    "opinion_days": "180",
    "evidence_days": "90",
    "lead_weeks": "6,5",
    "reason": "Aller au plus simple",
}


@pytest.fixture
def rows(cast):
    with scope(workspace=cast.workspace):
        return backlog(cast)


def _hidden(text: str) -> dict[str, str]:
    """Read what the last step would send."""
    form = text.split('name="confirmed"')[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def test_rules_refused_at_the_last_step_keep_what_would_move(cast, signed_in, rows):
    client = signed_in("sacha")
    shown = client.post(W + "rules", GIVEN).content.decode()
    with scope(workspace=cast.workspace):
        Rules.objects.create(workspace=cast.workspace, places=5, reason="Entre-temps")
    late = client.post(W + "rules", {**_hidden(shown), "confirmed": "on"})
    text = late.content.decode().replace("\u00a0", " ")
    assert late.status_code == 422
    assert "entre-temps" in text
    assert 'id="preview"' in text
    assert "dans les 2 premiers" in text
    done = client.post(W + "rules", {**_hidden(late.content.decode()), "confirmed": "on"})
    assert done.status_code == 302
    with scope(workspace=cast.workspace):
        kept = Rules.objects.order_by("-at", "-pk").first()
        assert kept is not None
        assert (kept.places, str(kept.lead_weeks), kept.caps_unproved) == (2, "6.5", False)


def test_what_would_move_leaves_the_form_to_be_changed_again(signed_in, rows):
    text = signed_in("sacha").post(W + "rules", {**GIVEN, "caps_unproved": "on"}).content.decode()
    assert 'id="preview"' in text
    assert re.search(r'<input type="text" name="lead_weeks" value="6,5"', text)
    assert text.count('id="id_places"') == 1
    assert _hidden(text)["caps_unproved"] == "True"


def test_a_field_that_is_wrong_shows_no_preview_of_it(signed_in, rows):
    answer = signed_in("sacha").post(W + "rules", {**GIVEN, "places": "0"})
    assert (answer.status_code, 'id="preview"' in answer.content.decode()) == (422, False)
