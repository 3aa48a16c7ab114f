"""Judge the duties once for all readers: what was found is kept until something that it was judged on changes.

Keeping it is no act of anybody: it asks for no right and leaves no line in the trail. What is kept is never trusted
longer than it should be: it was judged today, by the rules of this version, and no mark was set since
(`services/watching.py`). Who finds it otherwise judges again; others who come meanwhile wait for that, then read it.
"""

from datetime import date
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists

from gouvernail.workspaces.bridge import findings_on, point_of, rules_stamp
from gouvernail.workspaces.models import Judgement, Mark, Point, Workspace

_KEPT = ("rank", "level", "fix", "values")  # what may differ between two findings of the same key
_AT_ONCE = 1_000


def judgement_refresh(workspace: Workspace, day: date) -> None:
    """Have the points of a workspace be those of a day: one query where they are, a judgement where they are not.

    Call in the workspace's scope.
    """
    if not _is_fresh(day):
        _judge(workspace, day)


def _is_fresh(day: date) -> bool:
    return Judgement.objects.filter(~Exists(Mark.objects.all()), day=day, rules=rules_stamp()).exists()


@transaction.atomic
def _judge(workspace: Workspace, day: date) -> None:
    kept, _is_new = Judgement.objects.select_for_update().get_or_create(workspace=workspace)
    if _is_fresh(day):  # somebody else judged while this one waited
        return
    # The marks first: one that is set while the rows are read stays, and has them judged again. They are removed one by
    # one: of two marks, the lower may be the one that was committed later.
    marks = list(Mark.objects.values_list("pk", flat=True))
    found = [point_of(finding) for finding in findings_on(day, ZoneInfo(workspace.time_zone))]
    _keep(workspace, found)
    Mark.objects.filter(pk__in=marks).delete()
    kept.day, kept.rules = day, rules_stamp()
    kept.save(update_fields=["day", "rules"])


def _keep(workspace: Workspace, found: list[Point]) -> None:
    """Write what is new or says otherwise, remove what is mended: after most changes, a few rows."""
    known = {point.digest: point for point in Point.objects.all()}
    new, changed = [], []
    for point in found:
        old = known.pop(point.digest, None)
        if old is None:
            point.workspace = workspace
            new.append(point)
        elif any(getattr(old, name) != getattr(point, name) for name in _KEPT):
            point.pk = old.pk
            changed.append(point)
    Point.objects.filter(pk__in=[point.pk for point in known.values()]).delete()
    Point.objects.bulk_update(changed, _KEPT, batch_size=_AT_ONCE)
    Point.objects.bulk_create(new, batch_size=_AT_ONCE)
