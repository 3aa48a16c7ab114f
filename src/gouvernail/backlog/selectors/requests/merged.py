"""Follow merges: where a request went, and which ones came to it. Merges may be undone, so nothing is flattened."""

from collections.abc import Iterable

from gouvernail.backlog.models import Request


def target_of(request: Request) -> Request:
    """Give the request that one was merged into, however far; itself where it was not."""
    seen = {request.pk}
    while request.merged_into_id is not None and request.merged_into_id not in seen:
        seen.add(request.merged_into_id)
        request = Request.objects.select_related("requester__user", "team").get(pk=request.merged_into_id)
    return request


def merged_with(keys: Iterable[int]) -> set[int]:
    """Give the keys of requests and of all that was merged into them, however far."""
    return set().union(*families_of(keys).values())


def families_of(keys: Iterable[int]) -> dict[int, set[int]]:
    """Give for each request its own key and those of all that was merged into it, however far.

    One query for each step of the longest chain, and one more.
    """
    wanted = set(keys)
    into: dict[int, set[int]] = {}  # what was merged into each, directly
    front, seen = wanted, set(wanted)
    while front:
        rows = Request.objects.filter(merged_into__in=front, removed_at=None).order_by()
        found = rows.values_list("pk", "merged_into_id")
        for key, target in found:
            into.setdefault(target or 0, set()).add(key)
        front = {key for key, _target in found} - seen
        seen |= front
    return {key: _below(key, into) for key in wanted}


def _below(key: int, into: dict[int, set[int]]) -> set[int]:
    found, front = {key}, {key}
    while front:
        front = set().union(*(into.get(one, set()) for one in front)) - found
        found |= front
    return found


def way_up(request: Request) -> list[Request]:
    """List a request, the one that it was merged into, and so on to the one that goes on."""
    way = [request]
    while way[-1].merged_into_id is not None:
        way.append(Request.objects.get(pk=way[-1].merged_into_id))
        if way[-1] in way[:-1]:
            break  # a circle is refused when it is written; what an import left must not hang
    return way
