"""Texts as people type them: no capital, no accent, words that carry meaning."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")
_SHORTEST = 2
_LONGEST = 24  # characters of a word that count; longer ones are addresses and pasted keys
# The words of both languages that say nothing of the subject, accents aside, and those of every request.
_SAY_NOTHING = """
a ai ainsi alors apres au aucun aucune aussi autre autres aux avant avec avoir c ca car ce cela ces cet cette ceux
chaque ci comme comment d dans de des deja depuis deux devons doit doivent donc dont du elle elles en encore entre
est et etaient etait etant etc ete etre eu eux faire fait faut font il ils j je jusqu l la le les leur leurs lors
lorsque lui m ma mais me meme memes mes moi mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut
peuvent plus plusieurs pour pourquoi pouvoir puis qu quand que quel quelle quelles quels qui quoi s sa sans sauf se
sera ses si soit son sont sous souvent sur t ta te tes toi ton tous tout toute toutes tres trop tu un une vos votre
vous y voudrais voudrait souhaite souhaitons besoin aimerions

about after all also am an and any are as at be because been before being between both but by can cannot could did
do does doing don each every for from had has have having he her here him his how however i if in into is it its
just like me more most much must my need needs needed no not of on once only or other our out over own please same
she should so some such than that the their them then there these they this those through to too under until up us
very was we were what when where which while who why will with without would you your
"""
STOP_WORDS = frozenset(_SAY_NOTHING.split())


class _Bare(dict[int, int | None]):
    """What `str.translate` keeps of a character: nothing of a mark. Each is looked up once for all."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_BARE = _Bare()


def fold(text: str) -> str:
    """Write a text in lower case without accents: `Écœuré` is `ecoeure`."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFD", text)
    for _turn in range(2):  # some letters are a capital only once they are spread (Unicode, D146)
        spread = unicodedata.normalize("NFKD", spread.casefold())
    plain = spread.translate(_BARE)
    return plain.replace("œ", "oe").replace("æ", "ae")


def words(text: str) -> list[str]:
    """List the words that carry meaning, folded, in order, cut to 24 characters."""
    return [word[:_LONGEST] for word in _WORD.findall(fold(text)) if len(word) >= _SHORTEST and word not in STOP_WORDS]
