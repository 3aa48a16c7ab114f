"""Answers and mentions by letter: to whom, when, in which language, with the reason, and never twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django.fixtures import Settings

from gouvernail.backlog.models import Answer, Item, Request
from gouvernail.backlog.services.comments import comment_add, comment_edit, comment_remove
from gouvernail.backlog.services.items.decisions import item_decide
from gouvernail.backlog.services.items.items import item_edit
from gouvernail.backlog.services.requests.merge import request_merge
from gouvernail.backlog.services.requests.states import Into, request_accept, request_decline, request_review
from gouvernail.backlog.services.requests.triage_undo import answers_undo
from gouvernail.backlog.services.requests.voices import voice_add
from gouvernail.decisions.services.drafts import Draft
from gouvernail.followup.choices.words import Digest, Step
from gouvernail.followup.models import Notice, Preference, Told
from gouvernail.followup.selectors import tidings
from gouvernail.followup.services.letters import letters_send
from gouvernail.workspaces.models import DataObject, Member, Role, User, Workspace
from tests.backlog.items import item
from tests.backlog.requests_scene import ask
from tests.cast import Cast
from tests.followup.post import page_of, sent, subject_of, text_of, wish
from tests.followup.scenes import TUESDAY, in_days, job_fails
from tests.jobs.smtp import Mailbox

DAY = timedelta(days=1)
MONDAY = TUESDAY + 6 * DAY
REASON = "Hors du cap : nous ne vendons plus par téléphone."


@pytest.fixture(autouse=True)
def _here(cast: Cast) -> Iterator[None]:
    """Be in the workspace, where everybody but the Product Owner wants a letter each day."""
    for member in (cast.robin, cast.lou, cast.noa, cast.sacha):
        wish(member, digest=Digest.DAILY, is_weekend_quiet=False)
    with scope(workspace=cast.workspace):
        yield


def declined(cast: Cast, row: Request) -> Answer:
    return request_decline(actor=cast.camille, request=row, version=row.version, reason=REASON)


def test_the_answer_arrives_once_in_the_readers_language_with_its_reason(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin)
    voice_add(actor=cast.lou, request=row)
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    declined(cast, row)
    letters = {mail["To"].partition(".")[0]: mail for mail in sent(box, to="robin lou camille")}
    assert set(letters) == {"robin", "lou"}  # who answered knows
    assert subject_of(letters["robin"]) == "Réponse : D-1 · Voir les réclamations"
    assert "RÉPONSES À VOS DEMANDES\n\n* D-1 · Voir les réclamations\n" in text_of(letters["robin"])
    assert f"24 novembre\xa0: Refusée. Raison\xa0: {REASON}\n" in text_of(letters["robin"])
    assert f"http://localhost:8000/w/crm-ventes/requests/{row.pk}/" in text_of(letters["robin"])
    assert "Réponses à vos demandes" in page_of(letters["robin"])
    assert REASON in page_of(letters["robin"])
    assert subject_of(letters["lou"]) == "Answer: D-1 · Voir les réclamations"
    assert "24 November: Declined. Reason: " in text_of(letters["lou"])
    assert 'lang="en"' in page_of(letters["lou"])
    for days in (0, 1, 2, 6):
        assert sent(box, TUESDAY + days * DAY + timedelta(hours=1), to="robin lou") == []


@pytest.mark.parametrize(
    ("digest", "days"), [(Digest.DAILY, [0]), (Digest.WEEKLY, [6]), (Digest.NONE, [])], ids=["daily", "weekly", "none"]
)
def test_it_comes_with_the_rhythm_that_the_person_chose(
    cast: Cast, box: Mailbox, digest: Digest, days: list[int]
) -> None:
    wish(cast.robin, digest=digest, reminders=True)
    declined(cast, ask(cast.robin))
    comment_add(actor=cast.noa, request=ask(cast.sacha), text="@Robin Garcia, et toi ?")
    assert [day for day in range(9) if sent(box, TUESDAY + day * DAY, "robin")] == days


def test_it_waits_for_the_end_of_quiet_hours_where_the_reader_is(cast: Cast, box: Mailbox) -> None:
    wish(cast.robin, hour="06:00", quiet_from="22:00", quiet_to="12:30")
    User.objects.filter(pk=cast.robin.user_id).update(time_zone="Asia/Kolkata")
    declined(cast, ask(cast.robin))
    assert sent(box, TUESDAY - timedelta(hours=1, minutes=1), "robin") == []  # 12:29 there
    assert len(sent(box, TUESDAY - timedelta(hours=1), "robin")) == 1


def test_who_named_you_is_told_without_what_they_wrote(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin)
    for text in ("@Lou Moreau, le secret ?", "@Lou Moreau, encore"):
        comment = comment_add(actor=cast.noa, request=row, text=text)
    [mail] = sent(box)
    assert subject_of(mail) == "On vous cite dans un commentaire"
    assert "QUI VOUS CITE\n\n* D-1 · Voir les réclamations\n" in text_of(mail)
    assert text_of(mail).count("Noa Bernard vous cite dans un commentaire.") == 1
    assert "secret" not in text_of(mail) + page_of(mail)
    assert f"/requests/{row.pk}/#comment-{comment.pk - 1}" in text_of(mail)


def test_it_stands_beside_what_is_expected(cast: Cast, box: Mailbox) -> None:
    job_fails(cast.lou)
    declined(cast, ask(cast.lou))
    comment_add(actor=cast.noa, request=ask(cast.robin), text="@Lou Moreau")
    [mail] = sent(box)
    assert subject_of(mail) == "Votre semaine : 1 à faire, 1 réponse, on vous cite dans un commentaire"
    parts = ("Import de demandes.csv", "Réponses à vos demandes", "Refusée.", "Qui vous cite")
    places = [page_of(mail).index(part) for part in parts]
    assert places == sorted(places)


def test_an_acceptance_names_what_the_request_became(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin)
    request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Fiche du client"]))
    [mail] = sent(box, to="robin")
    made = Item.objects.get()
    assert (
        f"  {made.key} · Fiche du client\xa0: http://localhost:8000/w/crm-ventes/backlog/items/{made.pk}/"
        in text_of(mail)
    )
    assert page_of(mail).count(f"{made.key} · Fiche du client</a>") == 1


def test_a_decision_on_what_one_asked_is_told_with_its_reason(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin)
    request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Fiche du client"]))
    Notice.objects.update(read_at=TUESDAY)
    item_decide(actor=cast.camille, item=Item.objects.get(), draft=Draft(verdict="no", reason=REASON))
    [mail] = sent(box, to="robin")
    assert subject_of(mail) == "1 décision"
    assert "DÉCISIONS SUR VOS DEMANDES\n\n* CRM-1 · Fiche du client\n" in text_of(mail)
    assert f"Décidé\xa0: non. Raison\xa0: {REASON}\n" in text_of(mail)
    assert sent(box, TUESDAY + DAY, "robin") == []


def test_of_two_decisions_on_one_item_the_link_leads_to_the_last_one(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin)
    request_accept(actor=cast.camille, request=row, version=1, into=Into(titles=["Fiche du client"]))
    for verdict, seen in (("now", 0), ("no", 1)):
        draft = Draft(verdict=verdict, reason=REASON, seen=seen)
        item_decide(actor=cast.camille, item=Item.objects.get(), draft=draft)
    urls = [one.url for one in Notice.objects.filter(member=cast.robin, kind="decided").order_by("pk")]
    [topic] = tidings.tidings_for(cast.robin, TUESDAY).decisions
    assert len(set(urls)) == len(topic.sayings) == 2
    assert topic.url == urls[-1]


def test_a_data_owner_is_told_of_the_items_that_are_about_their_data(cast: Cast, box: Mailbox) -> None:
    wish(cast.dominique, digest=Digest.DAILY)
    accounts = DataObject.objects.create(workspace=cast.workspace, name="Comptes")
    Role.objects.filter(member=cast.dominique, kind="data_owner").update(data_object=accounts)
    item(cast, title="Fiche du compte", data_object=accounts)
    other = item(cast, title="Relances", data_object=accounts)
    item_edit(actor=cast.camille, item=other, version=other.version, data_object=None)
    [mail] = sent(box, to="dominique")
    assert subject_of(mail) == "1 élément sur vos données"
    assert "Fiche du compte" in text_of(mail)
    assert "« Comptes »".replace(" ", "\xa0") in text_of(mail)
    assert "Relances" not in text_of(mail)  # no longer about them
    assert sent(box, TUESDAY + DAY, "dominique") == []


def test_what_was_read_in_the_product_is_not_written_again(cast: Cast, box: Mailbox) -> None:
    declined(cast, ask(cast.robin))
    other = ask(cast.robin, "Relancer les devis", "Relancer un devis sans réponse.")
    Notice.objects.filter(member=cast.robin).update(read_at=TUESDAY)
    request_decline(actor=cast.camille, request=other, version=1, reason="Une autre raison")
    [mail] = sent(box, to="robin")
    assert REASON not in text_of(mail)
    assert "Une autre raison" in text_of(mail)


def test_a_voice_that_was_merged_is_told_of_the_answer_too(cast: Cast, box: Mailbox) -> None:
    row, other = ask(cast.robin), ask(cast.sacha, "La même chose", "Autrement dit")
    voice_add(actor=cast.lou, request=other)
    request_merge(actor=cast.camille, request=other, version=1, target=row)
    assert len(sent(box, to="lou sacha")) == 2
    row.refresh_from_db()
    declined(cast, row)
    letters = sent(box, TUESDAY + DAY, to="lou sacha robin")
    assert len(letters) == 3
    assert all(REASON in text_of(mail) for mail in letters)
    assert not any("même besoin" in text_of(mail) for mail in letters)  # told the day before


def test_an_answer_that_was_taken_back_is_told_as_one_story(cast: Cast, box: Mailbox) -> None:
    answers_undo(actor=cast.camille, batch=declined(cast, ask(cast.robin)).batch)
    [mail] = sent(box, to="robin")
    text = text_of(mail)
    assert text.count("* D-1 · ") == 1
    assert text.index("Refusée.") < text.index("La dernière réponse a été reprise")
    assert subject_of(mail) == "2 réponses"


@pytest.mark.parametrize("gone", ["member", "user", "role", "workspace", "muted", "stopped"])
def test_who_left_or_wants_none_is_told_nothing(cast: Cast, box: Mailbox, gone: str) -> None:
    declined(cast, ask(cast.robin))
    match gone:
        case "member":
            Member.objects.filter(pk=cast.robin.pk).update(is_active=False)
        case "user":
            User.objects.filter(pk=cast.robin.user_id).update(is_active=False)
        case "role":
            Role.objects.filter(member=cast.robin).update(ends_on=in_days(-1))
        case "workspace":
            Workspace.objects.filter(pk=cast.workspace.pk).update(deletes_at=TUESDAY + DAY)
        case "muted":
            Preference.objects.get(user=cast.robin.user).muted.set([cast.workspace])
        case _:
            job_fails(cast.robin, TUESDAY - DAY)
            [mail] = sent(box, TUESDAY - timedelta(hours=0.5), to="robin")
            Notice.objects.filter(member=cast.robin).delete()
            Told.objects.filter(member=cast.robin).delete()
            assert Client().post(mail["List-Unsubscribe"].strip(" <>")).status_code == 200
            declined(cast, ask(cast.robin))
    for days in (0, 1, 6):
        assert not any(REASON in text_of(mail) for mail in sent(box, TUESDAY + days * DAY, "robin"))


def test_no_workspace_tells_of_another(cast: Cast, box: Mailbox) -> None:
    with scope(workspace=cast.elsewhere):
        twin = Member.objects.create(workspace=cast.elsewhere, user=cast.robin.user)
        Role.objects.create(workspace=cast.elsewhere, member=twin, kind="requester", starts_on=in_days(-9))
        row = ask(twin, "Un secret d’ailleurs", "Autre chose")
        request_decline(actor=cast.stranger, request=row, version=1, reason="Raison d’ailleurs")
    declined(cast, ask(cast.robin))
    letters = sent(box, to="robin lou stephane camille")
    assert [mail["To"] for mail in letters] == [cast.robin.user.email] * 2
    here, there = sorted((text_of(mail) for mail in letters), key=lambda text: "ailleurs" in text)
    assert "ailleurs" not in here
    assert "crm-service" not in here
    assert REASON not in there
    assert "crm-ventes" not in there.replace(cast.robin.user.email, "")


def test_the_words_are_those_of_today(cast: Cast, box: Mailbox) -> None:
    """The notice keeps the language of its day; a letter speaks that of its reader now, of what still holds."""
    kept, edited, removed, taken_back = (ask(cast.robin, f"Sujet {number}") for number in range(4))
    comment_add(actor=cast.noa, request=kept, text="@Lou Moreau")
    unnamed = comment_add(actor=cast.noa, request=edited, text="@Lou Moreau")
    comment_edit(actor=cast.noa, comment=unnamed, text="@Sacha Martin plutôt")
    comment_remove(actor=cast.noa, comment=comment_add(actor=cast.noa, request=removed, text="@Lou Moreau"))
    voice_add(actor=cast.lou, request=taken_back)
    request_review(actor=cast.camille, request=taken_back, version=1)
    Request.objects.filter(pk=taken_back.pk).update(removed_at=TUESDAY)
    User.objects.filter(pk=cast.lou.user_id).update(language="en")
    [mail] = sent(box)
    assert "Noa Bernard names you in a comment." in text_of(mail)
    assert [number for number in range(4) if f"Sujet {number}" in text_of(mail)] == [0]
    assert sent(box, TUESDAY + DAY) == []


def test_what_stood_unread_for_a_month_is_no_news(cast: Cast, box: Mailbox) -> None:
    wish(cast.robin, digest=Digest.NONE)
    declined(cast, ask(cast.robin))
    assert sent(box, TUESDAY, "robin") == []
    wish(cast.robin, digest=Digest.DAILY)
    assert sent(box, TUESDAY + tidings.NEWS_FOR, "robin") == []
    assert len(sent(box, TUESDAY + tidings.NEWS_FOR - DAY, "robin")) == 1


def test_a_long_list_goes_on_in_the_next_letter(cast: Cast, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidings, "MOST", 2)
    for number in range(3):
        declined(cast, ask(cast.robin, f"Sujet {number}"))
    first, second = (sent(box, TUESDAY + days * DAY, "robin")[0] for days in range(2))
    assert "Et 1 de plus dans le prochain e-mail." in text_of(first)
    assert [[f"Sujet {number}" in text_of(mail) for number in range(3)] for mail in (first, second)] == [
        [True, True, False],
        [False, False, True],
    ]


def test_a_break_before_the_end_loses_nothing_and_tells_nothing_twice(
    cast: Cast, box: Mailbox, settings: Settings
) -> None:
    declined(cast, ask(cast.robin))
    settings.EMAIL_BACKEND = "tests.followup.test_letters.Broken"
    letters_send(TUESDAY)
    assert not Told.objects.filter(step=Step.NEWS).exists()
    settings.EMAIL_BACKEND = "gouvernail.jobs.services.mail.QueuedBackend"
    box.to_text = "451 later"
    assert sent(box, TUESDAY + timedelta(minutes=1), "robin") == []  # queued, and the server puts it off
    box.to_text = "250 OK"
    [mail] = sent(box, TUESDAY + timedelta(minutes=2), "robin")
    assert REASON in text_of(mail)
    assert sent(box, TUESDAY + DAY, "robin") == []


def test_no_reason_or_title_forges_a_line_or_a_link(cast: Cast, box: Mailbox) -> None:
    row = ask(cast.robin, "x <b>gras</b> https://evil.example")
    request_decline(
        actor=cast.camille, request=row, version=1, reason="Non.\n\nSee : https://evil.example\n<script>x</script> 🚢"
    )
    [mail] = sent(box, to="robin")
    assert "<b>gras" not in page_of(mail)
    assert "<script>" not in page_of(mail)
    assert 'href="https://evil' not in page_of(mail)
    assert not any(line.startswith(("See :", "https://evil")) for line in text_of(mail).splitlines())
