"""What a header alone says of a date: its moment, and whether it was announced or happened."""

import pytest

from gouvernail.exchange.mapping.dates import DateHeader, date_header


@pytest.mark.parametrize(
    ("header", "moment", "said"),
    [
        ("Date de livraison prévue", "end", "planned"),
        ("Livraison prévue", "end", "planned"),
        ("Date souhaitée", "end", "planned"),
        ("Date de mise en production souhaitée", "end", "planned"),
        ("MEP cible", "end", "planned"),
        ("Date cible", "end", "planned"),
        ("Échéance", "end", "planned"),
        ("Prévu le", "end", "planned"),
        ("Date engagée", "end", "planned"),
        ("Fin estimée", "end", "planned"),
        ("ETA", "end", "planned"),
        ("Target date", "end", "planned"),
        ("Planned end", "end", "planned"),
        ("Planned go-live", "end", "planned"),
        ("Trimestre cible", "end", "planned"),
        ("Deadline", "end", "planned"),
        ("Due Date", "end", "planned"),
        ("Livraison réelle", "end", "real"),
        ("Date de MEP réelle", "end", "real"),
        ("Date de mise en production effective", "end", "real"),
        ("Actual finish", "end", "real"),
        ("Réalisé le", "end", "real"),
        ("Terminé le", "end", "real"),
        ("Livré le", "end", "real"),
        ("Shipped on", "end", "real"),
        ("Completed At", "end", "real"),
        ("Closed Date", "end", "real"),
        ("Date de livraison", "end", "plain"),
        ("MEP", "end", "plain"),
        ("Mise en production", "end", "plain"),
        ("Date de mise en production", "end", "plain"),
        ("Go-live", "end", "plain"),
        ("Go Live Date", "end", "plain"),
        ("Delivery date", "end", "plain"),
        ("Date de fin", "end", "plain"),
        ("Finish", "end", "plain"),
        ("Timeline - End", "end", "plain"),
        ("Release date", "end", "plain"),
        ("Début prévu", "start", "planned"),
        ("Planned start", "start", "planned"),
        ("Date de début planifiée", "start", "planned"),
        ("Début réel", "start", "real"),
        ("Actual Start", "start", "real"),
        ("Démarré le", "start", "real"),
        ("Activated Date", "start", "real"),
        ("Start date", "start", "plain"),
        ("Date de début", "start", "plain"),
        ("Timeline - Start", "start", "plain"),
    ],
)
def test_a_header_says_the_moment_and_whether_it_happened(header: str, moment: str, said: str) -> None:
    found = date_header(header)
    assert isinstance(found, DateHeader)
    assert (found.moment, found.said) == (moment, said)


@pytest.mark.parametrize(
    "header",
    [
        "Charge prévue", "Budget réel", "Coût estimé", "Effort estimé", "Version cible", "Target version", "Gain réel",
        "Date de création", "Created At", "Date de demande", "Last Modified", "Date de mise à jour",
        "Retard de livraison",
        "Livraison (commentaire)", "Statut de la livraison", "Terminé par", "Story Points", "Sprint", "Durée réelle",
        "Lot de livraison", "Original estimate", "Titre", "Objectif", "Date d'annulation", "Priorité", "",
    ],
)  # fmt: skip
def test_other_headers_are_no_dates_of_a_start_or_an_end(header: str) -> None:
    assert date_header(header) is None
