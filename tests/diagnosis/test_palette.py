"""Reports are found from anywhere."""

from collections.abc import Callable

from django.test import Client

from gouvernail.diagnosis.models import Report


def test_the_palette_finds_a_report_by_its_title(
    made: Callable[..., Report], signed_in: Callable[[str], Client]
) -> None:
    report = made(title="Bilan du deuxième trimestre")
    page = signed_in("robin").get("/w/crm-ventes/search", {"q": "deuxieme"}).content.decode()
    assert f"/w/crm-ventes/diagnosis/{report.pk}/" in page
    assert "Bilan du deux" not in signed_in("robin").get("/w/crm-ventes/search", {"q": "zzz"}).content.decode()
