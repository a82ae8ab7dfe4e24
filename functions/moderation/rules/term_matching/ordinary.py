"""Whether letters are ordinary words: one of the commonest, or several glued together."""

from moderation.text.common_words import COMMON, SQUASHED

# What several words glued together may have letters.
GLUE_MAX = 24
_ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly")
_LETTER_WORDS = frozenset("aiu")
# The shortest word of two.
_HALF_MIN = 3


def common(word: str) -> bool:
    """Whether a word, or what its ending is added to, is among the commonest."""
    if word in COMMON:
        return True
    if not word.endswith(_ENDINGS):
        return False
    return any(word.endswith(ending) and word[: -len(ending)] in COMMON for ending in _ENDINGS)


def two_words(token: str) -> bool:
    """Whether a token is a common word, or just two of them, like the island of pens."""
    return common(token) or any(
        token[:cut] in COMMON and common(token[cut:]) for cut in range(_HALF_MIN, len(token) - 2)
    )


def segments(text: str, shortest: int = 2) -> bool:
    """Whether squashed letters are a sequence of common words (or nothing, or digits, or digits behind them)."""
    if not text or text.isdigit():
        return True
    length = len(text)
    if length > GLUE_MAX:
        return False
    # Where a word may begin. Each place is looked at once: the words of a hostile text fit in very many ways.
    reached = [0]
    for start in reached:
        rest = text[start:]
        if rest.isdigit() or (length - start >= shortest and _known(rest)):
            return True
        for end in range(start + shortest, length - shortest + 1):
            if end not in reached and _known(text[start:end]):
                reached.append(end)
    return False


def _known(word: str) -> bool:
    return word in COMMON or word in SQUASHED or word in _LETTER_WORDS
