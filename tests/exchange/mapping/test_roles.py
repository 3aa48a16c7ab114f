import pytest

from gouvernail.exchange.mapping.roles import role_of


@pytest.mark.parametrize(
    ("headers", "file", "role"),
    [
        (("key", "created", "author", "body"), "comments.csv", "comments"),
        (("Clé", "Date", "Auteur", "Commentaire"), "export.csv", "comments"),
        (("key", "link_type", "other_key"), "links.csv", "links"),
        (("key", "date", "field", "old", "new"), "anything.csv", "changes"),
        (("Clé", "Date", "Champ", "Ancienne valeur", "Nouvelle valeur", "Auteur"), "journal.csv", "changes"),
        (("sprint_id", "name", "state", "start", "end"), "sprints.csv", "calendar"),
        (("version_id", "name", "released", "release_date"), "versions.csv", "calendar"),
        (("id", "title", "status", "created"), "tickets.csv", "items"),
        (("Nom", "Début", "Fin"), "roadmap.csv", "items"),
        (("key", "summary", "created", "reporter", "status"), "comments.csv", "items"),
    ],
)
def test_the_role_comes_from_the_headers(headers: tuple[str, ...], file: str, role: str) -> None:
    assert role_of(headers, file) == role


def test_a_calendar_alone_is_taken_as_items() -> None:
    assert role_of(("name", "start", "end"), "sprints.csv", sole=True) == "items"
