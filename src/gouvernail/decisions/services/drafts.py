"""What is about to be decided, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.decisions.choices.decisions import SENTENCES, Stance, Verdict
from gouvernail.decisions.models import Decision, Meeting
from gouvernail.decisions.selectors.register import reversed_now
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.selectors.rights import today_of

LATEST = timedelta(days=730)  # [choice] later than that is a refusal that does not say its name
REASON_MOST = 2000
SAID_MOST = 50
WORDS_MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is about to be decided.

    Parameters
    ----------
    sentence
        In plain words; empty: the verdict in the language of the workspace.
    reverses
        The decision that this one goes back on.
    seen
        Number of the last decision on the subject that the signer read, 0 for none; None where nobody else can decide
        meanwhile.
    """

    verdict: str
    reason: str
    review_on: date | None = None
    sentence: str = ""
    reverses: Decision | None = None
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one person says of a decision; the words are theirs."""

    member: Member
    stance: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was known when it was decided, as the caller knew it.

    Parameters
    ----------
    facts
        Names of `choices.decisions.FACTS` to plain values; no name of a person.
    is_override
        Whether it goes against what the ranking proposed.
    """

    facts: Mapping[str, str | int | float | bool | date | None] = field(default_factory=dict)
    is_override: bool = False


@dataclass(frozen=True, kw_only=True)
class Room:
    """Who was there, and what they said.

    Parameters
    ----------
    meeting
        None outside a session.
    present
        The signer is always counted.
    voters
        Those entitled to vote, there or not; None: whoever may decide today.
    """

    meeting: Meeting | None = None
    present: Iterable[Member] = ()
    voters: Iterable[Member] | None = None
    said: Iterable[Said] = ()


class StaleDecision(ValidationError):
    """Somebody decided on the same subject meanwhile: `latest` is what they decided."""

    def __init__(self, latest: Decision) -> None:
        super().__init__(
            _("Somebody decided meanwhile: %(decision)s Read it, then decide again.") % {"decision": latest}
        )
        self.latest = latest


def checked(actor: Member, draft: Draft, about: dict[str, str]) -> Draft:
    """Give the draft with its texts trimmed, or say everything that is wrong with it."""
    problems: dict[str, str] = {}
    reason, sentence = text_kept(draft.reason), text_kept(draft.sentence)
    if not reason:
        problems["reason"] = _("Say why: everybody concerned will read it, today and in a year.")
    elif len(reason) > REASON_MOST:
        problems["reason"] = _("At most %(most)s characters.") % {"most": REASON_MOST}
    if draft.verdict not in Verdict.values:
        problems["verdict"] = _("Choose what is decided.")
    problems |= _day_problems(actor, draft)
    if problems:
        raise ValidationError(problems)
    _check_past(actor, draft, about)
    if not sentence:
        with translation.override(actor.workspace.language):
            sentence = str(SENTENCES[Verdict(draft.verdict)]) % {"subject": about["label"]}
    return Draft(
        verdict=Verdict(draft.verdict),
        reason=reason,
        review_on=draft.review_on,
        sentence=sentence,
        reverses=draft.reverses,
    )


def _check_past(actor: Member, draft: Draft, about: dict[str, str]) -> None:
    """Refuse what somebody decided meanwhile, and a reversal of what does not stand."""
    earlier = Decision.objects.filter(subject_type=about["type"], subject_id=about["id"]).order_by("-number").first()
    if draft.seen is not None and earlier is not None and earlier.number != draft.seen:
        raise StaleDecision(earlier)
    target = draft.reverses
    if target is None:
        return
    if target.workspace_id != actor.workspace_id or (target.subject_type, target.subject_id) != (
        about["type"],
        about["id"],
    ):
        raise ValidationError({"reverses": _("A decision can only go back on one about the same subject.")})
    by = reversed_now().get(target.pk)
    if by is not None:
        standing = Decision.objects.get(pk=by)
        raise ValidationError(
            {"reverses": _("%(key)s was gone back on already, by %(by)s.") % {"key": target.key, "by": standing.key}}
        )
    if target.verdict == draft.verdict:
        raise ValidationError(
            {"verdict": _("This is what %(key)s says already: choose another verdict.") % {"key": target.key}}
        )


def said_checked(actor: Member, room: Room) -> list[Said]:
    """Give what people said, or refuse what is not theirs to say here."""
    said = list(room.said)
    if room.meeting is not None and room.meeting.workspace_id != actor.workspace_id:
        raise ValidationError({"meeting": _("This meeting is of another workspace.")})
    if any(one.workspace_id != actor.workspace_id for one in (*room.present, *(said_by.member for said_by in said))):
        raise ValidationError({"said": _("Somebody in the list is not a member of this workspace.")})
    if len(said) > SAID_MOST or len({(one.member.pk, one.stance) for one in said}) != len(said):
        raise ValidationError({"said": _("Write what somebody says once.")})
    for one in said:
        if one.stance not in Stance.values or len(text_kept(one.words)) > WORDS_MOST:
            raise ValidationError({"said": _("At most %(most)s characters.") % {"most": WORDS_MOST}})
        if one.stance == Stance.DISSENT and not text_kept(one.words):
            raise ValidationError({"said": _("Write the dissent of %(name)s in their words.") % {"name": one.member}})
    return said


def _day_problems(actor: Member, draft: Draft) -> dict[str, str]:
    today = today_of(actor)
    if draft.review_on is None:
        if draft.verdict != Verdict.LATER:
            return {}
        return {"review_on": _("Say when it is looked at again: “later” without a day is a refusal in disguise.")}
    if draft.review_on <= today:
        return {"review_on": _("Choose a day to come.")}
    if draft.review_on > today + LATEST:
        latest = date_format(today + LATEST, "DATE_FORMAT")
        return {"review_on": _("Choose a day before %(day)s: later than that, say no.") % {"day": latest}}
    return {}


def text_kept(text: str) -> str:
    """Trim a text and leave out what no database keeps (NUL, halves of letters)."""
    return text.replace("\x00", "").encode("utf-8", errors="ignore").decode().strip()
