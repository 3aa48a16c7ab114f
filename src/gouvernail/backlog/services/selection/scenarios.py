"""Keep what fits in a capacity under a name, for all readers; call it otherwise; take it away, and bring it back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gouvernail.backlog.models import Scenario
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require
from gouvernail.workspaces.services.trail import changed, record


@transaction.atomic
def scenario_keep(*, actor: Member, scenario: Scenario, title: str) -> Scenario:
    """Give an answer a title, and so keep it; or another title to one that is kept.

    Raises
    ------
    Forbidden, ValidationError
        The second named by field: no title, or an answer that is not computed yet.
    """
    require(actor, Right.SCENARIO_EDIT)
    locked = _locked(scenario)
    title = title.strip()
    if not title:
        raise ValidationError({"title": _("Give it a title: others will choose by it.")})
    if not locked.result:
        raise ValidationError({"title": _("It is not computed yet: keep it once its answer is there.")})
    verb = "scenario_rename" if locked.title else "scenario_keep"
    changes = changed(locked, title=title)
    locked.full_clean(exclude=["workspace"])
    if changes:
        locked.save(update_fields=["title"])
        record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)
    return locked


@transaction.atomic
def scenario_remove(*, actor: Member, scenario: Scenario) -> None:
    """Take a scenario away; it can be brought back.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.SCENARIO_EDIT)
    _mark(actor, scenario, "scenario_remove", is_removed=True)


@transaction.atomic
def scenario_restore(*, actor: Member, scenario: Scenario) -> None:
    """Bring back a scenario that was taken away.

    Raises
    ------
    Forbidden
    """
    require(actor, Right.SCENARIO_EDIT)
    _mark(actor, scenario, "scenario_restore", is_removed=False)


def _mark(actor: Member, scenario: Scenario, verb: str, *, is_removed: bool) -> None:
    locked = _locked(scenario)
    if (locked.removed_at is not None) == is_removed:
        return
    changes = changed(locked, removed_at=timezone.now() if is_removed else None)
    locked.save(update_fields=["removed_at"])
    record(workspace=actor.workspace, actor=actor, verb=verb, subject=locked, changes=changes)


def _locked(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update(of=("self",)).defer("settings").get(pk=scenario.pk)
