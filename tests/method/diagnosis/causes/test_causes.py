"""What the twelve causes rest on: families, contributions, naming, relief."""

from collections.abc import Callable

import numpy as np
import pytest

from gouvernail.method.diagnosis import settings
from gouvernail.method.diagnosis.causes import causes_of, evidence_of
from gouvernail.method.diagnosis.diagnosis import Cause
from gouvernail.method.diagnosis.finding import Finding

SETTINGS = settings.load()
Say = Callable[..., Finding]


def _causes(*findings: Finding) -> dict[str, Cause]:
    return {cause.id: cause for cause in causes_of(findings, settings=SETTINGS, rng=np.random.default_rng(0))}


def test_a_family_speaks_with_one_voice(say: Say) -> None:
    heard = evidence_of(
        [say("rank_volatility", 0.8), say("top_turnover", 0.05), say("unjustified_moves", 0.9)], SETTINGS
    )
    assert [(one.finding.id, one.voice.id, one.q) for one in heard] == [("priority_churn", "top_turnover", 0.05)]


def test_a_second_measure_of_the_same_thing_adds_nothing(say: Say) -> None:
    one = _causes(say("rank_volatility", 0.95))
    both = _causes(say("rank_volatility", 0.95), say("top_turnover", 0.9))
    assert both["no_compass"].posterior == one["no_compass"].posterior


def test_missing_data_neither_accuse_nor_excuse(say: Say) -> None:
    told = [say("on_time_rate", 0.95), say("acceptance", 0.97)]
    silent = [
        say(one, 0.5) for one in SETTINGS.thresholds if not {one} & {"on_time_rate", "acceptance", "urgency_inflation"}
    ]
    assert _causes(*told) == _causes(*told, *silent)


def test_words_of_urgency_are_not_heard_alone_and_never_loud(say: Say) -> None:
    words = say("urgency_words", 0.99)
    assert evidence_of([words], SETTINGS) == ()
    beside = evidence_of([words, say("urgency_inflation", 0.52)], SETTINGS)
    assert [(one.voice.id, one.q) for one in beside] == [("urgency_words", 0.6)]


def test_contribution_is_what_the_posterior_loses_without_the_finding(say: Say) -> None:
    told = [say("on_time_rate", 0.95), say("ageing_work", 0.97), say("credible_dates", 0.04)]
    overload = _causes(*told)["overload"]
    for contribution in (*overload.supporting, *overload.opposing):
        without = _causes(*[one for one in told if one.id != contribution.indicator])["overload"]
        assert contribution.weight == pytest.approx(overload.posterior - without.posterior, abs=1e-12)
    assert overload.supporting[0].indicator == "ageing_work"


def test_direct_reasons_come_first_and_those_against_are_kept_apart(say: Say) -> None:
    told = _causes(*[say(one, q) for one, q in zip(SETTINGS.thresholds, np.linspace(0, 1, 36), strict=True)])
    for cause in told.values():
        ordered = [(not one.direct, -one.weight) for one in cause.supporting]
        assert ordered == sorted(ordered)
        assert all(one.weight > 0 for one in cause.supporting)
        assert all(one.weight < 0 for one in cause.opposing)


def test_clearing_a_rival_is_an_indirect_reason(say: Say) -> None:
    told = _causes(say("follow_up", 0.99), say("release_cadence", 0.01))
    reasons = {one.indicator: one.direct for one in told["no_outcome_measure"].supporting}
    assert reasons == {"follow_up": True, "release_cadence": False}


def test_heaviest_first_and_worded_by_the_thresholds_of_the_settings(say: Say) -> None:
    told = [say("acceptance", 0.99), say("undecided_in_build", 0.99), say("arbitration_latency", 0.99)]
    ranked = causes_of(told, settings=SETTINGS, rng=np.random.default_rng(0))
    assert ranked[0].id == "no_arbitration"
    assert [one.posterior for one in ranked] == sorted((one.posterior for one in ranked), reverse=True)
    expected = [
        "probable" if one.posterior >= 0.7 else "possible" if one.posterior >= 0.4 else "weak" for one in ranked
    ]
    assert [one.strength for one in ranked] == expected
    assert len(ranked) == 12


def test_two_findings_of_two_kinds_of_data_name_a_cause(say: Say) -> None:
    alone = _causes(say("acceptance", 0.99))
    same = _causes(say("acceptance", 0.99, "state"), say("undecided_in_build", 0.99, "state"))
    part = _causes(say("acceptance", 0.99, "state"), say("undecided_in_build", 0.99, "state", "decision"))
    two = _causes(say("acceptance", 0.99, "state"), say("undecided_in_build", 0.99, "decision"))
    named = [one["no_arbitration"].named for one in (alone, same, part, two)]
    assert named == [False, False, False, True]


def test_a_finding_that_speaks_against_names_nothing(say: Say) -> None:
    told = _causes(say("acceptance", 0.99), say("undecided_in_build", 0.01))
    assert not told["no_arbitration"].named


def test_taking_the_cause_away_relieves_what_it_causes(say: Say) -> None:
    told = _causes(say("ageing_work", 0.99), say("carry_over", 0.99), say("on_time_rate", 0.97))
    overload = told["overload"]
    assert set(overload.relief) == set(SETTINGS.symptoms)
    assert overload.relief["late_deliveries"] > 0.3
    assert overload.relief["no_visible_benefit"] == pytest.approx(0, abs=1e-12)
    assert all(drop >= -1e-12 for cause in told.values() for drop in cause.relief.values())


def test_relief_is_the_drop_of_the_only_finding_of_a_symptom(say: Say) -> None:
    """By hand: a lone cause that is certain, link .8, leak .1: .82 now and .1 without it."""
    narrow = settings.load(
        "[network]\nprior = 0.01\n"
        "[network.findings.late_deliveries.links]\n"
        "optimistic_dates = 0\nbig_batches = 0\nfake_urgency = 0\nunclear_roles = 0\n"
    )
    told = [say(one, 1.0) for one in ("on_time_rate", "ageing_work", "carry_over")]
    overload = causes_of(told, settings=narrow, rng=np.random.default_rng(0))[0]
    assert overload.id == "overload"
    assert overload.relief["late_deliveries"] == pytest.approx(overload.posterior * (0.82 - 0.1), abs=1e-9)


def test_every_cause_has_a_lever_with_a_way_to_see_that_it_worked(say: Say) -> None:
    for cause in _causes(*[say(one, 0.5) for one in SETTINGS.thresholds]).values():
        assert cause.lever
        assert cause.exit_indicators


def test_urgency_is_checked_in_the_unit_that_the_history_allows(say: Say) -> None:
    told = _causes(say("urgency_inflation", 0.95))
    assert told["fake_urgency"].exit_indicators == (("urgency_inflation", "below", 0.2),)


def test_without_any_finding_all_causes_are_at_their_prior() -> None:
    told = _causes()
    assert all(cause.posterior == pytest.approx(0.25) and not cause.named for cause in told.values())
