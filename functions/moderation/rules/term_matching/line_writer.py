"""Writes what `keyed_lines` and `pattern_search` read. Runs when a policy is compiled, never in a review."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from moderation.rules.term_matching.keyed_lines import PER_BLOCK, block_of
from moderation.rules.term_matching.pattern_search import BEGINNING

# Keys in a block, on average.
_KEYS_PER_BLOCK = 4


def joined(parts: Sequence[bytes]) -> bytes:
    """Parts one after the other, behind a line with their sizes."""
    return b"".join((" ".join(str(len(part)) for part in parts).encode(), b"\n", *parts))


def numbered_lines(texts: Sequence[str]) -> bytes:
    """Data of `NumberedLines`."""
    return _blocks("\n".join(texts[at : at + PER_BLOCK]) for at in range(0, len(texts), PER_BLOCK))


def keyed_lines(said: Mapping[str, str]) -> bytes:
    """Data of `KeyedLines`; keys are in order, so that the same content gives the same bytes."""
    # Odd, because an even number would put keys that end alike into the same blocks.
    blocks = [""] * (len(said) // _KEYS_PER_BLOCK | 1)
    for key in sorted(said):
        blocks[block_of(key, len(blocks))] += f"\n{key}\t{said[key]}"
    return _blocks(blocks)


def searched_lines(patterns: Sequence[str]) -> bytes:
    """Data of `PatternSearch` for patterns in order, without a repetition: their numbers are their places."""
    said: dict[str, str] = {}
    for number, pattern in enumerate(patterns):
        beginning = pattern[:BEGINNING]
        said[beginning] = f"{said.get(beginning, number)}\t{pattern[BEGINNING:]}"
    return keyed_lines(said)


def _blocks(texts: Iterable[str]) -> bytes:
    encoded = [text.encode("utf-8", "replace") for text in texts]
    ends = accumulate(map(len, encoded), initial=0)
    return joined((b"".join(end.to_bytes(4, "little") for end in ends), b"".join(encoded)))
