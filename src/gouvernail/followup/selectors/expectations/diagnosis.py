"""Reports that wait for the word of a reviewer."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gouvernail.diagnosis.models import Annotation, Report
from gouvernail.followup.choices.words import Kind
from gouvernail.followup.selectors.expectation import Expectation
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.choices.words import RoleKind
from gouvernail.workspaces.models import Member

RECENT = timedelta(days=30)
READ_WITHIN = timedelta(days=7)  # [choice]


def expected(member: Member, facts: Facts) -> list[Expectation]:
    """List the last report without a note of a reviewer; older ones are no longer worth reading."""
    if RoleKind.REVIEWER not in facts.kinds_held(member):
        return []
    report = _last(facts)
    noted = Annotation.objects.filter(report=report, author=member, removed_at=None).exists() if report else True
    return [] if report is None or noted else [_expectation(report, facts)]


def _last(facts: Facts) -> Report | None:
    if "report" not in facts.seen:
        newer = Report.objects.filter(replaces=OuterRef("pk"), removed_at=None)
        rows = Report.objects.filter(removed_at=None, is_sample=False, created_at__gte=facts.now - RECENT)
        facts.seen["report"] = rows.exclude(Exists(newer)).order_by("-created_at", "-pk").first()
    report: Report | None = facts.seen["report"]
    return report


def _expectation(report: Report, facts: Facts) -> Expectation:
    made_on = facts.day_of(report.created_at)
    return Expectation(
        kind=Kind.REPORT,
        key=f"report:{report.pk}",
        title=_("Read and annotate “%(title)s”") % {"title": report.title},
        reason=_("A diagnosis of %(day)s that nobody from outside has questioned yet.")
        % {"day": date_format(made_on, "MONTH_DAY_FORMAT")},
        why=_("You are an external reviewer."),
        act=_("Read the report"),
        url=reverse("diagnosis:report_detail", args=[facts.workspace.slug, report.pk]),
        since=made_on,
        due_on=made_on + READ_WITHIN,
    )
