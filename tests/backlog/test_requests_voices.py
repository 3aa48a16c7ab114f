"""Voices: one a person, whatever was merged; evidence by team, never a score."""

import pytest
from django.core.exceptions import ValidationError
from django_scopes import scope
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gouvernail.backlog.models import Request, Voice
from gouvernail.backlog.selectors.requests.detail import page_of
from gouvernail.backlog.selectors.requests.merged import merged_with, target_of
from gouvernail.backlog.selectors.requests.voices import counts_of, supported_by, teams_heard
from gouvernail.backlog.services.requests.asking import request_remove
from gouvernail.backlog.services.requests.voices import voice_add, voice_edit, voice_remove
from gouvernail.decisions.models import Change
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Team
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.requests_scene import ask


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def merge(source: Request, target: Request) -> None:
    """Do as the triage does, without asking what it asks."""
    Request.objects.filter(pk=source.pk).update(merged_into=target, state="merged")
    source.refresh_from_db()


def people_of(row: Request, reader) -> list[list[str]]:
    return [[str(one.member) for one in team.people] for team in page_of(row, reader).teams]


def test_a_voice_carries_the_team_of_who_gives_it(here):
    here.robin.team = Team.objects.create(workspace=here.workspace, name="Ventes")
    here.robin.save()
    voice = voice_add(actor=here.robin, request=ask(here.noa))
    assert voice.team.name == "Ventes"
    assert Change.objects.filter(verb="voice_add", actor=here.robin).exists()


def test_said_twice_it_counts_once(here):
    row = ask(here.noa)
    assert voice_add(actor=here.robin, request=row) == voice_add(actor=here.robin, request=row)
    assert Voice.objects.count() == 1
    assert Change.objects.filter(verb="voice_add").count() == 1


def test_ones_own_request_counts_already_even_written_by_another(here):
    row = ask(here.camille, requester=here.robin)
    assert voice_add(actor=here.robin, request=row) is None
    assert voice_add(actor=here.camille, request=row) is not None  # who wrote it for somebody did not ask
    assert counts_of([row.pk])[row.pk].people == 2


def test_a_voice_for_what_was_merged_goes_where_it_went(here):
    first, second, third = ask(here.noa), ask(here.lou), ask(here.sacha)
    merge(first, second)
    merge(second, third)
    assert target_of(first) == third
    assert voice_add(actor=here.robin, request=first).request == third
    assert voice_add(actor=here.noa, request=third) is None  # asked for it in the first
    assert counts_of([third.pk])[third.pk].people == 4


def test_one_voice_in_each_of_two_merged_requests_is_one_person(here):
    first, second = ask(here.noa), ask(here.lou)
    voice_add(actor=here.robin, request=first)
    voice_add(actor=here.robin, request=second)
    voice_add(actor=here.noa, request=second)
    merge(first, second)
    assert counts_of([second.pk])[second.pk].people == 3
    assert sorted(name for team in people_of(second, here.camille) for name in team) == [
        "Lou Moreau",
        "Noa Bernard",
        "Robin Garcia",
    ]
    voice_remove(actor=here.robin, request=second)
    assert counts_of([second.pk])[second.pk].people == 2
    assert counts_of([first.pk])[first.pk].people == 1


def test_teams_are_in_alphabetical_order_whatever_their_size(here):
    for name, members in (("Ventes", (here.robin, here.noa)), ("Achats", (here.lou,))):
        team = Team.objects.create(workspace=here.workspace, name=name)
        for one in members:
            one.team = team
            one.save()
    row = ask(here.sacha)
    for one in (here.robin, here.noa, here.lou):
        voice_add(actor=one, request=row)
    heard = teams_heard([row], here.camille)
    assert [team.name for team in heard] == ["Achats", "Ventes", ""]
    assert heard[0].people[0].roles == (str(RoleKind.BUILDER.label),)


def test_words_and_urgency_are_added_by_whose_voice_it_is(here):
    row = ask(here.noa)
    voice = voice_add(actor=here.robin, request=row)
    saved = voice_edit(actor=here.robin, voice=voice, note=" Deux fois par jour ", claimed_urgency=2)
    assert (saved.note, saved.claimed_urgency) == ("Deux fois par jour", 2)
    with pytest.raises(Forbidden):
        voice_edit(actor=here.noa, voice=voice, note="Non", claimed_urgency=None)
    with pytest.raises(ValidationError) as refused:
        voice_edit(actor=here.robin, voice=voice, note="", claimed_urgency=5)
    assert "note" in refused.value.message_dict
    (team,) = teams_heard([row], here.camille)
    assert team.levels == (2,)


def test_the_trail_does_not_keep_the_words_of_a_voice(here):
    voice = voice_add(actor=here.robin, request=ask(here.noa))
    voice_edit(actor=here.robin, voice=voice, note="Mon secret", claimed_urgency=None)
    assert not Change.objects.filter(new__contains="secret").exists()


def test_a_reviewer_has_no_voice(here):
    row = ask(here.noa)
    with pytest.raises(Forbidden):
        voice_add(actor=here.maxime, request=row)
    with pytest.raises(Forbidden):
        voice_remove(actor=here.maxime, request=row)


def test_what_was_taken_back_has_no_voices(here):
    row = ask(here.noa)
    request_remove(actor=here.noa, request=row)
    with pytest.raises(ValidationError):
        voice_add(actor=here.robin, request=row)


def test_who_is_already_heard_is_known(here):
    first, second, third = ask(here.robin), ask(here.noa), ask(here.lou)
    voice_add(actor=here.robin, request=second)
    assert supported_by(here.robin, [first.pk, second.pk, third.pk]) == {first.pk, second.pk}


def test_a_circle_of_merges_ends(here):
    """No service makes one; a page that never ends would be worse than a wrong one."""
    first, second = ask(here.noa), ask(here.lou)
    merge(first, second)
    merge(second, first)
    assert target_of(first) in (first, second)
    assert set(merged_with([first.pk])) == {first.pk, second.pk}


MERGES = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4)
VOICES = st.lists(st.tuples(st.sampled_from(["robin", "noa", "lou", "sacha"]), st.integers(0, 4)), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(merges=MERGES, voices=VOICES)
def test_no_merge_ever_loses_or_doubles_a_person(here, merges, voices):
    Request.objects.all().delete()
    rows = [ask(here.dominique, f"Demande {n}") for n in range(5)]
    heard = {row.pk: {here.dominique.pk} for row in rows}
    for who, place in voices:
        if voice_add(actor=getattr(here, who), request=rows[place]) is not None:
            heard[rows[place].pk].add(getattr(here, who).pk)
    for source, into in merges:
        source_row, target = rows[source], target_of(rows[into])
        source_row.refresh_from_db()
        if source_row.merged_into_id is None and target.pk != source_row.pk:
            merge(source_row, target)
            heard[target.pk] |= heard[source_row.pk]
    for row in rows:
        row.refresh_from_db()
        if row.merged_into_id is None:
            assert counts_of([row.pk])[row.pk].people == len(heard[row.pk])
            assert sum(len(team) for team in people_of(row, here.camille)) == len(heard[row.pk])


def test_a_page_that_shows_both_a_request_and_what_was_merged_into_it_counts_each_in_full(here):
    first, second, third = ask(here.noa), ask(here.lou), ask(here.sacha)
    merge(first, second)
    merge(second, third)
    counts = counts_of([first.pk, second.pk, third.pk])
    assert [counts[row.pk].people for row in (first, second, third)] == [1, 2, 3]
