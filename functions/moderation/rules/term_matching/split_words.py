"""Whether pieces side by side are one word that somebody cut."""

from _bisect import bisect_right  # bisect itself would be one more module to load in a cold start

from moderation.rules.term_matching.between import Between
from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.evidence import Evidence, is_function_word, shared_languages
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import Pattern
from moderation.text.pieces import run_lengths, run_starts

_SINGLE_WORDS = frozenset("aiou0123456789")


class Split:
    """Asked about some of the pieces of one reading."""

    __slots__ = ("_between", "_evidence", "_pieces")

    def __init__(self, pieces: list[Piece], between: Between) -> None:
        self._pieces = pieces
        self._between = between
        self._evidence: Evidence | None = None

    def meant(self, words: list[str], first: int, final: int) -> bool:
        """Whether pieces, of which `words` are the letters, are not words of their own side by side."""
        between = self._between
        if max(map(len, words)) == 1:
            return not (_SINGLE_WORDS.issuperset(words) or between.goes_on(first, final))
        if all(word in _SINGLE_WORDS or common(word) for word in words):
            return False
        if any(map(between.punctuated, range(first + 1, final + 1))) and not self._torn(words):
            return False
        if len(words[0]) == 1 and between.after_sign(first):
            return False
        if between.hyphen_behind(final) and is_function_word(words[-1]):
            # The first part of a name: "an al-Andalus exhibition".
            return False
        shared = shared_languages([word for word in words if word not in _SINGLE_WORDS])
        if not shared:
            return True
        return self._languages().speaks_for("en", shared)

    def _torn(self, words: list[str]) -> bool:
        """Whether words on both sides of a sentence's end are none by themselves: "di... ck"."""
        if not all(len(word) > 1 and word.isalpha() and not common(word) for word in words):
            return False
        return not self.foreign() or not any(map(is_function_word, words))

    def foreign(self) -> bool:
        """Whether the message is written in another language than English."""
        return self._languages().speaks_against("en")

    def spoken(self, languages: tuple[str, ...], words: list[str]) -> bool:
        """Whether a cut word of a lexicon's languages may be meant: "she buys a mini" is no Turkish."""
        if languages[:1] in ((), ("en",)):
            return True
        if words[0] in _SINGLE_WORDS:
            return self._languages().speaks_for(languages[0])
        return not self._languages().speaks_against(languages[0])

    def _languages(self) -> Evidence:
        if self._evidence is None:
            self._evidence = Evidence(piece[0] for piece in self._pieces)
        return self._evidence


def spelled_like(pattern: Pattern, words: list[str]) -> bool:
    """Whether each letter is there as often as in the pattern, or plainly stretched: doubles come of chance."""
    together = "".join(words)
    if len(together) == pattern.length:
        return not pattern.runs
    least = pattern.runs.ljust(pattern.length, "1")
    have = run_lengths(together)
    if len(have) != pattern.length:
        return False
    if not all(there == wanted or there > "2" for there, wanted in zip(have, least, strict=True)):
        return False
    starts = run_starts(together)
    at = 0
    for word in words[:-1]:
        at += len(word)
        # A double across a gap is one letter twice only if the term has it twice.
        if at not in starts and least[bisect_right(starts, at) - 1] == "1":
            return False
    return True
