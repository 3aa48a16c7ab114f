"""Two people edit the same duty: the second sees both versions and chooses; nothing is silently overwritten."""

import pytest
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.workspaces.forms.duties import kept_from
from gouvernail.workspaces.models import Assignment
from gouvernail.workspaces.selectors.duties import letters_of
from gouvernail.workspaces.services.duties import duty_archive
from gouvernail.workspaces.services.duty_edit import Draft, StaleDuty, duty_edit, duty_mandate
from tests.workspaces.duties import add, held


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def test_the_second_sees_both_versions_and_nothing_is_written(here):
    duty = add(here, camille="A")
    duty_edit(actor=here.sacha, duty=duty, version=1, draft=Draft(letters=held(here, camille="", noa="A")))
    with pytest.raises(StaleDuty) as stale:
        duty_edit(
            actor=here.camille,
            duty=duty,
            version=1,
            draft=Draft(fields={"label": "Other words"}, letters=held(here, noa="C", lou="R")),
        )
    found = {one.key: (one.theirs, one.mine, one.value) for one in stale.value.differences}
    assert found["label"] == ("Arbitrate priorities", "Other words", "Other words")
    assert found[f"letters-{here.noa.pk}"] == ("Garant", "Consulté", "C")
    assert found[f"letters-{here.lou.pk}"] == ("–", "Réalisateur", "R")
    assert stale.value.duty.edited_by == here.sacha
    duty.refresh_from_db()
    assert (duty.label, duty.version, letters_of(duty)) == ("Arbitrate priorities", 2, held(here, noa="A"))


def test_the_same_change_made_twice_is_no_conflict(here):
    duty = add(here, camille="A")
    draft = Draft(letters=held(here, noa="R"))
    duty_edit(actor=here.sacha, duty=duty, version=1, draft=draft)
    assert duty_edit(actor=here.camille, duty=duty, version=1, draft=draft).version == 2


def test_after_choosing_the_second_writes_over_the_version_that_was_shown(here):
    duty = add(here, camille="A")
    duty_edit(actor=here.sacha, duty=duty, version=1, draft=Draft(fields={"label": "Theirs"}))
    edited = duty_edit(actor=here.camille, duty=duty, version=2, draft=Draft(fields={"label": "Mine"}))
    assert (edited.label, edited.version) == ("Mine", 3)


def test_a_third_version_meanwhile_is_seen_too(here):
    duty = add(here)
    for number in (1, 2):
        duty_edit(actor=here.sacha, duty=duty, version=number, draft=Draft(fields={"label": f"Theirs {number}"}))
    with pytest.raises(StaleDuty):
        duty_edit(actor=here.camille, duty=duty, version=2, draft=Draft(fields={"label": "Mine"}))


def test_a_duty_archived_meanwhile_says_so(here):
    duty = add(here)
    duty_archive(actor=here.sacha, duty=duty)
    with pytest.raises(Exception, match="archiv"):
        duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(fields={"label": "Mine"}))


def test_two_answers_to_the_same_question_are_both_shown(here):
    duty = add(here, camille="A")
    duty_mandate(actor=here.sacha, duty=duty, version=1, member=here.camille, may_refuse=True)
    with pytest.raises(StaleDuty) as stale:
        duty_mandate(actor=here.camille, duty=duty, version=1, member=here.camille, may_refuse=False)
    assert [(one.theirs, one.mine) for one in stale.value.differences] == [("Oui", "Non")]


def _post(client, cast, duty, page, **data):
    return client.post(f"/w/{cast.workspace.slug}/governance/duties/{duty.pk}/{page}", data)


def test_the_page_shows_both_side_by_side_and_keeps_what_is_chosen(cast, signed_in):
    camille, sacha = signed_in("camille"), signed_in("sacha")
    with scope(workspace=cast.workspace):
        duty = add(cast, camille="A")
    shown = {
        "version": 1,
        "label": "Theirs",
        "description": "The same",
        "member": cast.noa.pk,
        f"letters-{cast.noa.pk}": "C",
    }
    assert _post(sacha, cast, duty, "edit", **shown).status_code == 302
    mine = {"version": 1, "label": "Mine", "description": "", "member": cast.lou.pk, f"letters-{cast.lou.pk}": "R"}
    answer = _post(camille, cast, duty, "edit", **mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(words in page for words in ("Theirs", "Mine", "Sacha Martin", "Lou Moreau", "Réalisateur"))
    kept = {"version": 2, "keep-label": "theirs", "mine-label": "Mine", f"keep-letters-{cast.lou.pk}": "mine"}
    assert _post(camille, cast, duty, "resolve", **kept, **{f"mine-letters-{cast.lou.pk}": "R"}).status_code == 302
    with scope(workspace=cast.workspace):
        duty.refresh_from_db()
        assert (duty.label, duty.description) == ("Theirs", "The same")
        assert letters_of(duty) == held(cast, camille="A", noa="C", lou="R")


def test_a_cell_that_moved_answers_with_both_versions(cast, signed_in):
    with scope(workspace=cast.workspace):
        duty = add(cast, camille="A")
        duty_edit(actor=cast.sacha, duty=duty, version=1, draft=Draft(letters=held(cast, noa="R")))
    cell = {"version": 1, "member": cast.noa.pk, f"letters-{cast.noa.pk}": "C", "column": cast.noa.pk}
    answer = _post(signed_in("camille"), cast, duty, "cell", **cell)
    assert answer.status_code == 409
    assert b"<html" not in answer.content
    with scope(workspace=cast.workspace):
        assert Assignment.objects.get(duty=duty, member=cast.noa).letter == "R"


def test_choosing_after_a_third_change_asks_again(cast, signed_in):
    with scope(workspace=cast.workspace):
        duty = add(cast)
        for number in (1, 2):
            duty_edit(actor=cast.sacha, duty=duty, version=number, draft=Draft(fields={"label": f"Theirs {number}"}))
    kept = {"version": 2, "keep-label": "mine", "mine-label": "Mine"}
    answer = _post(signed_in("camille"), cast, duty, "resolve", **kept)
    assert answer.status_code == 409
    assert b"Theirs 2" in answer.content


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["version", "member", "keep-x", "keep-letters-9", "mine-letters-9"]) | _TEXT, _TEXT)
)
def test_no_form_however_forged_makes_the_reader_of_choices_fail(data):
    from django.http import QueryDict

    given_data = QueryDict(mutable=True)
    given_data.update(data)
    fields, letters = kept_from(given_data)
    assert set(fields) <= {"label", "description", "data_object"}
    assert all(one <= set("RACI") for one in letters.values())
