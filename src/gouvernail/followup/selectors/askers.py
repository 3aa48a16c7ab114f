"""Who has a need: whom what becomes of it concerns."""

from collections.abc import Iterable

from gouvernail.backlog.models import Request, Voice


def askers_of(family: Iterable[int]) -> set[int]:
    """Give the members who need these requests, wrote them for somebody, or said that they need them too.

    Who imported a request is not one of them: its author is who imported it.

    Parameters
    ----------
    family
        Keys of requests.

    Returns
    -------
    set
        Keys of members, those who left too.
    """
    keys = list(family)
    rows = Request.objects.filter(pk__in=keys).values_list("requester_id", "author_id", "origin")
    found = {key for needs, wrote, origin in rows for key in (needs, None if origin else wrote)}
    found |= set(Voice.objects.filter(request__in=keys).values_list("member_id", flat=True))
    return {key for key in found if key is not None}
