"""Words written by ear: "kawk", "fukk", "azzhole", "beyotch", "phaggit", "shyt"."""

from collections.abc import Callable

from moderation.text.pieces import squash

# Written letters of a word: shorter ones sound alike by chance.
SHORTEST, LONGEST = 4, 16
# With so few sounds only an entry itself is told by them, and none of its forms.
FEW_SOUNDS = 3
# Spellings of one sound, in this order; written > heard. A sound that is not heard vanishes.
_SPELLED = tuple(
    (written, heard.strip("-"))
    for written, _, heard in (
        item.partition(">")
        for item in (
            "ck>k cq>k qu>kw tch>C tsh>C sch>S sh>S ch>C ph>f gh>g wh>w kn>n wr>r dg>j gg>g "
            "ci>si ce>se cy>si c>k q>k z>s x>ks "
            "augh>o aw>o au>o ough>o oa>o ah>a oh>o eh>e ih>i "
            "eye>i ey>i eau>o ee>i ea>i ei>i ie>i ia>i eo>i oo>u ou>u ew>u ue>u ui>u y>i"
        ).split()
    )
)
_ENDINGS = (("er", "a"), ("ar", "a"), ("or", "a"), ("ur", "a"), ("uh", "a"), ("ing", "in"), ("e", ""))


def sound(word: str) -> str:
    """How a folded word sounds, roughly: two spellings of one word have the same sound."""
    for written, heard in _SPELLED:
        if written in word[1:] or word.startswith(written):
            word = word.replace(written, heard)
    word = squash(word)
    for ending, heard in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 1:
            word = word[: -len(ending)] + heard
            break
    return word[0] + word[1:].replace("h", "")


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
