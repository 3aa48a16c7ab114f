"""What was understood is shown, corrected, remembered, undone."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django_scopes import scope

from gouvernail.connectors.choices import ImportState
from gouvernail.connectors.models import ImportRun, Source
from gouvernail.connectors.services.imports import import_correct, import_restore, import_undo
from gouvernail.connectors.services.sources import import_confirm, source_forget
from gouvernail.decisions.models import Change
from gouvernail.jobs.choices import State
from gouvernail.workspaces.services.door import Forbidden
from tests.cast import Cast
from tests.imports import HEADER, items

Sent = Callable[..., ImportRun]


def _page(run: ImportRun) -> str:
    return f"/w/crm-ventes/diagnosis/imports/{run.pk}/"


def _again(run: ImportRun) -> ImportRun:
    with scope(workspace=run.workspace):
        return ImportRun.objects.select_related("workspace", "job").get(pk=run.pk)


def _field_of(run: ImportRun, header: str) -> str:
    (table,) = run.seen["tables"]
    return str(next(column["field"] for column in table["columns"] if column["header"] == header))


def _form(run: ImportRun, **said: str) -> dict[str, str]:
    """Give what the page sends: every select as it stands, but for the headers in `said`."""
    (table,) = run.seen["tables"]
    names = {header.replace("_", " "): field for header, field in said.items()}
    sent = {
        f"map-{table['signature']}-{number}": names.get(column["header"], column["field"] or "ignore")
        for number, column in enumerate(table["columns"])
    }
    return {**sent, f"map-{table['signature']}-role": table["role"], "map-priorities": "Haute", "map-builders": ""}


def test_the_dry_run_says_what_it_understood(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("demandes.csv", items(5) + "CRM-6;x;Livré;pas une date;;;;;;;\n"))
    page = signed_in("camille").get(_page(run)).content.decode()
    assert run.seen["counts"]["items"] == 5
    assert "UTF-8" in page
    assert "points-virgules" in page
    assert "Demande 1" in page  # the first rows
    assert "pas une date" in page
    assert _field_of(run, "But visé") == ""


def test_a_bad_row_is_shown_with_its_file_line_and_column(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("demandes.csv", items(5) + "CRM-2;Deux fois;Livré;01/02/2024;;;;;;;\nCRM-8;trop court\n"))
    page = signed_in("camille").get(_page(run)).content.decode()
    skipped = run.seen["words"]["fr"]["skipped"]
    assert [(row["file"], row["line"]) for row in skipped] == [("demandes.csv", 8), ("demandes.csv", 7)]
    assert skipped[1]["column"] == "Clé"
    assert "2 lignes sont écartées" in page
    assert "Diagnostiquer sans ces 2 lignes" in page


def test_a_corrected_column_is_read_again(
    sent: Sent, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    run = sent(("demandes.csv", items(5)))
    response = signed_in("camille").post(f"{_page(run)}correct/", _form(run, But_visé="objective"))
    run_jobs()
    run = _again(run)
    assert response.status_code == 302
    assert _field_of(run, "But visé") == "objective"
    assert run.decisions["tables"][run.seen["tables"][0]["signature"]]["columns"] == {"But visé": "objective"}


def test_a_corrected_word_of_state_is_read_again(
    cast: Cast, sent: Sent, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    run = sent(("demandes.csv", HEADER + "A;x;Au chaud;01/02/2024;;;;;;;\n"))
    assert run.seen["statuses"] == [["Au chaud", "", 1]]
    signed_in("camille").post(f"{_page(run)}correct/", {**_form(run), "map-state-0": "dropped"})
    run_jobs()
    assert _again(run).seen["statuses"] == [["Au chaud", "dropped", 1]]


def test_a_form_that_makes_no_sense_is_the_same_page_again(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("demandes.csv", items(5)))
    response = signed_in("camille").post(f"{_page(run)}correct/", _form(run, Titre="no_such_field"))
    assert response.status_code == 422
    assert _again(run).decisions == {}


def test_what_was_decided_is_proposed_for_the_next_file_of_this_shape(
    cast: Cast, sent: Sent, run_jobs: Callable[[], None]
) -> None:
    run = sent(("janvier.csv", items(5)))
    signature = run.seen["tables"][0]["signature"]
    with scope(workspace=cast.workspace):
        import_correct(
            actor=cast.camille,
            run=run,
            decisions={"tables": {signature: {"columns": {"But visé": "objective"}}}},
        )
    run_jobs()
    with scope(workspace=cast.workspace):
        import_confirm(actor=cast.camille, run=_again(run))
    later = sent(("mars.csv", items(8, title="Autre")))
    assert _field_of(later, "But visé") == "objective"
    with scope(workspace=cast.workspace):
        source = Source.objects.get()
        assert later.source_id == source.pk
        source_forget(actor=cast.camille, source=source)
    assert _field_of(sent(("mai.csv", items(8))), "But visé") == ""


def test_an_unchanged_import_teaches_nothing(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items(5)))
    with scope(workspace=cast.workspace):
        import_confirm(actor=cast.camille, run=run)
        assert not Source.objects.exists()


def test_an_import_is_undone_and_brought_back(cast: Cast, sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("demandes.csv", items(5)))
    client = signed_in("camille")
    page = client.post(f"{_page(run)}undo/", follow=True).content.decode()
    assert f"{_page(run)}restore/" in page  # the toast undoes it
    assert _again(run).undone_at is not None
    client.post(f"{_page(run)}restore/")
    assert _again(run).undone_at is None
    with scope(workspace=cast.workspace):
        verbs = [change.verb for change in Change.objects.filter(subject_type="connectors.importrun").order_by("pk")]
    assert verbs == ["import_create", "import_create", "import_undo", "import_restore"]


def test_what_is_undone_is_not_touched(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items(5)))
    with scope(workspace=cast.workspace):
        import_undo(actor=cast.camille, run=run)
        with pytest.raises(ValidationError):
            import_correct(actor=cast.camille, run=run, decisions={"states": {"Livré": "done"}})
        import_restore(actor=cast.camille, run=run)


def test_two_readings_of_one_import_never_run_at_once(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items(5)))
    with scope(workspace=cast.workspace):
        import_correct(actor=cast.camille, run=run, decisions={})
        with pytest.raises(ValidationError, match=r"en cours de lecture|being read"):
            import_correct(actor=cast.camille, run=run, decisions={})


def test_a_reader_sends_nothing(cast: Cast, sent: Sent) -> None:
    run = sent(("demandes.csv", items(5)))
    with scope(workspace=cast.workspace):
        for act in (import_undo, import_restore, import_confirm):
            with pytest.raises(Forbidden):
                act(actor=cast.robin, run=run)


def test_the_mapping_is_the_file_that_the_command_takes(
    cast: Cast, sent: Sent, signed_in: Callable[[str], Client], run_jobs: Callable[[], None]
) -> None:
    run = sent(("demandes.csv", items(5)))
    signed_in("camille").post(f"{_page(run)}correct/", _form(run, But_visé="objective"))
    run_jobs()
    text = signed_in("camille").get(f"{_page(run)}mapping.toml").content.decode()
    assert '"But visé" = "objective"' in text


def test_stacked_copies_are_noticed(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("piles.csv", items(60) + items(60).removeprefix(HEADER) + items(60).removeprefix(HEADER)))
    page = signed_in("camille").get(_page(run)).content.decode()
    assert run.state == ImportState.READY
    assert "empiler des copies datées" in page


def test_a_job_that_failed_says_so_on_the_page(sent: Sent, signed_in: Callable[[str], Client]) -> None:
    run = sent(("vide.csv", "Titre\n"))
    page = signed_in("camille").get(_page(run)).content.decode()
    assert (run.state, run.job.state) == (ImportState.REFUSED, State.FAILED)
    assert "Aucune ligne sous les en-têtes" in page
