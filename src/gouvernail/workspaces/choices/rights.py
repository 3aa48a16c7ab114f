"""The one table of rights. Services, pages and the documentation's matrix derive from it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from gouvernail.workspaces.choices.words import RoleKind


class Right(TextChoices):
    """One thing that a role may do, named by what a person sees change."""

    WORKSPACE_READ = "workspace_read", _("Read the workspace")
    WORKSPACE_EDIT = "workspace_edit", _("Change the settings of the workspace")
    WORKSPACE_DELETE = "workspace_delete", _("Delete the workspace")
    WORKSPACE_EXPORT = "workspace_export", _("Export everything that the workspace holds")
    PEOPLE_INVITE = "people_invite", _("Invite people")
    PEOPLE_EDIT = "people_edit", _("Change teams, roles and terms; deactivate people")
    DUTY_EDIT = "duty_edit", _("Change duties and who holds them")
    FINDING_READ = "finding_read", _("Read what is wrong with the duties")
    RITUAL_EDIT = "ritual_edit", _("Plan rituals and record attendance")
    REQUEST_ADD = "request_add", _("Ask for something, and say that one has the same need")
    REQUEST_TRIAGE = "request_triage", _("Sort requests, and answer those who asked")
    ITEM_EDIT = "item_edit", _("Write items of the backlog, their objective and their state")
    EFFORT_EDIT = "effort_edit", _("Say what an item takes of a team")
    COMMENT_ADD = "comment_add", _("Comment, and attach files")
    STRATEGY_EDIT = "strategy_edit", _("Say what the CRM is for: the compass and its objectives")
    READING_ADD = "reading_add", _("Note readings of the measure of an objective")
    ROUND_EDIT = "round_edit", _("Open rounds of opinions, and reveal them")
    VALUE_RATE = "value_rate", _("Judge the business value")
    COMPLEXITY_RATE = "complexity_rate", _("Judge the complexity")
    EVIDENCE_ADD = "evidence_add", _("Bring evidence of an urgency")
    EVIDENCE_VERIFY = "evidence_verify", _("Verify an evidence that somebody else brought")
    RANKING_EDIT = "ranking_edit", _("Change the weights and the rules of the ranking")
    SCENARIO_EDIT = "scenario_edit", _("Keep scenarios of what fits in a capacity")
    BACKLOG_IMPORT = "backlog_import", _("Bring requests and items from another tool, and take an import back")
    DIAGNOSIS_RUN = "diagnosis_run", _("Import files and run a diagnosis")
    DIAGNOSIS_ANNOTATE = "diagnosis_annotate", _("Annotate the findings of a diagnosis")
    DIAGNOSIS_SHARE = "diagnosis_share", _("Share a report by a link that expires")
    DECISION_TAKE = "decision_take", _("Decide, and go back on a decision")
    TRAIL_READ = "trail_read", _("Read and export the trail")
    JOB_MANAGE = "job_manage", _("Retry and cancel the jobs of others")


_EVERYONE = frozenset(RoleKind)
_STEERING = frozenset({RoleKind.PRODUCT_OWNER, RoleKind.PROXY_PO, RoleKind.ADMINISTRATOR})

RIGHTS: dict[Right, frozenset[RoleKind]] = {
    Right.WORKSPACE_READ: _EVERYONE,
    Right.WORKSPACE_EDIT: frozenset({RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR}),
    Right.WORKSPACE_DELETE: frozenset({RoleKind.ADMINISTRATOR}),
    Right.WORKSPACE_EXPORT: frozenset({RoleKind.ADMINISTRATOR}),
    Right.PEOPLE_INVITE: _STEERING,
    Right.PEOPLE_EDIT: frozenset({RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR}),
    Right.DUTY_EDIT: _STEERING | {RoleKind.SPONSOR},
    Right.FINDING_READ: _STEERING | {RoleKind.SPONSOR, RoleKind.REVIEWER},
    Right.RITUAL_EDIT: _STEERING | {RoleKind.SPONSOR},
    Right.REQUEST_ADD: _EVERYONE - {RoleKind.REVIEWER},
    Right.REQUEST_TRIAGE: _STEERING,
    Right.ITEM_EDIT: _STEERING,
    Right.EFFORT_EDIT: _STEERING | {RoleKind.BUILDER},
    Right.COMMENT_ADD: _EVERYONE,
    Right.STRATEGY_EDIT: frozenset({RoleKind.PRODUCT_OWNER, RoleKind.SPONSOR, RoleKind.ADMINISTRATOR}),
    Right.READING_ADD: _STEERING | {RoleKind.SPONSOR, RoleKind.DATA_OWNER},
    Right.ROUND_EDIT: _STEERING,
    Right.VALUE_RATE: frozenset({RoleKind.SPONSOR, RoleKind.PRODUCT_OWNER, RoleKind.PROXY_PO, RoleKind.CHAMPION}),
    Right.COMPLEXITY_RATE: frozenset({RoleKind.BUILDER, RoleKind.DATA_OWNER}),
    Right.EVIDENCE_ADD: _EVERYONE - {RoleKind.REVIEWER},
    Right.EVIDENCE_VERIFY: _STEERING | {RoleKind.SPONSOR, RoleKind.DATA_OWNER},
    Right.RANKING_EDIT: frozenset({RoleKind.PRODUCT_OWNER, RoleKind.SPONSOR, RoleKind.ADMINISTRATOR}),
    Right.SCENARIO_EDIT: _STEERING | {RoleKind.SPONSOR},
    Right.BACKLOG_IMPORT: _STEERING,
    Right.DIAGNOSIS_RUN: _STEERING | {RoleKind.SPONSOR, RoleKind.REVIEWER},
    Right.DIAGNOSIS_ANNOTATE: _STEERING | {RoleKind.SPONSOR, RoleKind.REVIEWER},
    Right.DIAGNOSIS_SHARE: _STEERING | {RoleKind.SPONSOR},
    Right.DECISION_TAKE: frozenset({RoleKind.SPONSOR, RoleKind.PRODUCT_OWNER, RoleKind.ADMINISTRATOR}),
    Right.TRAIL_READ: frozenset({RoleKind.ADMINISTRATOR, RoleKind.REVIEWER, RoleKind.PRODUCT_OWNER}),
    Right.JOB_MANAGE: frozenset({RoleKind.ADMINISTRATOR, RoleKind.PRODUCT_OWNER}),
}

# A judgement that a role is asked for, and no power over others: whoever may invite may give it without having it.
# Business people and builders judge apart (method, section 1.2), so nobody could invite both otherwise.
EXPERTISE = frozenset({Right.VALUE_RATE, Right.COMPLEXITY_RATE})
