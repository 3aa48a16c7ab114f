"""Which date column is announced, which happened, which started: by its words, then by its rows."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from gouvernail.exchange.options import Options
from gouvernail.exchange.reading import Reading, read

Read = Callable[..., Reading]


def _one(reading: Reading, key: str) -> dict[str, object]:
    items = reading.history.items
    return items.row(items["key"].to_list().index(key), named=True)


# Each set: file text; key of a delivered row; due, done and started of that row; due of an open row and its key.
_Expected = tuple[str, str | None, datetime | None, datetime | None, str, str | None]

_SETS: dict[str, tuple[str, _Expected]] = {
    "register_of_requests": (
        (
            "N°;Intitulé de la demande;Demandeur;Statut;Date de la demande;Date souhaitée;Date de MEP\n"
            "1;Relances;Ana;Livré;08/01/2024;juillet 2024;31/07/2024\n"
            "2;Cartes;Bob;Livré;09/01/2024;juin 2024;22/05/2024\n"
            "3;Export;Bob;En cours;15/01/2024;T1 2027;\n"
        ),
        ("1", "2024-07", datetime(2024, 7, 31), None, "3", "2027-Q1"),
    ),
    "pmo_planned_and_real": (
        (
            "ID;Projet;Chantier;Avancement;Date de début prévue;Date de début réelle;"
            "Date de fin prévue;Date de fin réelle\n"
            "P1;CRM;Reprise des données;Terminé;02/01/2025;06/01/2025;31/03/2025;15/05/2025\n"
            "P2;CRM;Tableaux de bord;En cours;03/02/2025;10/02/2025;30/06/2026;\n"
        ),
        ("P1", "2025-03-31", datetime(2025, 5, 15), datetime(2025, 1, 6), "P2", "2026-06-30"),
    ),
    "plan_with_one_date": (
        (
            "Réf;Libellé;Statut;Date de livraison\n"
            "A;Fiche client;En cours;31/03/2027\n"
            "B;Mobile;À faire;30/06/2027\n"
            "C;Import;Terminé;15/09/2025\n"
        ),
        ("C", "2025-09-15", None, None, "A", "2027-03-31"),
    ),
    "requested_promised_delivered": (
        (
            "Ref;Besoin;État;Date demandée;Date engagée;Date de livraison\n"
            "A;un;Livré;01/02/2025;28/02/2025;10/03/2025\n"
            "B;deux;En cours;01/05/2026;30/06/2026;\n"
        ),
        ("A", "2025-02-28", datetime(2025, 3, 10), None, "B", "2026-06-30"),
    ),
    "initial_and_revised": (
        (
            "Clé;Titre;Statut;Échéance initiale;Échéance révisée;Livré le\n"
            "A;un;Livré;2025-01-31;2025-03-31;2025-04-02\n"
            "B;deux;En cours;2025-06-30;2026-12-31;\n"
        ),
        ("A", "2025-03-31", datetime(2025, 4, 2), None, "B", "2026-12-31"),
    ),
    "english_tracker": (
        (
            "ID,Feature,Status,Start date,Target date,Go-live\n"
            "1,Lead scoring,Shipped,2025-01-06,2025-03-31,2025-04-15\n"
            "2,Mobile,In progress,2025-02-03,2026-06-30,\n"
            "3,Email sync,Planned,,2026-09-30,\n"
        ),
        ("1", "2025-03-31", datetime(2025, 4, 15), datetime(2025, 1, 6), "2", "2026-06-30"),
    ),
    "english_planned_actual": (
        (
            "Key,Name,Stage,Planned Start,Actual Start,Planned Delivery,Actual Delivery\n"
            "K1,One,Done,2025-01-01,2025-01-10,2025-02-28,2025-03-20\n"
            "K2,Two,Doing,2025-03-01,2025-03-05,2026-12-31,\n"
        ),
        ("K1", "2025-02-28", datetime(2025, 3, 20), datetime(2025, 1, 10), "K2", "2026-12-31"),
    ),
    "asana": (
        (
            "Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,"
            "Start Date,Due Date,"
            "Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)\n"
            "1201,2025-01-06,2025-03-12,2025-03-12,Lead form,Done,Ana,ana@x.org,2025-01-20,2025-02-28,crm,Text,CRM,,,\n"
            '1202,2025-01-07,,2025-02-01,Mobile view,To do,Bob,bob@x.org,2026-05-01,2026-06-30,"crm,mobile",,CRM,,,\n'
            "1203,2025-01-08,,2025-02-01,Search,To do,Bob,bob@x.org,2026-05-01,2026-07-31,,,CRM,,,\n"
        ),
        ("1201", "2025-02-28", datetime(2025, 3, 12), None, "1202", "2026-06-30"),
    ),
    "monday": (
        (
            "CRM roadmap,,,,,,,\n\nName,Person,Status,Timeline - Start,Timeline - End,Priority,"
            "Completion date,Item ID\n"
            "Lead form,Ana,Done,2025-01-20,2025-02-28,High,2025-03-05,90001\n"
            "Mobile view,Bob,Working on it,2025-02-20,2026-06-30,Low,,90002\n"
            "Search,Bob,Not Started,2026-04-20,2026-07-30,Low,,90003\n"
        ),
        ("90001", "2025-02-28", datetime(2025, 3, 5), None, "90002", "2026-06-30"),
    ),
    "notion": (
        (
            "Name,Status,Owner,Priority,ETA,Shipped on,Created time,Tags\n"
            'Lead form,Done,Ana,High,"February 28, 2025","March 5, 2025","January 6, 2025 9:12 AM",crm\n'
            'Mobile view,In progress,Bob,Low,"June 30, 2026",,"January 7, 2025 9:12 AM","crm, mobile"\n'
        ),
        ("L2", "2025-02-28", datetime(2025, 3, 5), None, "L3", "2026-06-30"),
    ),
    "airtable": (
        (
            "Name,Notes,Assignee,Status,Start date,Deadline,Completed date\n"
            "Lead form,Text,Ana,Done,1/20/2025,2/28/2025,3/5/2025\n"
            "Mobile view,Text,Bob,In progress,2/20/2025,6/30/2026,\n"
        ),
        ("L2", "2025-02-28", datetime(2025, 3, 5), datetime(2025, 1, 20), "L3", "2026-06-30"),
    ),
    "clickup": (
        (
            "Task Type,Task ID,Task Custom ID,Task Name,Task Content,Status,Date Created,Date Created Text,Due Date,"
            "Due Date Text,Start Date,Start Date Text,Parent ID,Assignees,Tags,Priority,List Name,"
            "Date Closed,Date Done\n"
            "Task,86a1,,Lead form,Text,complete,1736154000000,1/6/2025,1740700800000,2/28/2025,"
            "1737334800000,1/20/2025,null,"
            "[Ana],[crm],1,Roadmap,1741132800000,1741132800000\n"
            "Task,86a2,,Mobile view,Text,in progress,1736240400000,1/7/2025,1782777600000,6/30/2026,,,null,"
            "[Bob],[],3,Roadmap,,\n"
        ),
        ("86a1", "2025-02-28", datetime(2025, 3, 5), None, "86a2", "2026-06-30"),
    ),
    "trello": (
        (
            "Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List ID,List Name,Board Name,Archived,"
            "Start Date,Due Complete\n"
            "5f1,Lead form,https://x/1,Text,crm (green),ana,2025-02-28T11:00:00.000Z,1,Done,CRM,false,,true\n"
            "5f2,Mobile view,https://x/2,Text,,bob,2026-06-30T11:00:00.000Z,2,Doing,CRM,false,"
            "2025-02-20T09:00:00.000Z,false\n"
        ),
        ("5f1", "2025-02-28", None, None, "5f2", "2026-06-30"),
    ),
    "ms_planner_french": (
        (
            "ID de tâche;Nom de la tâche;Nom du compartiment;Progression;Priorité;Attribué à;Créé par;Date de création;"
            "Date de début;Date d'échéance;Est récurrent;En retard;Date de fin;Terminé par;Étiquettes;Description\n"
            "xA1;Reprise;CRM;Terminée;Moyenne;Ana;Zoé;06/01/2025;20/01/2025;28/02/2025;false;false;05/03/2025;Ana;;\n"
            "xA2;Mobile;CRM;En cours;Urgente;Bob;Zoé;07/01/2025;20/02/2025;30/06/2026;false;false;;;;\n"
            "xA3;Export;CRM;Non démarrée;Faible;Bob;Zoé;07/01/2025;20/02/2026;30/06/2026;false;false;;;;\n"
        ),
        ("xA1", "2025-02-28", datetime(2025, 3, 5), None, "xA2", "2026-06-30"),
    ),
    "ms_planner_english": (
        (
            "Task ID,Task Name,Bucket Name,Progress,Priority,Assigned To,Created By,Created Date,"
            "Start date,Due date,Late,"
            "Completed Date,Completed By,Completed Checklist Items,Checklist Items,Labels,Description\n"
            "xA1,Migration,CRM,Completed,Medium,Ana,Zoe,01/16/2025,01/20/2025,02/28/2025,false,03/15/2025,Ana,,,,\n"
            "xA2,Mobile,CRM,In progress,Urgent,Bob,Zoe,01/17/2025,02/20/2025,06/30/2026,false,,,,,,\n"
        ),
        ("xA1", "2025-02-28", datetime(2025, 3, 15), datetime(2025, 1, 20), "xA2", "2026-06-30"),
    ),
    "ms_project_french": (
        (
            "N°;Nom de la tâche;Durée;Début;Fin;Début planifié;Fin planifiée;Début réel;Fin réelle;"
            "% achevé;Noms ressources\n"
            "1;Reprise;40 jours;Lun 20/01/25;Mer 05/03/25;Lun 20/01/25;Ven 28/02/25;Lun 20/01/25;"
            "Mer 05/03/25;100%;Ana\n"
            "2;Mobile;90 jours;Jeu 20/02/25;Mar 30/06/26;Jeu 20/02/25;Ven 29/05/26;Ven 21/02/25;NC;50%;Bob\n"
        ),
        ("1", "2025-02-28", datetime(2025, 3, 5), datetime(2025, 1, 20), "2", "2026-05-29"),
    ),
    "smartsheet": (
        (
            "Task Name,Duration,Start,Finish,Predecessors,Assigned To,% Complete,Status,Actual Finish,Comments\n"
            "Migration,30d,01/20/25,02/28/25,,Ana,100%,Complete,03/05/25,\n"
            "Mobile,90d,02/20/25,06/30/26,1,Bob,50%,In Progress,,\n"
        ),
        ("L2", "2025-02-28", datetime(2025, 3, 5), datetime(2025, 1, 20), "L3", "2026-06-30"),
    ),
    "quarter_targets": (
        (
            "Réf;Fonctionnalité;Statut;Trimestre cible;Date de mise en production\n"
            "F1;Relances;En production;T1 2025;12/04/2025\n"
            "F2;Mobile;Cadrage;T3 2026;\n"
            "F3;Export;En développement;T2 2026;\n"
        ),
        ("F1", "2025-Q1", datetime(2025, 4, 12), None, "F2", "2026-Q3"),
    ),
    "release_list_without_status": (
        (
            "Réf;Évolution;Livraison prévue;Livraison\n"
            "F1;Relances;mars 2025;12/04/2025\nF2;Mobile;juin 2026;\nF3;Export;mai 2026;\n"
        ),
        ("F1", "2025-03", datetime(2025, 4, 12), None, "F2", "2026-06"),
    ),
}


@pytest.mark.parametrize("name", list(_SETS))
def test_real_life_headers_are_understood(read_texts: Read, name: str) -> None:
    text, (key, due, done, started, open_key, open_due) = _SETS[name]
    reading = read_texts(**{name: text})
    ended, waiting = _one(reading, key), _one(reading, open_key)
    assert (ended["due_on"], ended["done_at"], ended["started_at"]) == (due, done, started)
    assert (waiting["due_on"], waiting["done_at"]) == (open_due, None)
    assert reading.history.items["state"].null_count() == 0 or name == "release_list_without_status"


def test_what_the_rows_decided_is_said(read_texts: Read) -> None:
    reading = read_texts(register=_SETS["register_of_requests"][0])
    assert [(each.code, each.value) for each in reading.guesses if each.code == "date_is_real"] == [
        ("date_is_real", "Date de MEP")
    ]
    reading = read_texts(asana=_SETS["asana"][0])
    assert "start_is_planned" in {each.code for each in reading.guesses}


def test_only_the_column_that_is_taken_is_spoken_of(read_texts: Read) -> None:
    text = (
        "Clé;Titre;Statut;Date de MEP;Date de livraison réelle\n"
        "A;un;Livré;2025-01-31;2025-02-10\nB;deux;Livré;2025-01-31;2025-03-10\nC;trois;En cours;;\n"
    )
    reading = read_texts(plan=text)
    assert reading.columns["plan.csv"]["Date de livraison réelle"] == "done_at"
    assert "date_is_real" not in {each.code for each in reading.guesses}


@pytest.mark.parametrize(
    ("header", "wished"), [("Date souhaitée", True), ("Échéance", False), ("Date initiale", False)]
)
def test_a_wish_that_is_read_as_an_announcement_is_said(read_texts: Read, header: str, *, wished: bool) -> None:
    text = f"Clé;Titre;Statut;{header}\nA;un;Livré;2025-01-31\nB;deux;En cours;2025-03-31\n"
    reading = read_texts(plan=text)
    assert reading.columns["plan.csv"][header] == "due_on"
    assert ("due_is_wished" in {each.code for each in reading.guesses}) is wished


def test_a_day_of_delivery_still_to_come_is_announced(read_texts: Read) -> None:
    text = (
        "Clé;Titre;Statut;Échéance;MEP\n"
        "A;un;Livré;2025-01-31;2025-02-10\nB;deux;Livré;2025-01-31;2027-03-10\nC;trois;En cours;2025-01-31;\n"
    )
    reading = read_texts(plan=text)
    assert reading.history.items["done_at"].null_count() == 3


def test_the_mapping_wins_over_the_rows(read_texts: Read) -> None:
    mapping = '[columns]\n"Date de MEP" = "due_on"\n"Date souhaitée" = "ignore"\n'
    reading = read_texts(register=_SETS["register_of_requests"][0], mapping=mapping)
    assert _one(reading, "1")["due_on"] == "2024-07-31"


def test_versions_of_one_list_mean_the_same_by_a_column(tmp_path: Path) -> None:
    header = "Réf;Titre;Statut;Date souhaitée;Date de MEP\n"
    january = "A;un;En cours;2025-02-28;\nB;deux;En cours;2025-06-30;\n"
    june = "A;un;Livré;2025-02-28;2025-03-10\nB;deux;En cours;2025-06-30;\n"
    paths = [tmp_path / "roadmap 2025-01-06.csv", tmp_path / "roadmap 2025-06-02.csv"]
    for path, rows in zip(paths, (january, june), strict=True):
        path.write_text(header + rows, encoding="utf-8")
    reading = read(paths, Options(now=datetime(2026, 1, 1)))
    assert {each["Date de MEP"] for each in reading.columns.values()} == {"done_at"}
    assert {each["Date souhaitée"] for each in reading.columns.values()} == {"due_on"}
