"""Keep, for each member, since when each thing is expected; forget what no longer is."""

from collections.abc import Mapping

from django.db import transaction

from gouvernail.followup.models import Line
from gouvernail.followup.selectors.expectation import Item
from gouvernail.followup.selectors.facts import Facts
from gouvernail.workspaces.models import Member


def lines_keep(*, facts: Facts, items: Mapping[Member, list[Item]]) -> list[Line]:
    """Bring the lines of some members up to date; gives those that are new. Nothing to change is nothing written.

    Reading one's week calls this too: what is shown there can be answered, and the count in the rail follows.
    """
    wanted = {(member.pk, item.key): item for member, theirs in items.items() for item in theirs}
    keys = {member.pk for member in items}
    known = {key: line for key, line in facts.lines.items() if key[0] in keys}
    new = [
        Line(
            workspace=facts.workspace,
            member_id=member,
            key=key,
            kind=item.expectation.kind,
            since=item.since,
            due_on=item.due_on,
        )
        for (member, key), item in wanted.items()
        if (member, key) not in known
    ]
    moved = []
    for key, line in known.items():
        item_now = wanted.get(key)
        if item_now is None:
            continue
        asks_again = line.answer != item_now.answer  # more came since the person spoke of it
        if asks_again or item_now.due_on != line.due_on:
            line.due_on = item_now.due_on
            if asks_again:
                line.answer, line.returns_on, line.answered_at = item_now.answer, None, None
            moved.append(line)
    gone = [line.pk for key, line in known.items() if key not in wanted]
    if new or moved or gone:
        with transaction.atomic():
            Line.objects.bulk_create(new, ignore_conflicts=True)  # somebody else may keep the same lines just now
            Line.objects.bulk_update(moved, ["due_on", "answer", "returns_on", "answered_at"])
            Line.objects.filter(pk__in=gone).delete()
    return new
