"""Words written by ear: "kawk", "fukk", "azzhole", "beyotch", "phaggit", "shyt"."""

from collections.abc import Callable

from moderation.text.pieces import compiled, squash

# Written letters of a word: shorter ones sound alike by chance.
SHORTEST, LONGEST = 4, 16
# With so few sounds only an entry itself is told by them, and none of its forms.
FEW_SOUNDS = 3
_ENDINGS = ("er", "ar", "or", "ur", "uh", "ing", "e")
_UNSTRESSED = {"ing": "in", "e": ""}


def _spellings(spelled: str) -> tuple[tuple[str, str], ...]:
    """Spellings of one sound, in the order in which they are heard: written > heard."""
    return tuple((written, heard) for written, _, heard in (item.partition(">") for item in spelled.split()))


# Each group is gone through only for words that have what all its spellings have: most have next to none.
_OF_C = _spellings("ck>k cq>k")
_OF_H = _spellings("tch>C tsh>C sch>S sh>S ch>C ph>f gh>g wh>w")
_CONSONANTS = _spellings("kn>n wr>r dg>j gg>g")
_SOFT = _spellings("ci>si ce>se cy>si c>k")
_SINGLE = _spellings("q>k z>s x>ks")
_VOWELS = _spellings(
    "aw>o au>o oa>o ah>a oh>o eh>e ih>i eye>i ey>i eau>o ee>i ea>i ei>i ie>i ia>i eo>i oo>u ou>u ew>u ue>u ui>u y>i"
)
_TWO_VOWELS = r"y|[aeio][aeiouhw]|u[ei]"


def sound(word: str) -> str:
    """How a folded word sounds, roughly: two spellings of one word have the same sound."""
    if "c" in word:
        word = _heard(word, _OF_C)
    if "qu" in word:
        word = word.replace("qu", "kw")
    if "h" in word:
        word = _heard(word, _OF_H)
    word = _heard(word, _CONSONANTS)
    if "c" in word:
        word = _heard(word, _SOFT)
    word = _heard(word, _SINGLE)
    if compiled(_TWO_VOWELS).search(word) is not None:
        word = _heard(word, _VOWELS)
    word = squash(word)
    if word.endswith(_ENDINGS):
        word = _unstressed(word)
    return word[0] + word[1:].replace("h", "")


def _heard(word: str, spellings: tuple[tuple[str, str], ...]) -> str:
    for written, heard in spellings:
        if written in word:
            word = word.replace(written, heard)
    return word


def _unstressed(word: str) -> str:
    """A word with its ending as it is said in haste."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            return word[: -len(ending)] + _UNSTRESSED.get(ending, "a")
    return word


def key_of(word: str) -> str:
    """Under which the term is kept that sounds like a word; "" for words that have no such key."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isascii() or not word.isalpha():
        return ""
    heard = sound(word)
    return f"&{heard}" if len(heard) >= FEW_SOUNDS else ""


def by_ear(words_at: Callable[[str], str], token: str) -> int | None:
    """The term that sounds like a token; `words_at` gives its number for a key, or ""."""
    key = key_of(token)
    heard = words_at(key) if key else ""
    return int(heard) if heard else None
