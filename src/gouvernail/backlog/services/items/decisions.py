"""Decide on an item: the register keeps the decision, the item is told of, those who asked read why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gouvernail.backlog.choices.items import RANKED
from gouvernail.backlog.models import Item
from gouvernail.backlog.selectors.items.decisions import facts_on, goes_against
from gouvernail.backlog.services.items.items import item_lock
from gouvernail.backlog.services.numbers import backlog_lock
from gouvernail.backlog.services.telling import decision_tell
from gouvernail.decisions.models import Decision
from gouvernail.decisions.services.drafts import Draft, Known, Room
from gouvernail.decisions.services.register import decision_record
from gouvernail.workspaces.choices.rights import Right
from gouvernail.workspaces.models import Member
from gouvernail.workspaces.services.door import require


@transaction.atomic
def item_decide(*, actor: Member, item: Item, draft: Draft, room: Room | None = None) -> Decision:
    """Decide on an item with what is known of it now; its state stays what it is: deciding is not building.

    Raises
    ------
    Forbidden, StaleDecision, ValidationError
        The last where the item was removed meanwhile, is done or dropped, or names a field (`decision_record`).
    """
    require(actor, Right.DECISION_TAKE)
    # First: who decides and who answers requests never wait for each other in a circle.
    backlog_lock(actor.workspace_id)
    locked = item_lock(item)
    if locked.state not in RANKED:
        raise ValidationError(
            _("%(key)s is in the state “%(state)s” already.") % {"key": locked.key, "state": locked.get_state_display()}
        )
    facts = facts_on(locked, actor)
    known = Known(facts=facts, is_override=goes_against(facts, draft.verdict))
    decision = decision_record(actor=actor, subject=locked, draft=draft, known=known, room=room)
    decision_tell(decision, locked)
    return decision
