"""Keep what a decision is found by, in the transaction of whoever writes it."""

from collections.abc import Iterable

from django.db import transaction

from gouvernail.decisions.bridge import stem, words
from gouvernail.decisions.models import Decision, DecisionTerm
from gouvernail.decisions.selectors.register import details_of
from gouvernail.workspaces.models import Workspace

_MOST = 400  # distinct stems of one decision


def terms_write(decision: Decision, said: Iterable[str]) -> None:
    """Have a decision found by its words and by what people said of it; it is never written again."""
    texts = (decision.sentence, decision.subject_label, decision.reason, *said)
    stems = list(dict.fromkeys(stem(word) for text in texts for word in words(text)))[:_MOST]
    DecisionTerm.objects.bulk_create(
        DecisionTerm(workspace_id=decision.workspace_id, decision=decision, term=one) for one in stems
    )


@transaction.atomic
def register_index_rebuild(workspace: Workspace) -> int:
    """Write the index of a workspace's register anew, in its scope, and say how many decisions are found by it."""
    DecisionTerm.objects.filter(workspace=workspace).delete()
    count = 0
    for count, decision in enumerate(Decision.objects.order_by("number").iterator(), start=1):  # noqa: B007  # counted
        terms_write(decision, [one.words for one in details_of(decision, {}).said])
    return count
