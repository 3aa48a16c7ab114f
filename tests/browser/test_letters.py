"""The letter of the week as a mail program draws it: it fits a phone, and reads in light and in dark."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from gouvernail.backlog.services.comments import comment_add
from gouvernail.backlog.services.requests.states import Into, request_accept, request_decline
from gouvernail.followup.choices.words import Digest
from gouvernail.followup.services.letters import letters_send
from tests.backlog.requests_scene import ask
from tests.browser.conftest import assert_accessible, assert_fits
from tests.followup.post import wish
from tests.followup.scenes import job_fails

if TYPE_CHECKING:
    from django.core.mail import EmailMultiAlternatives

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PageAs = Callable[..., Page]
LONG = "Synchroniser" + "-les-comptes" * 8


@pytest.fixture
def letter(cast: Any, mailoutbox: "list[EmailMultiAlternatives]") -> str:
    """Write the letter of Lou: something to do, two answers, and somebody who names them."""
    now = timezone.now().replace(hour=12)
    wish(cast.lou, digest=Digest.DAILY, is_weekend_quiet=False, quiet_from=None, quiet_to=None)
    job_fails(cast.lou, now)
    with scope(workspace=cast.workspace):
        accepted, declined = ask(cast.lou, LONG), ask(cast.lou)
        request_accept(actor=cast.camille, request=accepted, version=1, into=Into(titles=[LONG]))
        request_decline(actor=cast.camille, request=declined, version=1, reason="Hors du cap. " * 20)
        comment_add(actor=cast.noa, request=ask(cast.robin), text="@Lou Moreau")
    letters_send(now)
    [mail] = [each for each in mailoutbox if each.to == [cast.lou.user.email]]
    page = mail.alternatives[0][0]
    assert isinstance(page, str)
    return page


@pytest.mark.parametrize("width", [390, 1440])
def test_it_fits_and_is_readable_by_all(page_as: PageAs, letter: str, width: int) -> None:
    page = page_as(None, width=width)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_content(letter)
        expect(page.get_by_role("heading", level=2)).to_have_count(3)
        assert_fits(page)
        assert_accessible(page, languages=())
