"""What counts as emoji. Blocks rather than a property table: a symbol that Unicode assigns later is covered too."""

from itertools import pairwise

from moderation.text.clusters import cluster_starts

# Asks for the picture of a sign that is text otherwise (an arrow, a heart); encloses a figure in a key.
_PICTURE = "\ufe0f"
_KEY = "\u20e3"


def is_emoji(cluster: str) -> bool:
    """Whether a visible character, of one or more code points, is a picture."""
    code = ord(cluster[0])
    return (
        0x1F000 <= code <= 0x1FAFF
        or 0x2600 <= code <= 0x27BF
        or 0x2B05 <= code <= 0x2B55
        or 0x23E9 <= code <= 0x23FA
        or code in (0x231A, 0x231B)
        or _KEY in cluster
        or (_PICTURE in cluster and not cluster[0].isalnum() and not cluster[0].isspace())
    )


def clusters(content: str) -> list[str]:
    """The visible characters of a text."""
    starts = cluster_starts(content)
    if len(starts) == len(content):
        return list(content)
    return [content[start:end] for start, end in pairwise([*starts, len(content)])]


def count_emoji(signs: list[str]) -> int:
    """Pictures among visible characters: joined sequences, flags, keys and skin tones count once."""
    pictures = {sign for sign in set(signs) if is_emoji(sign)}
    return sum(sign in pictures for sign in signs) if pictures else 0
