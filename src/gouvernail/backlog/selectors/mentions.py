"""Whom a text names: `@Camille Leroy`, `@camille.leroy` or `@Camille` where there is only one."""

import re
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from gouvernail.web.palette import folded
from gouvernail.workspaces.models import Member

_AT = re.compile(r"(?<![\w.@-])@(?=\w)")
_WORD = re.compile(r"[\w.'’+-]*\w")
_OFFERED = 8


@dataclass
class Mentions:
    """Whom a text names, and the names that several people have."""

    people: list[Member] = field(default_factory=list)
    doubtful: dict[str, list[Member]] = field(default_factory=dict)


def mentions_in(text: str) -> Mentions:
    """Find the members whom a text names. Whoever left is not named, and a word that is nobody's is left alone.

    The whole name counts first, the longest one; then the part of the address before its `@`; then one name alone,
    first or last.
    """
    places = [found.end() for found in _AT.finditer(text)]
    mentions = Mentions()
    if not places:
        return mentions
    members = [(one, folded(str(one.user)), one.user.email.partition("@")[0].lower()) for one in _members()]
    for place in places:
        word, found = _meant(text[place:], members)
        if len(found) > 1:
            mentions.doubtful[word] = found[:_OFFERED]
        elif found and found[0] not in mentions.people:
            mentions.people.append(found[0])
    return mentions


def members_offered(text: str) -> list[Member]:
    """List the members whom what follows an `@` may begin to name."""
    rows = _members()
    for word in text.split():
        rows = rows.filter(Q(user__name__icontains=word) | Q(user__email__istartswith=word))
    return list(rows[:_OFFERED])


def _members() -> QuerySet[Member]:
    return Member.objects.filter(is_active=True).select_related("user").order_by("user__name", "pk")


def _meant(after: str, members: list[tuple[Member, str, str]]) -> tuple[str, list[Member]]:
    """Give the word that follows an `@`, and whom it may mean."""
    said = folded(after[:200])
    whole = [(name, one) for one, name, _address in members if said.startswith(name) and _ends(said, len(name))]
    if whole:
        longest = max(len(name) for name, _one in whole)
        return after[:longest], [one for name, one in whole if len(name) == longest]
    match = _WORD.match(after)
    word = match[0] if match else ""
    wanted = folded(word)
    by_address = [one for one, _name, address in members if address == wanted]
    return word, by_address or [one for one, name, _address in members if wanted in name.split()]


def _ends(text: str, place: int) -> bool:
    return place == len(text) or not text[place].isalnum()
