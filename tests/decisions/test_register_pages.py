"""The register reads like sentences, is found by words, leaves as files, and shows what was touched."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_scopes import scope

from gouvernail.decisions.models import DecisionTerm
from gouvernail.decisions.services.drafts import Said
from gouvernail.decisions.views import register as views
from gouvernail.exchange.chain import check_lines
from gouvernail.workspaces.models import User
from tests.decisions.register import W, decide, forge, subject

IN_A_MONTH = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


@pytest.fixture
def some(here):
    """Write four decisions: DEC-2 goes back on DEC-1, DEC-3 is against the ranking, DEC-4 waits."""
    first = decide(here, verdict="no", reason="Les relances coûtent trop cher")
    decide(here, verdict="next", reverses=first, reason="La mesure a changé", who="sacha")
    decide(here, subject(here, "Agenda mobile"), is_override=True, reason="Demande du codir")
    said = [Said(member=here.noa, stance="dissent", words="Nous perdons un devis sur cinq.")]
    waits = subject(here, "Portail partenaires")
    return decide(here, waits, verdict="later", review_on=IN_A_MONTH, reason="Rien de prêt", said=said)


def page_of(client, query: str = "") -> str:
    answer = client.get(f"{W}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def found_in(page: str) -> list[int]:
    return [int(part.split('"', 1)[0]) for part in page.split('id="decision-')[1:]]


def test_the_last_one_comes_first_with_its_reason_and_who_disagrees(signed_in, some):
    page = page_of(signed_in("robin"))
    assert found_in(page) == [4, 3, 2, 1]
    assert "Portail partenaires\N{NO-BREAK SPACE}» attendra." in page
    assert "Rien de prêt" in page
    assert "Objection consignée" in page
    assert "Noa Bernard" in page


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("q=relancer", [2, 1]),
        ("q=DEC-3", [3]),
        ("q=3", [3]),
        ("q=devis+perd", [4]),
        ("q=codir", [3]),
        ("q=rien+codir", []),
        ("verdict=later", [4]),
        ("verdict=nonsense", [4, 3, 2, 1]),
        ("who=sacha", [2]),
        ("who=noa", [4]),
        ("who=nobody", []),
        ("only=overrides", [3]),
        ("only=reversed", [1]),
        ("only=standing", [4, 3, 2]),
        ("only=due", []),
        ("only=no_quorum", [4, 3, 2, 1]),
        ("since=2999-01-01", []),
        ("until=2000-01-01", []),
        ("since=nonsense", [4, 3, 2, 1]),
        ("since=0001-01-01", [4, 3, 2, 1]),
        ("until=9999-12-31", [4, 3, 2, 1]),
        ("since=1900-01-01&until=2999-12-31", [4, 3, 2, 1]),
        ("subject=nonsense:1", [4, 3, 2, 1]),
    ],
)
def test_it_is_found(signed_in, some, query, numbers):
    assert found_in(page_of(signed_in("robin"), query)) == numbers


def test_an_empty_register_teaches(signed_in, cast):
    page = page_of(signed_in("robin"))
    assert "Rien n’a encore été décidé ici" in page
    assert "Tête de la chaîne" not in page


def test_who_decides_against_the_ranking_is_counted_by_role_and_never_by_person(signed_in, some):
    page = page_of(signed_in("robin"))
    panel = page.split('id="overview-title"')[1].split("</section>")[0]
    assert "Product Owner" in panel
    assert "Parrain" in panel or "Sponsor" in panel
    assert "Camille" not in panel
    assert "1 / 4" in panel


def test_one_decision_tells_everything_for_ever(signed_in, some, here):
    page = signed_in("robin").get(f"{W}{some.pk}/").content.decode()
    for words in (
        "DEC-4",
        "Rien de prêt",
        "Nous perdons un devis sur cinq.",
        "Camille Leroy",
        some.seal,
        "Sans quorum",
    ):
        assert words in page
    assert "Redécider" not in page


def test_what_was_known_is_said_in_the_words_of_pages(signed_in, here):
    facts = {"zone": "grey", "counted_urgency": 1.2, "ranked_on": timezone.localdate(), "rank": 4, "note": "2026-02-31"}
    made = decide(here, facts=facts)
    page = signed_in("robin").get(f"{W}{made.pk}/").content.decode()
    for words in ("À arbitrer", "1,2", f"{timezone.localdate():%d/%m/%Y}", "2026-02-31"):
        assert f"{words}</dd>" in page


def test_what_was_gone_back_on_says_by_what(signed_in, some, here):
    with scope(workspace=here.workspace):
        first = type(some).objects.get(number=1)
    page = signed_in("robin").get(f"{W}{first.pk}/").content.decode()
    assert "Elle ne tient plus" in page
    assert "DEC-2" in page


def test_a_record_that_was_broken_in_the_database_does_not_break_its_page(signed_in, some, monkeypatch):
    some.record = "{"
    monkeypatch.setattr(views, "get_object_or_404", lambda rows, pk: some)  # noqa: ARG005  # the database refuses such a row
    page = signed_in("robin").get(f"{W}{some.pk}/").content.decode()
    assert "gouvernail verify" in page


def test_the_csv_is_whole_filtered_and_inert(signed_in, some, here):
    decide(here, reason="=HYPERLINK(1)")
    answer = signed_in("robin").get(f"{W}export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["Clé", "DEC-5", "DEC-4", "DEC-3", "DEC-2", "DEC-1"]
    assert rows[1][5] == "'=HYPERLINK(1)"
    assert "Noa Bernard (Objection consignée) Nous perdons un devis sur cinq." in rows[2]
    filtered = signed_in("robin").get(f"{W}export.csv?only=overrides")
    assert b"".join(filtered.streaming_content).count(b"DEC-") == 1


def test_the_csv_takes_any_day_and_says_instants_in_the_time_zone_of_the_reader(signed_in, some, here):
    User.objects.filter(pk=here.robin.user_id).update(time_zone="Asia/Kolkata")
    answer = signed_in("robin").get(f"{W}export.csv?until=9999-12-31")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert all(row[1].endswith("+05:30") for row in rows[1:])


def test_a_verdict_that_was_forged_in_the_database_does_not_break_the_pages(signed_in, some):
    forge("UPDATE decisions_decision SET verdict = 'forged'")
    assert found_in(page_of(signed_in("robin"))) == [4, 3, 2, 1]
    with scope(workspace=some.workspace):
        first = type(some).objects.get(number=1)  # another decision stands beside it
    assert signed_in("robin").get(f"{W}{first.pk}/").status_code == 200


def test_the_chain_leaves_as_a_file_that_holds_by_itself(signed_in, some):
    answer = signed_in("robin").get(f"{W}chain.jsonl")
    lines = b"".join(answer.streaming_content).decode("ascii").splitlines()
    found = check_lines(lines, head=some.seal)
    assert (found.is_whole, found.count, found.reaches) == (True, 4, 4)
    assert not any("Camille" in line for line in lines)


@pytest.mark.parametrize("path", ["", "export.csv", "chain.jsonl", "{pk}/"], ids=["list", "csv", "chain", "detail"])
def test_refusals(client, signed_in, some, path):
    url = W + path.format(pk=some.pk)
    assert client.get(url).status_code == 302
    assert signed_in("stranger").get(url).status_code == 404
    assert signed_in("camille").post(url).status_code == 405


def test_the_palette_finds_it(signed_in, some):
    page = signed_in("robin").get("/w/crm-ventes/search?q=portail").content.decode()
    assert "DEC-4 · «\N{NO-BREAK SPACE}Portail partenaires" in page


@pytest.mark.parametrize(("path", "most"), [("", 22), ("{pk}/", 18)], ids=["list", "detail"])
def test_the_number_of_queries_does_not_depend_on_the_rows(
    signed_in, some, here, path, most, django_assert_max_num_queries
):
    for number in range(12):
        decide(here, subject(here, f"Sujet {number}"), said=[Said(member=here.noa, stance="abstention")])
    client, url = signed_in("robin"), W + path.format(pk=some.pk)
    client.get(url)  # the first page of a session writes who was seen, and where
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200


def test_the_index_is_made_again_from_what_was_sealed(signed_in, some, here):
    with scope(workspace=here.workspace):
        DecisionTerm.objects.all().delete()
    assert found_in(page_of(signed_in("robin"), "q=devis+perd")) == []
    call_command("rebuild_search", stdout=io.StringIO())
    assert found_in(page_of(signed_in("robin"), "q=devis+perd")) == [4]
