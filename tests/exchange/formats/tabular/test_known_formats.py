"""Every bundled format, on an export with its documented columns."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gouvernail.exchange.formats.tabular import known_formats
from gouvernail.exchange.mapping import dump
from gouvernail.exchange.mapping.fields import is_field
from gouvernail.exchange.reading import Reading
from gouvernail.exchange.wording import Words

Read = Callable[..., Reading]

_EXPORTS = {
    path.stem: path.read_text(encoding="utf-8") for path in (Path(__file__).parent / "exports").glob("*_csv.csv")
}


def _items(read_texts: Read, format_id: str) -> dict[str, list[object]]:
    return read_texts(export=_EXPORTS[format_id]).history.items.to_dict(as_series=False)


@pytest.mark.parametrize("format_id", sorted(_EXPORTS))
def test_the_format_is_recognised_and_reads_without_a_remark(read_texts: Read, format_id: str) -> None:
    reading = read_texts(export=_EXPORTS[format_id])
    assert [each.format for each in reading.files] == [format_id]
    assert {each.code for each in reading.notices} <= {"unknown_parents"}


def test_azure_devops(read_texts: Read) -> None:
    items = _items(read_texts, "azure_devops_csv")
    assert items["state"] == ["started", "done", "dropped"]
    assert items["owner"] == ["Ana B", "Ana B", None]
    assert items["started_at"][:2] == [datetime(2025, 2, 15, 9), datetime(2025, 2, 16, 9)]
    assert items["done_at"] == [None, datetime(2025, 2, 20, 17, 30), None]
    assert items["dropped_at"][2] == datetime(2025, 2, 21, 8)
    assert items["due_on"][0] == "2025-06-30"
    assert items["labels"][0] == ["mobile", "terrain"]
    assert items["priority_level"] == [1, 2, 4]
    assert items["parent"] == [None, "12", "12"]


def test_redmine_in_french(read_texts: Read) -> None:
    items = _items(read_texts, "redmine_csv")
    assert items["state"] == ["started", "done", "dropped"]
    assert items["size"] == [12.5, None, None]
    assert items["due_on"] == ["2025-04-30", None, None]
    assert items["created_at"][0] == datetime(2025, 2, 28, 10)
    assert items["releases"][0] == ["1.2"]
    assert items["parent"] == [None, "7", None]
    assert items["started_at"] == [None, None, None]  # "Début" is a plan


def test_openproject(read_texts: Read) -> None:
    items = _items(read_texts, "openproject_csv")
    assert items["state"] == ["started", "requested"]
    assert items["owner"] == ["Ana", None]  # not the accountable person
    assert items["due_on"] == ["2025-03-31", None]
    assert items["parent"] == [None, "101"]


def test_linear(read_texts: Read) -> None:
    items = _items(read_texts, "linear_csv")
    assert items["state"] == ["done", "dropped"]
    assert items["done_at"][0] == datetime(2025, 1, 18, 16)
    assert items["dropped_at"][1] == datetime(2025, 1, 9, 10)
    assert items["labels"][0] == ["Mobile", "Search"]
    assert items["iterations"][0] == ["Cycle 4"]
    assert items["objective"][0] == "Sales app"
    assert items["priority_level"] == [2, 4]


def test_a_cycle_of_linear_without_a_name_is_known_by_its_number_else_by_its_start(read_texts: Read) -> None:
    head = "ID,Team,Title,Status,Cycle Number,Cycle Name,Cycle Start,Cycle End,Created,Completed,Canceled\n"
    rows = (
        "A-1,A,one,Done,4,Discovery,2025-01-06,2025-01-20,2025-01-02,2025-01-18,\n"
        "A-2,A,two,Done,5,,2025-01-20,2025-02-03,2025-01-02,2025-01-30,\n"
        "A-3,A,three,Done,,,2025-02-03,2025-02-17,2025-01-02,2025-02-10,\n"
        "A-4,A,four,Todo,,,,,2025-01-02,,\n"
    )
    reading = read_texts(export=head + rows)
    assert reading.files[0].format == "linear_csv"
    assert reading.history.items["iterations"].to_list() == [["Discovery"], ["5"], ["2025-02-03"], None]
    saved = dump(reading.mapping, Words("fr"))
    assert read_texts(export=head + rows, mapping=saved).history == reading.history


@pytest.mark.parametrize(
    "header", ["Feature shipped date", "Feature shipped on", "Shipped date", "Release shipped date"]
)
def test_the_day_a_feature_of_aha_shipped(read_texts: Read, header: str) -> None:
    text = (
        f"Feature reference #,Feature name,Feature status,Feature created date,{header}\n"
        "CRM-1,Fiche client,Shipped,2025-01-10,2025-06-30\n"
        "CRM-2,Relances,In development,2025-01-11,2025-06-30\n"
    )
    reading = read_texts(export=text)
    assert reading.files[0].format == "aha_csv"
    assert reading.history.items["done_at"].to_list() == [datetime(2025, 6, 30), None]


def test_openproject_in_french(read_texts: Read) -> None:
    text = (
        "ID,Sujet,Type,Statut,Assigné à,Responsable,Priorité,Auteur,Créé le,Date de début,Date de fin,Parent,"
        "Version,Story points,% réalisé,Temps passé,Travail restant,Durée,Mis à jour le\n"
        "101,Import des contacts,Fonctionnalité,En cours,Ana,Chef,Haute,Zoé,2025-01-10,2025-01-12,2025-03-31,,"
        "2025-T1,5,40,2 h,3 h,10,2025-02-01\n"
    )
    reading = read_texts(export=text)
    row = reading.history.items.row(0, named=True)
    assert reading.files[0].format == "openproject_csv"
    assert (row["owner"], row["reporter"], row["due_on"], row["size"]) == ("Ana", "Zoé", "2025-03-31", 5.0)
    assert (row["releases"], row["started_at"], row["state"]) == (["2025-T1"], None, "started")
    assert set(reading.ignored["export.csv"]) == {
        "Responsable", "Date de début", "% réalisé", "Temps passé", "Travail restant", "Durée",
    }  # fmt: skip


def test_azure_devops_in_french(read_texts: Read) -> None:
    text = (
        "ID,Type d'élément de travail,Titre,État,Raison,Assigné à,Chemin d'accès à la zone,Chemin d'itération,"
        "Date d'activation\n"
        "7,Récit utilisateur,Import,Actif,Travail commencé,Ana <a@x.fr>,CRM\\Ventes,CRM\\Sprint 3,2025-02-01\n"
    )
    reading = read_texts(export=text)
    row = reading.history.items.row(0, named=True)
    assert reading.files[0].format == "azure_devops_csv"
    assert (row["owner"], row["team"], row["iterations"]) == ("Ana", "CRM\\Ventes", ["CRM\\Sprint 3"])


def test_parents_and_links_of_jira_in_french(read_texts: Read) -> None:
    text = (
        "Résumé,Clé de ticket,ID de ticket,Type de ticket,État,Clé parent,Parent summary,"
        "Champs personnalisés (Story Points),Lien du ticket entrant (Blocks),Lien de ticket sortant (Blocks)\n"
        "Un,P-1,1,Story,Terminé,,,3,,P-2\n"
        "Deux,P-2,2,Story,En cours,P-1,Un,5,P-1,\n"
    )
    reading = read_texts(export=text)
    assert reading.files[0].format == "jira_csv"
    assert reading.history.items["parent"].to_list() == [None, "P-1"]
    assert reading.history.items["size"].to_list() == [3.0, 5.0]
    assert reading.history.links.rows() == [("P-1", "blocks", "P-2")]


def test_productboard(read_texts: Read) -> None:
    items = _items(read_texts, "productboard_csv")
    assert items["state"] == ["started", "requested"]
    assert items["due_on"] == ["2025-Q2", None]
    assert items["score"] == [71.5, 12.0]
    assert items["labels"][0] == ["mobile", "terrain"]


def test_aha(read_texts: Read) -> None:
    items = _items(read_texts, "aha_csv")
    assert items["state"] == ["started", "dropped"]
    assert items["releases"][0] == ["2025 T2"]
    assert items["reporter"] == ["Zoe", "Zoe"]


def test_clickup(read_texts: Read) -> None:
    items = _items(read_texts, "clickup_csv")
    assert items["state"] == ["done", "started"]
    assert items["created_at"][0] == datetime(2025, 1, 6, 9)
    assert items["due_on"] == ["2025-02-28", "2026-06-30"]
    assert items["done_at"] == [datetime(2025, 3, 5), None]
    assert items["started_at"] == [None, None]  # the start is a plan
    assert items["owner"] == ["Ana", "Bob,Zoe"]
    assert items["labels"] == [["crm", "mobile"], None]
    assert items["parent"] == [None, "86a1"]
    assert items["priority_level"] == [1, 3]


def test_linear_with_its_links_and_no_priority(read_texts: Read) -> None:
    header, first, second, *_ = _EXPORTS["linear_csv"].splitlines()
    more = ",UUID,Time in status (minutes),Related to,Blocked by,Duplicate of"
    text = "\n".join([header + more, first + ",u1,12,,,", second.replace(",Low,", ",No priority,") + ",u2,3,CRM-1,,"])
    reading = read_texts(export=text + "\n")
    assert reading.files[0].format == "linear_csv"
    assert reading.notices == ()
    assert reading.history.items["priority_level"].to_list() == [2, None]


@pytest.mark.parametrize("format_id", sorted(known_formats()))
def test_every_format_names_existing_fields_and_is_worded(format_id: str) -> None:
    profile = known_formats()[format_id]
    assert profile.signature
    assert all(is_field(field, "items") for field in profile.columns.values() if field != "ignore")
    for language in ("fr", "en"):
        assert Words(language).say(f"formats.{format_id}")
