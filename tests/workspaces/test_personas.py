"""Playing somebody of the demonstration: one click in demo mode, nothing at all elsewhere."""

import pytest

from gouvernail.workspaces.models import Workspace


@pytest.fixture
def demo(settings, cast):
    settings.DEMO = True
    Workspace.objects.filter(pk=cast.workspace.pk).update(is_demo=True)
    return cast


def test_one_click_signs_in(client, demo):
    assert "Camille Leroy" in client.get("/demo/").content.decode()
    assert client.post(f"/demo/{demo.noa.pk}/play").status_code == 302
    assert client.session["_auth_user_id"] == str(demo.noa.user_id)


def test_only_people_of_a_demo_workspace_can_be_played(client, demo):
    assert "Stéphane" not in client.get("/demo/").content.decode()
    assert client.post(f"/demo/{demo.stranger.pk}/play").status_code == 404
    assert "_auth_user_id" not in client.session


def test_elsewhere_there_is_no_such_page(client, cast):
    Workspace.objects.update(is_demo=True)
    assert client.get("/demo/").status_code == 404
    assert client.post(f"/demo/{cast.noa.pk}/play").status_code == 404


def test_a_link_alone_signs_nobody_in(client, demo):
    assert client.get(f"/demo/{demo.noa.pk}/play").status_code == 405
