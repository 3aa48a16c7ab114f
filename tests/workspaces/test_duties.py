"""Duties: added, changed, put in order, archived and restored, from the template; each act in the trail."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope

from gouvernail.decisions.models import Change
from gouvernail.workspaces.models import Assignment, DataObject, Duty
from gouvernail.workspaces.selectors.duties import duties_active, letters_of
from gouvernail.workspaces.services.door import Forbidden
from gouvernail.workspaces.services.duties import duties_propose, duty_add, duty_archive, duty_move, duty_restore
from gouvernail.workspaces.services.duty_edit import Draft, duty_edit, duty_mandate
from tests.workspaces.duties import add, held


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def _trail(verb: str) -> dict[str, tuple[str, str]]:
    return {row.field: (row.old, row.new) for row in Change.objects.filter(verb=verb)}


def test_a_duty_is_added_after_the_others_with_its_people(here):
    first, second = add(here, "Hold the compass"), add(here, "Qualify requests", camille="AR", noa="C")
    assert (first.position, second.position) == (0, 1)
    assert letters_of(second) == held(here, camille="AR", noa="C")
    trail = _trail("duty_add")
    assert trail["A"] == ("", f"@member:{here.camille.pk}")
    assert trail["C"] == ("", f"@member:{here.noa.pk}")


def test_a_duty_needs_words(here):
    with pytest.raises(ValidationError) as refused:
        duty_add(actor=here.camille, label="")
    assert "label" in refused.value.message_dict


def test_letters_change_and_the_trail_names_who_had_them(here):
    duty = add(here, sacha="A", camille="R")
    edited = duty_edit(
        actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, sacha="", camille="AR", noa="I"))
    )
    assert letters_of(duty) == held(here, camille="AR", noa="I")
    assert (edited.version, edited.edited_by) == (2, here.camille)
    assert _trail("duty_edit")["A"] == (f"@member:{here.sacha.pk}", f"@member:{here.camille.pk}")
    assert "R" not in _trail("duty_edit")


def test_nothing_changed_is_nothing_written(here):
    duty = add(here, camille="A")
    duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, camille="A")))
    duty.refresh_from_db()
    assert duty.version == 1
    assert not Change.objects.filter(verb="duty_edit").exists()


@pytest.mark.parametrize("letters", ["AC", "CI", "RI", "ARC", "X"])
def test_letters_that_exclude_each_other_are_refused_and_nothing_is_written(here, letters):
    duty = add(here, camille="A")
    draft = Draft(fields={"label": "Other"}, letters=held(here, noa=letters))
    with pytest.raises(ValidationError) as refused:
        duty_edit(actor=here.camille, duty=duty, version=1, draft=draft)
    assert "letters" in refused.value.message_dict
    duty.refresh_from_db()
    assert (duty.label, letters_of(duty)) == ("Arbitrate priorities", held(here, camille="A"))


def test_nobody_of_another_workspace_gets_a_letter(here):
    duty = add(here)
    with pytest.raises(ValidationError):
        duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters={here.stranger.pk: frozenset("A")}))
    assert not Assignment.objects.exists()


def test_who_has_left_gets_no_letter_but_may_lose_theirs(here):
    duty = add(here, noa="A")
    here.noa.is_active = False
    here.noa.save()
    with pytest.raises(ValidationError):
        duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, noa="AR")))
    duty_edit(actor=here.camille, duty=duty, version=1, draft=Draft(letters=held(here, noa="")))
    assert letters_of(duty) == {}


def test_duties_are_put_in_order_and_stay_at_the_ends(here):
    labels = ["one", "two", "three"]
    one, _two, three = (add(here, label) for label in labels)
    duty_move(actor=here.camille, duty=three, by=-1)
    assert [duty.label for duty in duties_active()] == ["one", "three", "two"]
    duty_move(actor=here.camille, duty=one, by=-1)
    assert [duty.label for duty in duties_active()] == ["one", "three", "two"]
    assert _trail("duty_move") == {"position": ("3", "2")}


def test_an_archived_duty_binds_nobody_and_comes_back_with_its_people(here):
    duty = add(here, camille="A")
    duty_archive(actor=here.camille, duty=duty)
    assert not duties_active().exists()
    with pytest.raises(ValidationError, match=r"archiv"):
        duty_edit(actor=here.camille, duty=duty, version=2, draft=Draft(fields={"label": "Other"}))
    restored = duty_restore(actor=here.camille, duty=duty)
    assert (restored.version, letters_of(restored)) == (3, held(here, camille="A"))


def test_archiving_twice_says_so_once(here):
    duty = add(here)
    for _time in range(2):
        duty_archive(actor=here.camille, duty=duty)
    assert Change.objects.filter(verb="duty_archive").count() == 1


@pytest.mark.parametrize(("language", "label"), [("fr", "Tenir le cap"), ("en", "Hold the compass")])
def test_the_template_gives_eight_duties_in_the_language_of_the_workspace(here, language, label):
    here.workspace.language = language
    here.workspace.save()
    duties = duties_propose(actor=here.camille)
    assert (len(duties), duties[0].label) == (8, label)
    assert all(duty.description for duty in duties)


def test_the_template_names_people_by_their_roles(here):
    duties = {duty.code: letters_of(duty) for duty in duties_propose(actor=here.camille)}
    assert duties["hold_compass"] == held(here, sacha="A", camille="R")
    assert duties["arbitrate_priorities"] == held(here, camille="AR")
    assert duties["own_customer_data"] == held(here, dominique="AR")
    assert duties["deliver_increments"] == held(here, camille="A", lou="R")


def test_each_data_object_gets_its_own_duty(here):
    for name in ("Accounts", "Contacts"):
        DataObject.objects.create(workspace=here.workspace, name=name)
    duties = duties_propose(actor=here.camille)
    about = [duty for duty in duties if duty.data_object_id]
    assert (len(duties), sorted(str(duty.data_object) for duty in about)) == (9, ["Accounts", "Contacts"])
    assert all(str(duty.data_object) in duty.label for duty in about)


def test_the_template_is_not_poured_over_what_people_wrote(here):
    add(here)
    with pytest.raises(ValidationError):
        duties_propose(actor=here.camille)
    assert Duty.objects.count() == 1


def test_a_mandate_is_said_of_a_person_who_answers(here):
    duty = add(here, camille="A")
    answered = duty_mandate(actor=here.sacha, duty=duty, version=1, member=here.camille, may_refuse=True)
    assert (answered.may_refuse, answered.mandate_of) == (True, here.camille)
    with pytest.raises(ValidationError, match="Noa"):
        duty_mandate(actor=here.sacha, duty=duty, version=2, member=here.noa, may_refuse=True)


@pytest.mark.parametrize("name", ["robin", "noa", "lou", "dominique", "maxime"])
def test_who_has_not_the_right_changes_nothing(here, name):
    duty, reader = add(here, camille="A"), getattr(here, name)
    acts = [
        lambda: duty_add(actor=reader, label="Other"),
        lambda: duty_edit(actor=reader, duty=duty, version=1, draft=Draft(fields={"label": "Other"})),
        lambda: duty_mandate(actor=reader, duty=duty, version=1, member=here.camille, may_refuse=False),
        lambda: duty_move(actor=reader, duty=duty, by=1),
        lambda: duty_archive(actor=reader, duty=duty),
        lambda: duty_restore(actor=reader, duty=duty),
        lambda: duties_propose(actor=reader),
    ]
    for act in acts:
        with pytest.raises(Forbidden):
            act()
    duty.refresh_from_db()
    assert (duty.label, duty.is_active, duty.version, duty.may_refuse) == ("Arbitrate priorities", True, 1, None)
