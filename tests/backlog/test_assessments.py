"""Opinions: given alone, hidden until the reveal, never on one's own request, never averaged when they are opposed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_scopes import scope

from gouvernail.backlog.choices.assessments import Filter, RoundState
from gouvernail.backlog.models import Item, Opinion, Round, Rules
from gouvernail.backlog.selectors.assessments.freshness import to_judge
from gouvernail.backlog.selectors.assessments.panel import opinions_panel
from gouvernail.backlog.selectors.assessments.results import flagged_in, results_of
from gouvernail.backlog.selectors.assessments.sheet import advances_of, sheet_for
from gouvernail.backlog.selectors.ranking.gathered import inputs_on
from gouvernail.backlog.services.assessments.opinions import calibration_rate
from gouvernail.backlog.services.assessments.rounds import (
    round_again,
    round_cancel,
    round_close,
    round_open,
    round_reveal,
)
from gouvernail.backlog.services.assessments.scales import calibration_edit, scale_edit
from gouvernail.backlog.services.items.items import item_create
from gouvernail.backlog.services.requests.asking import request_add
from gouvernail.decisions.models import Change
from gouvernail.strategy.models import Objective
from gouvernail.workspaces.models import Role
from gouvernail.workspaces.selectors.rights import today_of
from gouvernail.workspaces.services.door import Forbidden
from tests.backlog.assessments import a_round, in_teams, say


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def test_each_one_judges_only_what_they_may(here):
    one = a_round(here)
    say(here.camille, one, 4)
    say(here.lou, one, 2, on=Filter.COMPLEXITY)
    for actor, on in ((here.lou, Filter.VALUE), (here.camille, Filter.COMPLEXITY)):
        with pytest.raises(Forbidden):
            say(actor, one, 3, on=on)
    with pytest.raises(ValidationError, match="prouve"):
        say(here.camille, one, 3, on=Filter.URGENCY)
    assert [step.filter for step in sheet_for(here.lou, one)] == [Filter.COMPLEXITY]
    assert [step.filter for step in sheet_for(here.sacha, one)] == [Filter.VALUE]


def test_nobody_judges_what_they_asked_for(here):
    asked = request_add(actor=here.noa, title="Relances", need="Relancer")
    one = a_round(here)
    item = one.items.get()
    item.origins.create(workspace=here.workspace, request=asked)
    with pytest.raises(Forbidden, match="demandes"):
        say(here.noa, one, 5)
    assert sheet_for(here.noa, one)[0].lines[0].is_own
    assert say(here.sacha, one, 2).pk


def test_before_the_reveal_nothing_tells_a_level_not_even_the_trail(here):
    one = a_round(here)
    say(here.camille, one, 4, comment="Vu chez trois clients")
    assert results_of(one) == []
    assert opinions_panel(one.items.get(), here.sacha).lines == ()
    told = Change.objects.filter(verb="opinion_give")
    assert [(row.field, row.old, row.new, row.reason) for row in told] == [("", "", "", "")]
    assert {row.given for row in advances_of(one)} == {0, 1}
    assert inputs_on(Rules(workspace=here.workspace), today_of(here.camille)).value == ()


def test_i_do_not_know_is_an_answer_and_no_zero(here):
    one = a_round(here)
    say(here.camille, one, None)
    say(here.sacha, one, 4)
    round_reveal(actor=here.camille, round=one)
    [value] = results_of(Round.objects.get())
    assert [said.opinion.level for said in value.lines[0].said] == [4, None]
    assert len(inputs_on(Rules(workspace=here.workspace), today_of(here.camille)).value) == 1


def test_after_the_reveal_nothing_is_said_and_what_was_said_counts(here):
    one = a_round(here)
    say(here.camille, one, 4)
    round_reveal(actor=here.camille, round=one)
    with pytest.raises(ValidationError, match="révélés"):
        say(here.sacha, one, 2)
    assert Opinion.objects.count() == 1
    assert Item.objects.get().assessed_at is not None
    with pytest.raises(ValidationError, match="plus rapide"):
        round_reveal(actor=here.camille, round=one)


def test_a_disagreement_is_told_by_who_and_asked_again(here):
    in_teams(here)
    one = a_round(here, "Relances", "Agenda")
    first, second = one.items.order_by("number")
    for name, level in (("camille", 5), ("sacha", 5), ("noa", 1)):
        say(getattr(here, name), one, level, item=first)
        say(getattr(here, name), one, 3, item=second)
    round_reveal(actor=here.camille, round=one)
    one.refresh_from_db()
    [value] = results_of(one)
    assert [line.is_flagged for line in value.lines] == [True, False]
    assert value.lines[0].camps == ((5, ("Ventes",)), (1, ("Service",)))
    assert flagged_in(one) == [first.pk]
    round_again(actor=here.camille, round=one)
    one.refresh_from_db()
    with pytest.raises(ValidationError, match="s’opposent"):
        say(here.noa, one, 3, item=second)
    say(here.noa, one, 4, item=first)
    assert results_of(one)[0].lines[0].said[-1].opinion.level == 1, "the second turn is hidden too"
    round_close(actor=here.camille, round=one)
    one.refresh_from_db()
    assert [said.opinion.level for said in results_of(one)[0].lines[0].said] == [5, 5, 4]
    counted = inputs_on(Rules(workspace=here.workspace), today_of(here.camille)).value
    assert sorted(vote.level for vote in counted if vote.item == first.pk) == [4, 5, 5]


def test_a_severe_rater_is_corrected_and_the_raw_levels_stay_visible(here):
    one = a_round(here, *(f"N{number}" for number in range(12)))
    for number, item in enumerate(one.items.order_by("number")):
        level = number % 4 + 1
        for actor, shift in ((here.camille, 0), (here.sacha, 1), (here.noa, -1)):
            say(actor, one, max(0, min(5, level + shift)), item=item)
    round_reveal(actor=here.camille, round=one)
    [value] = results_of(Round.objects.get())
    assert value.whole.severity == "corrected"
    assert value.whole.shifts[here.sacha.pk] > 0 > value.whole.shifts[here.noa.pk]
    said = {one.opinion.rater_id: one for one in value.lines[1].said}
    assert said[here.noa.pk].opinion.level == 1
    assert said[here.noa.pk].corrected > 1


def test_an_expired_role_judges_no_more(here):
    one = a_round(here)
    yesterday = today_of(here.noa) - timedelta(days=1)
    Role.objects.filter(member=here.noa, kind="champion").update(ends_on=yesterday)
    here.noa.__dict__.pop("_kinds", None)
    with pytest.raises(Forbidden):
        say(here.noa, one, 3)


def test_an_item_that_went_meanwhile_is_judged_no_more_and_nothing_is_lost(here):
    one = a_round(here, "Relances", "Agenda")
    first, second = one.items.order_by("number")
    say(here.camille, one, 3, item=first)
    Item.objects.filter(pk=first.pk).update(removed_at=timezone.now())
    Objective.objects.filter(pk=second.objective_id).update(is_active=False)
    for item in (first, second):
        with pytest.raises(ValidationError):
            say(here.sacha, one, 3, item=item)
    assert Opinion.objects.count() == 1
    assert sheet_for(here.sacha, one)[0].lines == ()


@pytest.mark.parametrize("level", [6, -1, 99])
def test_a_level_out_of_the_scale_is_refused(here, level):
    with pytest.raises(ValidationError) as refused:
        say(here.camille, a_round(here), level)
    assert "level" in refused.value.message_dict


def test_a_stranger_to_the_round_is_refused(here):
    one = a_round(here, raters="camille")
    with pytest.raises(Forbidden):
        say(here.sacha, one, 3)


def test_an_item_with_two_objectives_is_judged_for_each(here):
    one = a_round(here)
    item = one.items.get()
    other = Objective.objects.create(workspace=here.workspace, label="Servir")
    item.also_serves.add(other)
    [step] = sheet_for(here.camille, one)
    assert [line.objective.label for line in step.lines] == ["Vendre mieux", "Servir"]


def test_a_round_is_opened_on_what_can_be_judged(here):
    lost = item_create(actor=here.camille, title="Hors cap")
    day = today_of(here.camille)
    for fields, field in (
        ({"items": [lost], "raters": [here.camille]}, "items"),
        ({"items": [], "raters": [here.camille]}, "items"),
        ({"items": [lost], "raters": []}, "items"),
    ):
        with pytest.raises(ValidationError) as refused:
            round_open(actor=here.camille, title="x", closes_on=day, **fields)
        assert field in refused.value.message_dict
    item = a_round(here).items.get()
    with pytest.raises(ValidationError) as refused:
        round_open(actor=here.camille, title="x", items=[item], raters=[here.robin], closes_on=day)
    assert "Robin" in " ".join(refused.value.messages)
    with pytest.raises(ValidationError) as refused:
        round_open(
            actor=here.camille, title="x", items=[item], raters=[here.camille], closes_on=day - timedelta(days=1)
        )
    assert "closes_on" in refused.value.message_dict


def test_a_round_given_up_keeps_what_was_said_hidden_and_comes_back(here):
    one = a_round(here)
    say(here.camille, one, 4)
    round_cancel(actor=here.camille, round=one)
    with pytest.raises(ValidationError):
        say(here.sacha, one, 2)
    round_cancel(actor=here.camille, round=one, is_undone=True)
    assert Round.objects.get().state == RoundState.OPEN
    assert say(here.sacha, one, 2).pk


def test_what_was_never_judged_is_asked_first_then_what_changed_then_what_is_old(here):
    rules, today = Rules(workspace=here.workspace), today_of(here.camille)
    one = a_round(here, "Vieux", "Récent")
    old, _recent = one.items.order_by("number")
    item_create(actor=here.camille, title="Jamais", objective=old.objective)
    assert [found.item.title for found in to_judge(rules, today)] == ["Jamais"], "the others are being asked about"
    say(here.camille, one, 3)
    round_reveal(actor=here.camille, round=one)
    Item.objects.filter(pk=old.pk).update(assessed_at=timezone.now() - timedelta(days=200))
    assert [(found.item.title, found.reason) for found in to_judge(rules, today)] == [
        ("Jamais", "never"),
        ("Vieux", "old"),
    ]


def test_a_scale_without_anchor_or_reason_is_refused(here):
    texts = {level: f"Niveau {level}" for level in range(6)}
    with pytest.raises(ValidationError) as refused:
        scale_edit(actor=here.camille, scale="value", texts={**texts, 3: " "}, reason="Plus clair")
    assert set(refused.value.message_dict) == {"level_3"}
    with pytest.raises(ValidationError) as refused:
        scale_edit(actor=here.camille, scale="value", texts=texts, reason="")
    assert "reason" in refused.value.message_dict
    scale_edit(actor=here.camille, scale="value", texts=texts, reason="Plus clair")
    assert dict(sheet_for(here.camille, a_round(here))[0].scale.anchors) == texts
    assert Change.objects.filter(verb="scale_edit", reason="Plus clair").count() == 6


def test_known_items_are_rated_by_who_judges_that_filter(here):
    known = calibration_edit(actor=here.camille, scale="value", position=1, title="Le salon de mai", level=3)
    calibration_rate(actor=here.noa, calibration=known, level=4)
    calibration_rate(actor=here.noa, calibration=known, level=3)
    assert list(Opinion.objects.values_list("level", flat=True)) == [3]
    with pytest.raises(Forbidden):
        calibration_rate(actor=here.lou, calibration=known, level=3)


def test_as_many_queries_whatever_the_size_of_a_round(here, django_assert_max_num_queries):
    one = a_round(here, *(f"N{number}" for number in range(20)))
    for item in one.items.order_by("number"):
        for actor in (here.camille, here.sacha, here.noa):
            say(actor, one, 3, item=item)
    with django_assert_max_num_queries(9):
        sheet_for(here.camille, one)
    round_reveal(actor=here.camille, round=one)
    one.refresh_from_db()
    with django_assert_max_num_queries(6):
        results_of(one)
