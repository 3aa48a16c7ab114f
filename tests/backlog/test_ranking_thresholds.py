"""What the ranking takes for granted is shown to whoever reads ranks, and kept with each ranking."""

from dataclasses import replace

import pytest
from django_scopes import scope

from gouvernail.backlog.bridge.ranking.inputs import packed, unpacked
from gouvernail.backlog.bridge.thresholds import fault
from gouvernail.backlog.choices.thresholds import SAID
from gouvernail.backlog.models import Ranking
from gouvernail.backlog.selectors.ranking.runs import inputs_of
from tests.backlog.ranking import W, backlog

PAGE = W + "rules/thresholds"


def test_every_figure_is_shown_with_its_source(signed_in):
    text = signed_in("robin").get(PAGE).content.decode().replace("\u00a0", " ").replace("\u202f", " ")
    assert [key for key in SAID if f'id="{key}"' not in text] == []
    assert "Krippendorff 2004" in text
    assert "10 000 tirages" in text
    assert "0 · 33 · 67 · 100 %" in text
    assert "notre proposition" in text


@pytest.mark.parametrize("page", ["rules", "items/{}/rank"], ids=["rules", "why"])
def test_the_pages_that_explain_ranks_lead_to_it(cast, signed_in, page):
    with scope(workspace=cast.workspace):
        row = backlog(cast)[0]
    client = signed_in("robin")
    client.get(W)
    assert f'href="{PAGE}"' in client.get(W + page.format(row.pk)).content.decode()


def test_strangers_find_nothing_anonymous_readers_sign_in_and_nobody_posts(client, signed_in):
    assert client.get(PAGE).status_code == 302
    assert signed_in("stranger").get(PAGE).status_code == 404
    assert signed_in("camille").post(PAGE).status_code == 405


def test_a_ranking_keeps_the_figures_that_it_was_computed_with(cast, signed_in):
    with scope(workspace=cast.workspace):
        backlog(cast)
    signed_in("robin").get(W)
    with scope(workspace=cast.workspace):
        run = Ranking.objects.get()
        inputs = inputs_of(run)
    assert inputs is not None
    assert dict(inputs.thresholds)["robustness.sure"] == (0.85,)
    assert unpacked(packed(inputs)) == inputs
    assert run.digest == inputs.digest


def test_other_figures_are_other_inputs(cast, signed_in):
    with scope(workspace=cast.workspace):
        backlog(cast)
    signed_in("robin").get(W)
    with scope(workspace=cast.workspace):
        inputs = inputs_of(Ranking.objects.get())
    assert inputs is not None
    other = replace(inputs, thresholds=tuple({**dict(inputs.thresholds), "robustness.sure": (0.9,)}.items()))
    assert other.digest != inputs.digest


@pytest.mark.parametrize(
    ("known", "said"),
    [([*SAID, "scoring.new"], "scoring.new"), (list(SAID)[1:], "scoring.confidence_weights")],
    ids=["lacking", "unknown"],
)
def test_a_file_with_a_figure_more_or_less_is_said(known, said):
    assert fault(SAID) == ""
    assert said in fault(known)
