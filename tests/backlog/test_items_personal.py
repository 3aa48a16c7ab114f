"""Who asks for a copy of what is known of them gets what they asked, said and attached; erased, they leave no name."""

from django_scopes import scope, scopes_disabled

from gouvernail.backlog.models import Voice
from gouvernail.backlog.selectors.personal import known_to_the_backlog
from gouvernail.backlog.services.comments import comment_add
from gouvernail.workspaces.services.erasure import person_erase
from tests.backlog.items import W, asked, item


def test_a_copy_holds_ones_own_and_nobody_elses(cast):
    with scope(workspace=cast.workspace):
        one = asked(cast, 1, who=cast.noa)
        made = item(cast, owner=cast.noa, requests=[one, asked(cast, 2)])
        Voice.objects.create(workspace=cast.workspace, request=one, member=cast.noa, note="Nous aussi")
        comment_add(actor=cast.noa, item=made, text="Vu")
        comment_add(actor=cast.robin, item=made, text="@noa et toi ?")
    with scopes_disabled():
        known = known_to_the_backlog(cast.noa.user)
    assert {name: len(rows) for name, rows in known.items() if rows} == {
        "requests": 1,
        "voices": 1,
        "comments": 1,
        "mentions": 1,
        "items": 1,
    }
    assert "toi" not in str(known)


def test_who_was_erased_is_a_former_member_on_every_page(cast, signed_in):
    with scope(workspace=cast.workspace):
        made = item(cast, owner=cast.noa, requests=[asked(cast, who=cast.noa)])
        comment_add(actor=cast.noa, item=made, text="Vu")
        comment_add(actor=cast.robin, item=made, text="@noa.bernard et toi ?")
    person_erase(user=cast.noa.user)
    client = signed_in("robin")
    for path in (f"{made.pk}/", f"{made.pk}/history", ""):
        page = client.get(W + path).content.decode()
        assert "Noa Bernard" not in page
        assert "Personne partie" in page
