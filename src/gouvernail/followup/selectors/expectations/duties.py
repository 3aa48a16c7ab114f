"""Points to settle, each given to the person who can mend it or whom it is about."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gouvernail.decisions.models import Ritual
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.bridge import Finding, finding_of
from gouvernail.workspaces.choices.findings import FindingLevel
from gouvernail.workspaces.choices.words import Letter, RoleKind
from gouvernail.workspaces.models import Assignment, Member, Point
from gouvernail.workspaces.selectors.finding_words import Said, say
from gouvernail.workspaces.selectors.findings import findings_now

GRACE_DAYS = {FindingLevel.ERROR: 7, FindingLevel.WARNING: 14, FindingLevel.QUESTION: 7}  # [choice] since first seen
FEW = 5  # [choice] of one level, for who looks after the workspace: beyond, one line leads to the page of the points
_ABOUT_ONESELF = ("name_deputy", "share_accountability", "lighten_load", "add_responsible")
_WHY = {
    "person": gettext_lazy("It is about you."),
    "accountable": gettext_lazy("You answer for this duty."),
    "leader": gettext_lazy("You lead this ritual."),
    "sponsor": gettext_lazy("You are the executive sponsor: this right is yours to give."),
    "helm": gettext_lazy("Nobody else is named, and you look after the workspace."),
}
Concerns = dict[int, list[tuple[Finding, str]]]


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the findings that are a member's to mend. What is only good to know is expected of nobody."""
    mine = _concerns(facts).get(member.pk, [])
    left = _left_to_the_helm(facts) if facts.is_at_the_helm(member) else {}
    mine = [*mine, *((one, "helm") for number, few in left.values() if number <= FEW for one in few)]
    many = [_many(level, number, member) for level, (number, _few) in left.items() if number > FEW]
    words = say([finding for finding, _why in mine], member) if mine else []
    return [_expectation(said, finding, why, member) for said, (finding, why) in zip(words, mine, strict=True)] + many


def _expectation(said: Said, finding: Finding, why: str, member: Member) -> Expectation:
    page = next((link.href for link in said.links if link.href), "")
    return Expectation(
        kind=Kind.FINDING,
        key=f"finding:{said.digest}",
        title=said.title,
        reason=said.reason,
        why=str(_WHY[why]),
        act=said.fix if said.door else _("See"),
        url=said.door or page or reverse("workspace:findings", args=[member.workspace.slug]),
        grace_days=GRACE_DAYS[FindingLevel(finding.level.value)],
    )


def _many(level: FindingLevel, number: int, member: Member) -> Expectation:
    titles = {
        FindingLevel.ERROR: ngettext("%(n)d point of governance to fix", "%(n)d points of governance to fix", number),
        FindingLevel.WARNING: ngettext(
            "%(n)d point of governance to watch", "%(n)d points of governance to watch", number
        ),
        FindingLevel.QUESTION: ngettext(
            "%(n)d question on governance to answer", "%(n)d questions on governance to answer", number
        ),
    }
    return Expectation(
        kind=Kind.FINDING,
        key=f"findings:{level.value}",
        title=titles[level] % {"n": number},
        reason=_("They are listed together, the worst first, each with its fix. A few a week are soon done."),
        why=str(_WHY["helm"]),
        act=_("See the points"),
        url=reverse("workspace:findings", args=[member.workspace.slug]) + f"?level={level.value}",
        grace_days=GRACE_DAYS[level],
    )


def _points(facts: Facts) -> QuerySet[Point]:
    if "points" not in facts.seen:
        anyone = next(iter(facts.members.values()))  # only the workspace is read of them
        facts.seen["points"] = findings_now(anyone).points().exclude(level=FindingLevel.INFO)
    points: QuerySet[Point] = facts.seen["points"]
    return points


def _concerns(facts: Facts) -> Concerns:
    """Give each member's findings, but for those of the helm: read once for all, and only those of these members."""
    if "concerns" not in facts.seen:
        facts.seen["concerns"] = _shared_out(facts) if _anyone_concerned(facts) else {}
    concerns: Concerns = facts.seen["concerns"]
    return concerns


def _anyone_concerned(facts: Facts) -> bool:
    """Tell whether one of the members has a part in the duties or leads a ritual: readers wait for no judgement."""
    steers = any(not facts.members.keys().isdisjoint(keys) for keys in facts.steering.values())
    active = (Letter.ACCOUNTABLE, Letter.RESPONSIBLE)
    return (
        steers
        or Assignment.objects.filter(facts.among("member"), letter__in=active).exists()
        or Ritual.objects.filter(facts.among("owner"), is_active=True).exists()
    )


def _shared_out(facts: Facts) -> Concerns:
    found: Concerns = defaultdict(list)
    sponsors = [key for key in facts.steering.get(RoleKind.SPONSOR, []) if key in facts.members]
    wanted = Q(fix__in=_ABOUT_ONESELF) & facts.among("person") | Q(code="cadence")
    wanted |= Q(code="duty_responsible") & (
        Q() if facts.is_everyone else Q(duty__in=_answered().filter(facts.among("member")).values("duty"))
    )
    if sponsors:
        wanted |= Q(code="authority")
    points = list(_points(facts).filter(wanted))
    leaders, answerable = _leaders(points), _accountable(points)
    for point in points:
        match point.code:
            case "authority":
                why, keys = "sponsor", sponsors
            case "cadence":
                why, keys = "leader", leaders.get(str(point.subjects[0][1]), [])
            case "duty_responsible":
                why, keys = "accountable", answerable.get(point.duty, [])
            case _:
                why, keys = "person", [point.person] if point.person is not None else []
        for key in dict.fromkeys(keys):
            found[key].append((finding_of(point), why))
    return found


def _left_to_the_helm(facts: Facts) -> dict[FindingLevel, tuple[int, list[Finding]]]:
    """Give by level what nobody else is named for: how many there are, and the first few."""
    if "helm" not in facts.seen:
        taken = Q(fix__in=_ABOUT_ONESELF, person__isnull=False)
        taken |= Q(code="duty_responsible") & Q(Exists(_answered().filter(duty=OuterRef("duty"))))
        if facts.steering.get(RoleKind.SPONSOR):
            taken |= Q(code="authority")
        slipping = list(_points(facts).filter(code="cadence"))
        leaders = _leaders(slipping)
        led = [point.digest for point in slipping if str(point.subjects[0][1]) in leaders]
        left = _points(facts).exclude(taken).exclude(digest__in=led)
        numbers = dict(left.order_by().values_list("level").annotate(number=Count("pk")))
        facts.seen["helm"] = {
            level: (numbers[level], [finding_of(point) for point in left.filter(level=level)[:FEW]])
            for level in FindingLevel
            if level in numbers
        }
    found: dict[FindingLevel, tuple[int, list[Finding]]] = facts.seen["helm"]
    return found


def _answered() -> QuerySet[Assignment]:
    """List who answers for a duty and is still here: what was asked of one who left falls back to the helm."""
    return Assignment.objects.filter(letter=Letter.ACCOUNTABLE, member__is_active=True)


def _accountable(points: Iterable[Point]) -> dict[int | None, list[int]]:
    duties = [point.duty for point in points if point.code == "duty_responsible"]
    found: dict[int | None, list[int]] = defaultdict(list)
    if duties:
        for duty, member in _answered().filter(duty__in=duties).order_by("pk").values_list("duty_id", "member_id"):
            found[duty].append(member)
    return found


def _leaders(points: Iterable[Point]) -> dict[str, list[int]]:
    rituals = [int(point.subjects[0][1]) for point in points if point.code == "cadence"]
    if not rituals:
        return {}
    rows = Ritual.objects.filter(pk__in=rituals, owner__is_active=True)
    return {str(ritual): [owner] for ritual, owner in rows.values_list("pk", "owner_id")}
