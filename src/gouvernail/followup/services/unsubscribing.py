"""Stop a kind of letter from the letter itself: a signed link, which works signed out and for ever."""

from dataclasses import dataclass

from django.core import signing
from django.db import transaction

from gouvernail.followup.choices.words import Digest, Letter
from gouvernail.followup.models import Preference
from gouvernail.workspaces.models import User

_SALT = "followup.unsubscribe"


@dataclass(frozen=True)
class Stop:
    """Who wants to stop which letter."""

    user: User
    letter: Letter


def stop_token(user: User, letter: Letter) -> str:
    """Sign who may stop which letter. It holds no address, and opens nothing else."""
    return signing.dumps([user.pk, letter.value], salt=_SALT)


def stop_read(token: str) -> Stop | None:
    """Read a link; None for a forged one, or for somebody whose account is gone."""
    try:
        key, letter = signing.loads(token, salt=_SALT)
        user = User.objects.filter(pk=key, is_active=True, anonymised_at=None).first()
        return Stop(user, Letter(letter)) if user else None
    except (signing.BadSignature, ValueError, TypeError):
        return None


@transaction.atomic
def letters_stop(*, stop: Stop) -> None:
    """Stop one kind of letter for one person, in all their workspaces; again changes nothing."""
    _set(stop, digest=Digest.NONE, reminders=False)


@transaction.atomic
def letters_resume(*, stop: Stop) -> None:
    """Undo: the letter comes again."""
    _set(stop, digest=Digest.WEEKLY, reminders=True)


def is_stopped(stop: Stop) -> bool:
    """Tell whether the letter is stopped already."""
    row = Preference.objects.filter(user=stop.user).first() or Preference(user=stop.user)
    return row.digest == Digest.NONE if stop.letter == Letter.DIGEST else not row.reminders


def _set(stop: Stop, *, digest: Digest, reminders: bool) -> None:
    row, _is_new = Preference.objects.select_for_update().get_or_create(user=stop.user)
    if stop.letter == Letter.DIGEST:
        row.digest = digest
    else:
        row.reminders = reminders
    row.save(update_fields=["digest", "reminders"])
