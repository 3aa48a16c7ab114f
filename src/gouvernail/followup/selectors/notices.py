"""What notices lead to, besides their own page."""

from collections.abc import Iterable

from gouvernail.backlog.models import Answer, Item
from gouvernail.backlog.selectors.requests.answers import items_of
from gouvernail.followup.choices.words import News
from gouvernail.followup.models import Notice


def items_told(notices: Iterable[Notice]) -> dict[int, tuple[Item, ...]]:
    """Give, by the key of a notice of an answer, the items that the request became: three queries at most."""
    answers = {one.pk: _answer(one) for one in notices if one.kind == News.ANSWERED}
    found = Answer.objects.filter(pk__in=answers.values()).prefetch_related("made", "linked").in_bulk()
    return {key: items_of(found[answer]) for key, answer in answers.items() if answer in found}


def _answer(notice: Notice) -> int:
    return int(notice.cause.rpartition(":")[2])
