"""What becomes of a letter that did not surely leave: by who may manage the jobs of others."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.jobs.choices import Delivery
from gouvernail.jobs.models import Message
from gouvernail.jobs.selectors.mail import STUCK, letters_of, people_written_to
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import record


@transaction.atomic
def letter_send(*, actor: Member, letter: Message) -> Message:
    """Queue a letter again, as if it were new; `letter_drop` undoes it while it waits.

    Raises
    ------
    Forbidden, ValidationError
        The second when the letter needs no help, or when its text is no longer kept.
    """
    letter = _locked(actor, letter)
    if letter.state not in {*STUCK, Delivery.DROPPED}:
        raise ValidationError(_("This letter is already on its way, or arrived: there is nothing to send again."))
    if letter.content is None:
        raise ValidationError(
            _("The text of this letter is no longer kept: have a new one written where it came from.")
        )
    letter.attempts, letter.resent_at, letter.next_at, letter.ended_at = 0, timezone.now(), timezone.now(), None
    return _moved(actor, letter, Delivery.WAITING, "letter_send")


@transaction.atomic
def letter_drop(*, actor: Member, letter: Message) -> Message:
    """Give a letter up: it leaves no more; `letter_reopen` undoes it.

    Raises
    ------
    Forbidden, ValidationError
        The second when the letter is being handed over, has arrived, or is given up already.
    """
    letter = _locked(actor, letter)
    if letter.state not in {*STUCK, Delivery.WAITING}:
        raise ValidationError(_("This letter is leaving, has left, or is given up already: nothing was changed."))
    letter.ended_at = letter.ended_at or timezone.now()
    return _moved(actor, letter, Delivery.DROPPED, "letter_drop")


@transaction.atomic
def letter_reopen(*, actor: Member, letter: Message) -> Message:
    """Take back that a letter was given up: it is refused, or perhaps sent, as before. Nothing leaves by that.

    Raises
    ------
    Forbidden, ValidationError
        The second when the letter is not given up.
    """
    letter = _locked(actor, letter)
    if letter.state != Delivery.DROPPED:
        raise ValidationError(_("This letter is not given up: nothing was changed."))
    before = Delivery.REFUSED if letter.trouble else Delivery.UNKNOWN  # only what the server said has a trouble
    return _moved(actor, letter, before, "letter_reopen")


def _locked(actor: Member, letter: Message) -> Message:
    require(actor, Right.JOB_MANAGE)
    return letters_of(actor.workspace).select_for_update(of=("self",)).get(pk=letter.pk)


def _moved(actor: Member, letter: Message, state: Delivery, verb: str) -> Message:
    old, letter.state = letter.state, state
    letter.full_clean()
    letter.save(update_fields=["state", "attempts", "resent_at", "next_at", "ended_at"])
    changes: dict[str, tuple[object, object]] = {"state": (old, letter.state)}
    if person := people_written_to([letter]).get(letter.recipient):
        changes["recipient"] = (None, person)  # as a reference: the trail keeps no address
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=letter, changes=changes)
    return letter
