"""What each finding on the duties says, and what each fix is called. One place; the codes are those of the method.

A sentence names what it is about: `%(duty)s`, `%(person)s`, `%(role)s`, `%(team)s`, `%(data_object)s`... for the first
of its kind, `%(duty_list)s`... for all of them; the other names are figures of the finding.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise


class FindingLevel(TextChoices):
    """How much a finding matters, the worst first."""

    ERROR = "error", _("To fix")
    WARNING = "warning", _("To watch")
    INFO = "info", _("Good to know")
    QUESTION = "question", _("Question")


@dataclass(frozen=True)
class Wording:
    """What is wrong, and why it matters."""

    title: "str | Promise"
    reason: "str | Promise"


WORDS: dict[tuple[str, str], Wording] = {
    ("duty_accountable", "none"): Wording(
        _("Nobody answers for “%(duty)s”"),
        _("Without an accountable person, nobody decides and nobody can be asked. Name one."),
    ),
    ("duty_accountable", "left"): Wording(
        _("Who answered for “%(duty)s” has left: %(person_list)s"),
        _("A person who has left answers for nothing any more. Name somebody who is here."),
    ),
    ("duty_accountable", "several"): Wording(
        _("%(accountable)s people answer for “%(duty)s”: %(person_list)s"),
        _("Where several people are accountable, each waits for the other. Keep one; the others may do it."),
    ),
    ("duty_responsible", "none"): Wording(
        _("Nobody does “%(duty)s”"),
        _("Somebody answers for it, but nobody was told to do it. The accountable person may: say so."),
    ),
    ("duty_responsible", "left"): Wording(
        _("Who did “%(duty)s” has left: %(person_list)s"),
        _("The work stopped with them, and nobody will notice before it is late. Name somebody who is here."),
    ),
    ("role_held", "vacant"): Wording(
        _("Nobody holds the role “%(role)s”"),
        _("The programme cannot do without this role, or a duty relies on it."),
    ),
    ("role_held", "ended"): Wording(
        _("Nobody holds the role “%(role)s” any more"),
        _("The last term has ended, or its holder has left. Renew it, or name somebody else."),
    ),
    ("role_held", "no_deputy"): Wording(
        _("%(person)s has no deputy for %(duty_list)s"),
        _("The day this person is away, nothing is decided on what they answer for."),
    ),
    ("role_held", "deputy_left"): Wording(
        _("The deputy of %(person)s has left: %(duty_list)s"),
        _("The day this person is away, nothing is decided on what they answer for. Name another deputy."),
    ),
    ("ghost", "idle"): Wording(
        _("%(person)s answers for %(duty_list)s and has not been seen for %(days)s days"),
        _("From %(limit)s days without any activity, what somebody answers for waits without anybody saying so."),
    ),
    ("overload", "duties"): Wording(
        _("%(person)s answers for %(duties)s duties"),
        _("Above %(limit)s, the person becomes the queue. Share some of them."),
    ),
    ("overload", "hours"): Wording(
        _("%(person)s has promised %(declared)s hours a week and has %(available)s"),
        _("What does not fit in the week is done late or not at all. Take something away, or make time."),
    ),
    ("orphan", "duty"): Wording(
        _("“%(duty)s” is nobody’s"),
        _("No active person has a letter in this duty. Name who answers for it and who does it, or archive it."),
    ),
    ("orphan", "person"): Wording(
        _("%(person)s has a role and no duty"),
        _("A role without a duty is a title. Give this person a part in a duty, or end the role."),
    ),
    ("crowd", "consulted"): Wording(
        _("%(consulted)s people are consulted on “%(duty)s”"),
        _("Above %(limit)s, each decision waits for the last answer, and people go round it. Inform some instead."),
    ),
    ("crowd", "share"): Wording(
        _("“%(duty)s” consults or informs %(involved)s of the %(people)s people here"),
        _("What concerns most people concerns nobody in particular. Keep those who would act on it."),
    ),
    ("out_of_reach", "no_duty"): Wording(
        _("No duty covers %(matter)s"),
        _("Nobody answers for it, so a question about it has no address. Add a duty, or tie it to one."),
    ),
    ("out_of_reach", "no_accountable"): Wording(
        _("Nobody answers for %(matter)s"),
        _("Its duties are there, but none has an accountable person: %(duty_list)s."),
    ),
    ("quorum", "seats"): Wording(
        _("The decision “%(decision)s” was taken without: %(seat_list)s"),
        _("Some who had to be in the room were not. Have the decision confirmed, or it will be contested."),
    ),
    ("quorum", "voters"): Wording(
        _("The decision “%(decision)s” was taken by %(present)s voters; it took %(needed)s"),
        _("Too few of those entitled to vote were there. Have the decision confirmed, or it will be contested."),
    ),
    ("separation", "alone"): Wording(
        _("%(person)s asked, scored and decided alone: “%(decision)s”"),
        _("One voice is not an arbitration. Somebody else should score and decide."),
    ),
    ("separation", "among_others"): Wording(
        _("%(person)s asked, scored and decided, with others: “%(decision)s”"),
        _("Who asks should step back when it is decided: the others will trust the answer more."),
    ),
    ("authority", "undeclared"): Wording(
        _("May %(person)s refuse a request of any team?"),
        _("Who answers for “%(duty)s” arbitrates only if they may say no. Nobody has said whether they may."),
    ),
    ("authority", "partial"): Wording(
        _("%(person)s may not refuse the requests of: %(team_list)s"),
        _("Who answers for “%(duty)s” arbitrates only if they may say no. Can the sponsor give them that right?"),
    ),
    ("champions", "none"): Wording(
        _("The team “%(team)s” has no champion"),
        _("Nobody speaks for those who use the CRM there, and their needs arrive after the build."),
    ),
    ("single_point", "alone"): Wording(
        _("%(person)s is alone in doing %(duties)s duties: %(duty_list)s"),
        _("Above %(limit)s, one departure stops too much. Have somebody else take part in some of them."),
    ),
    ("cadence", "slipping"): Wording(
        _("“%(ritual)s” was held on time %(on_time)s times out of %(planned)s"),
        _("A meeting that is often put off stops deciding. Choose a rhythm that holds."),
    ),
}

FIXES: dict[str, "str | Promise"] = {
    "name_accountable": _("Name who answers for it"),
    "keep_one_accountable": _("Keep one accountable person"),
    "name_responsible": _("Name who does it"),
    "name_holder": _("Give the role to somebody"),
    "name_deputy": _("Name a deputy"),
    "hand_over": _("Hand over their duties"),
    "share_accountability": _("Share their duties"),
    "lighten_load": _("Lighten the load"),
    "give_duty": _("Give a duty"),
    "name_people": _("Name people"),
    "consult_fewer": _("Consult fewer people"),
    "involve_fewer": _("Involve fewer people"),
    "link_duty": _("Add a duty"),
    "confirm_decision": _("Have the decision confirmed"),
    "withdraw_from_decision": _("Have somebody else decide"),
    "declare_mandate": _("Answer"),
    "widen_mandate": _("Change the answer"),
    "name_champion": _("Name a champion"),
    "add_responsible": _("Add somebody who does it"),
    "change_rhythm": _("Change the rhythm"),
}

SEATS: dict[str, "str | Promise"] = {
    "product_owner": _("the Product Owner"),
    "business": _("a sponsor, data owner or champion who answers for a duty"),
    "builders": _("a builder"),
}
