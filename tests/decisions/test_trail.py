"""The trail is append-only, readable in words, exported whole, and forgets nobody by force."""

import ast
import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone, translation
from django_scopes import scope, scopes_disabled

import gouvernail
from gouvernail.decisions.choices.verbs import VERBS
from gouvernail.decisions.models import Change
from gouvernail.decisions.selectors.trail import PAGE, Wanted, changes_after, changes_wanted, in_acts, in_words
from gouvernail.decisions.services.trail import as_text
from gouvernail.workspaces.services.trail import record
from gouvernail.workspaces.services.workspaces import workspace_edit


@pytest.fixture
def here(cast):
    with scope(workspace=cast.workspace):
        yield cast


def _write(cast, count: int) -> None:
    for number in range(count):
        record(
            workspace=cast.workspace,
            actor=cast.camille,
            verb="workspace_edit",
            subject=cast.workspace,
            changes={"name": (f"old {number}", f"new {number}")},
        )


@pytest.mark.parametrize("change", [lambda rows: rows.update(new="forged"), lambda rows: rows.delete()])
def test_the_database_refuses_to_edit_or_remove(here, change):
    _write(here, 1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(Change.objects.all())
    assert Change.objects.get().new == "new 0"


def test_plain_sql_is_refused_too(here):
    _write(here, 1)
    for statement in ("UPDATE decisions_change SET reason = 'x'", "DELETE FROM decisions_change"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_workspace_due_for_deletion_takes_its_trail_with_it(here):
    _write(here, 2)
    here.workspace.deletes_at = timezone.now() - timedelta(seconds=1)
    here.workspace.save()
    here.workspace.delete()
    with scopes_disabled():
        assert not Change.objects.exists()


def test_a_service_tells_what_it_changed(here):
    workspace_edit(actor=here.camille, name="CRM Ventes et service", currency="EUR")
    row = Change.objects.get()
    assert (row.verb, row.field, row.old, row.new) == ("workspace_edit", "name", "CRM Ventes", "CRM Ventes et service")


def test_people_are_kept_as_references(here):
    assert as_text(here.camille) == f"@member:{here.camille.pk}"
    record(
        workspace=here.workspace, actor=None, verb="workspace_edit", subject=here.robin, changes={"x": (None, here.noa)}
    )
    row = Change.objects.get()
    assert "Robin" not in row.subject_label + row.new


def test_pages_follow_one_another_without_loss_or_repeat(here):
    _write(here, 123)
    seen, cursor = [], ""
    while True:
        rows, cursor = changes_after(changes_wanted(Wanted()), cursor)
        seen += [row.new for row in rows]
        if not cursor:
            break
    assert seen == [f"new {number}" for number in reversed(range(123))]


def test_an_act_is_not_cut_between_two_pages(here):
    _write(here, PAGE - 2)
    for number in range(2):
        values = {f"field {row}": ("", f"{number} {row}") for row in range(5)}
        record(
            workspace=here.workspace, actor=here.camille, verb="workspace_edit", subject=here.workspace, changes=values
        )
    _write(here, PAGE - 8)
    seen, cursor = [], "start"
    while cursor:
        rows, cursor = changes_after(changes_wanted(Wanted()), "" if cursor == "start" else cursor)
        seen.append(in_acts(in_words(rows)))
    assert [len(act.lines) for page in seen for act in page if act.first.field.startswith("field")] == [5, 5]
    assert sum(len(act.lines) for page in seen for act in page) == 2 * PAGE


def test_roles_and_days_are_said_in_the_readers_words(here):
    given = {"roles": ("", "requester, reviewer")}
    record(workspace=here.workspace, actor=here.camille, verb="invitation_accept", subject=here.camille, changes=given)
    Change.objects.create(
        workspace=here.workspace,
        actor=here.camille,
        verb="meeting_hold",
        subject_type="decisions.meeting",
        subject_id="1",
        subject_label="Arbitrage · 2026-11-19",
    )
    with translation.override("fr"):
        held, joined = in_words(changes_wanted(Wanted()))
    assert joined.new == "Demandeur, Relecteur externe"
    assert held.subject == "Arbitrage · 19/11/2026"


def test_the_page_says_it_in_french_with_todays_names(signed_in, here):
    record(
        workspace=here.workspace,
        actor=here.camille,
        verb="workspace_edit",
        subject=here.robin,
        changes={"name": ("a", "b")},
    )
    page = signed_in("maxime").get("/w/crm-ventes/trail/").content.decode()
    assert "a modifié les réglages" in page
    assert "Robin Garcia" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("text=new 1", 1),
        ("text=nothing", 0),
        ("verb=workspace_create", 0),
        ("since=2999-01-01", 0),
        ("until=2000-01-01", 0),
        ("who=camille", 2),
        ("who=nobody", 0),
        ("since=nonsense", 2),
        ("since=0001-01-01", 2),
        ("until=9999-12-31", 2),
    ],
)
def test_filter(signed_in, here, query, found):
    _write(here, 2)
    page = signed_in("camille").get(f"/w/crm-ventes/trail/?{query}").content.decode()
    assert page.count("<tr>") == found + bool(found)


def test_the_export_is_whole_and_inert(signed_in, here):
    _write(here, 3)
    record(
        workspace=here.workspace, actor=here.camille, verb="workspace_edit", subject=here.workspace,
        changes={"name": ("", "=HYPERLINK(1)")}, reason="ligne 1\nligne 2",
    )  # fmt: skip
    response = signed_in("camille").get("/w/crm-ventes/trail/export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 5
    assert rows[0][:2] == ["Date", "Qui"]
    assert rows[1][6] == "'=HYPERLINK(1)"
    assert rows[1][7] == "ligne 1\nligne 2"


def test_one_act_is_one_line_with_the_words_of_the_pages(signed_in, here):
    workspace_edit(actor=here.camille, language="en", rhythm_days=7)
    page = signed_in("camille").get("/w/crm-ventes/trail/").content.decode()
    assert page.count("a modifié les réglages</div>") == 1
    assert "<del>Français</del> <ins>English</ins>" in page
    assert "<ins>Chaque semaine</ins>" in page


@pytest.mark.parametrize("path", ["trail/", "trail/export.csv"])
def test_refusals(client, signed_in, cast, path):
    url = f"/w/crm-ventes/{path}"
    assert client.get(url).status_code == 302
    assert signed_in("stranger").get(url).status_code == 404
    assert signed_in("robin").get(url).status_code == 403
    assert signed_in("camille").post(url).status_code == 405


def test_the_number_of_queries_does_not_depend_on_the_rows(signed_in, here, django_assert_max_num_queries):
    _write(here, 60)
    client = signed_in("camille")
    client.get("/w/crm-ventes/trail/")  # the first page of a session writes who was seen, and where
    with django_assert_max_num_queries(14):
        assert client.get("/w/crm-ventes/trail/").status_code == 200


def test_every_act_of_the_source_has_its_words():
    source = Path(gouvernail.__file__).parent
    said = {
        keyword.value.value
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg == "verb" and isinstance(keyword.value, ast.Constant)
    }
    assert said <= set(VERBS)
