"""Find the requests and items that are most like a text, while somebody types it. The index alone is read.

A term is weighed by how many documents have it, counted up to a limit when the question comes: no counter has to be
kept right by those who write, and a common term costs no more to ask than a rare one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gouvernail.backlog.bridge.similarity import (
    Likeness,
    Wanted,
    is_mistyped,
    ranked,
    spellings_of,
    stem,
    terms_kept,
    terms_of,
    wanted,
    words_of,
)
from gouvernail.backlog.models import Document, Item, Request, Spelling
from gouvernail.backlog.selectors.postings import documents_of_both, postings_counted, postings_latest

# [choice] Looked at with benchmarks/search.py: more of each finds hardly more of the labelled duplicates.
_TERMS_MOST = 24  # of what was typed: those of its title, then of its body
_COMMON = 256  # documents beyond which a term is common, and not counted further
_READ_MOST = 400  # postings read, the rarest terms first
_LOOKED_AT = 48  # documents whose terms are all compared
_ENOUGH = 12  # of them, below which documents that have two common terms are looked at too
_RARE = 2  # documents up to which a term may be a mistake
_LEAST_SHARE = 0.2  # of what is looked for; less is chance


@dataclass(frozen=True, kw_only=True)
class Similar:
    """A request or an item that may be the same need; `share` of the text it has, 0 to 1."""

    request: Request | None
    item: Item | None
    share: float

    @property
    def subject(self) -> Request | Item:
        """Give whichever it is."""
        found = self.request or self.item
        assert found is not None  # noqa: S101  # a document is of one or the other
        return found


def similar_to(
    title: str, *body: str, without: Request | None = None, most: int = 5, least: float = _LEAST_SHARE
) -> list[Similar]:
    """Find the requests and items that are most like a text; a request that was merged gives where it went.

    Parameters
    ----------
    body
        Texts that count after the title, as far as there is room.
    without
        The request that the text is of.
    least
        Share of the text that the other must have, 0 to 1.
    """
    shares = {one.key: one.share for one in likenesses(title, *body) if one.share >= least}
    keys = list(shares)[: 2 * most + 1]  # some were merged into others
    rows = Document.objects.select_related("request__merged_into__merged_into", "item").in_bulk(keys)
    seen: dict[tuple[bool, int], Similar] = {}
    for key in keys:
        if key in rows:
            one = _similar(rows[key], shares[key])
            if one.subject != without and one.subject.removed_at is None:
                seen.setdefault((one.item is None, one.subject.pk), one)
    return list(seen.values())[:most]


def likenesses(title: str, *body: str) -> list[Likeness]:
    """Put documents in order of likeness to a text: their keys, with the share of the text that each has.

    Three queries, or one more for each of: a term that next to nobody has (it may be mistyped), and terms that are all
    common.
    """
    terms = terms_of(title, *body)
    asked = list(dict.fromkeys([*terms.title, *terms.pairs, *terms.body]))[:_TERMS_MOST]
    if not asked:
        return []
    counts = postings_counted(asked, _COMMON)
    stand_ins = _stand_ins(counts, words_of(title, *body))
    looked_for = wanted(counts, stand_ins)
    keys = _candidates(looked_for, counts)
    rows = Document.objects.filter(pk__in=keys).order_by().values_list("pk", "title", "body")
    return ranked(looked_for, terms_kept(rows))


def _similar(document: Document, share: float) -> Similar:
    request = document.request
    while request is not None and request.merged_into is not None:
        request = request.merged_into
    return Similar(request=request, item=document.item, share=share)


def _stand_ins(counts: Mapping[str, int], typed: Iterable[str]) -> dict[str, str]:
    """Find the terms of words one mistake away from those typed whose term next to nobody has."""
    doubtful = spellings_of(word for word in typed if counts.get(stem(word), _COMMON) <= _RARE)
    if not doubtful:
        return {}
    meant = {form: word for word, forms in doubtful.items() for form in forms}
    rows = Spelling.objects.filter(form__in=meant).order_by("word", "form").values_list("form", "word").distinct()
    near = {stem(word): stem(meant[form]) for form, word in rows if is_mistyped(meant[form], word)}
    return {term: aim for term, aim in near.items() if term not in counts}


def _candidates(looked_for: Wanted, counts: Mapping[str, int]) -> list[int]:
    """Read the postings of the rarest terms, and keep the documents that have the most of them."""
    rare = sorted((term for term, count in counts.items() if 0 < count < _COMMON), key=lambda one: (counts[one], one))
    chosen, read = list(looked_for.stand_ins), 0
    for term in rare:
        chosen.append(term)
        read += counts[term]
        if read >= _READ_MOST:
            break
    scores: dict[int, float] = {}
    for term, document in postings_latest(chosen, _COMMON):
        aim = looked_for.stand_ins.get(term, term)
        scores[document] = scores.get(document, 0.0) + looked_for.weights[aim]
    if len(scores) < _ENOUGH:
        common = [term for term, count in counts.items() if count >= _COMMON]
        if len(common) > 1:
            scores = dict.fromkeys(documents_of_both(common[0], common[1], _LOOKED_AT), 0.0) | scores
    return sorted(scores, key=lambda key: (-scores[key], -key))[:_LOOKED_AT]
