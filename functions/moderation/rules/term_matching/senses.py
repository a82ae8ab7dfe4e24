"""Words with an innocent sense: names ("Dick Fosbury"), and what the words beside them tell ("tits at the feeder").

Asked only about a word that is written plainly and whose entry names such a sense. It does not count where somebody
is addressed with it, or where the message says something else that counts.
"""

from collections.abc import Iterable, Set

from moderation.rules.term_matching.evidence import is_function_word
from moderation.text.common_words import COMMON

_ADDRESSING = frozenset("you u ya ur your youre my suck lick fat dumb stupid ugly fucking such".split())
_JOINING = frozenset(("and", "&", "und", "et", "y", "e", "de", "van", "von", "der", "i"))
_EDGES = ".,:;!?()[]\"'&"
_POSSESSIVE = ("'s", "’s")
_NAME_MIN = 3


class Senses:
    """What an entry's innocent senses are known by: words in its company (folded), and whether it is a name too."""

    __slots__ = ("company", "is_name")

    def __init__(self, company: str, is_name: bool) -> None:
        self.company = frozenset(company.split())
        self.is_name = is_name

    def innocent(self, content: str, first: int, last: int, words: Set[str]) -> bool:
        """Whether `content[first:last]` is meant innocently; `words` are the message's, folded."""
        before = content[:first].rsplit(None, 1)
        if before and before[-1].strip(_EDGES).replace("'", "").lower() in _ADDRESSING:
            return False
        return not self.company.isdisjoint(words) or (self.is_name and _is_name(content, first, last))


def _is_name(content: str, first: int, last: int) -> bool:
    written = content[first:last]
    start = content.rfind(" ", 0, first) + 1
    end = content.find(" ", last)
    chunk = content[start : len(content) if end < 0 else end]
    if "@" in chunk[1:] and "." in chunk:
        return True
    if not _titled(written):
        return False
    if written.endswith(_POSSESSIVE) or content.startswith(_POSSESSIVE, last) or "\\" in chunk:
        return True
    return _beside(reversed(content[:first].split())) or _beside(iter(content[last:].split()))


def _beside(words: Iterable[str]) -> bool:
    """Whether the nearest word, joining ones aside, is a name: with a capital, and no ordinary word."""
    for word in words:
        bare = word.strip(_EDGES)
        if bare and bare.lower() not in _JOINING:
            lower = bare.lower()
            return len(bare) >= _NAME_MIN and _titled(bare) and lower not in COMMON and not is_function_word(lower)
    return False


def _titled(word: str) -> bool:
    return word[:1].isupper() and word[1:].islower()
