"""The pieces of one chunk: letters and digits without a separator, judged one by one and all together."""

from collections.abc import Iterable

from moderation.rules.term_matching.decoded import stands
from moderation.rules.term_matching.ordinary import common
from moderation.rules.term_matching.term_table import Finding, TermTable
from moderation.rules.term_matching.token_judge import judge
from moderation.rules.term_matching.whole_token import resolve
from moderation.text.pieces import WORD, compiled, squash

# Letters, where they start and end in the chunk, and the letters squashed.
Piece = tuple[str, int, int, str]
_AROUND_NUMBERS = ".,!?;:'\")]}>*~-\"'([{<#@"
# What may stand around one word.
_AROUND_WORDS = _AROUND_NUMBERS + "/\\|=+&^%$"
_LONG_CHUNK = 60
_LONG_MIXTURE = 6
_SHORT = 3
_SHORT_PART = 4
_LETTERS_MIN = 2
# What English adds to a word behind an apostrophe.
_ENDING = r"'+(s|re|ll|ve|d|m)$"


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a text; apostrophes inside words are dropped from the letters."""
    bare = text.strip(_AROUND_WORDS)
    if bare.isalpha():
        start = text.index(bare)
        return ((bare, start, start + len(bare), squash(bare)),)
    pieces = []
    for match in compiled(WORD).finditer(text):
        letters = match[0]
        if "'" in letters:
            letters = letters.replace("'", "")
        start, end = match.span()
        pieces.append((letters, start, end, squash(letters)))
    return tuple(pieces)


def judge_each(table: TermTable, text: str, pieces: Iterable[Piece], alone: bool, reading: str) -> list[Finding]:
    """What each piece says by itself; `alone` if the chunk has no other. `reading` is "" for the text as written."""
    found: list[Finding] = []
    for letters, start, end, key in pieces:
        if reading and letters == text[start:end]:
            continue
        if letters.isdigit() and text.strip(_AROUND_NUMBERS) != letters:
            # A code is a number by itself, not part of a price, a time or an address.
            continue
        if "'" in text:
            letters = _owner(letters, text[start:end])
            key = squash(letters)
        at: list[int] = []
        for first, last, term, how in judge(table, letters, key, guess=not reading):
            if how == "misspelled" and not alone and len(letters) <= _SHORT_PART:
                # SHT_REL: short parts of a name are abbreviations.
                continue
            if reading and not stands(letters, text[start:end], first, last, how):
                continue
            at = at or _positions(letters, text, start, end)
            found.append((at[first], at[last - 1] + 1, term, reading or how))
    return found


def judge_together(table: TermTable, text: str, pieces: tuple[Piece, ...], reading: str) -> list[Finding]:
    """All pieces of a chunk as one token, unless they are just ordinary words side by side."""
    if len(pieces) < 2:
        return []
    letters = "".join([piece[0] for piece in pieces])
    if len(letters) > _LONG_CHUNK or letters.isdigit() or (reading and sum(map(str.isalpha, text)) < _LETTERS_MIN):
        return []
    known = resolve(table, letters, squash(letters))
    if known is None or known[0] < 0 or known[1] == "uncertain" or all(common(piece[0]) for piece in pieces):
        return []
    if known[1] != "plain" and (len(letters) <= _SHORT or len(pieces) < len(letters) < _LONG_MIXTURE):
        return []
    return [(pieces[0][1], pieces[-1][2], known[0], reading or "split")]


def _owner(letters: str, written: str) -> str:
    """The letters without a possessive or a contraction: "bias's" is about bias, "who're" about who."""
    ending = compiled(_ENDING).search(written)
    if ending is None or written.count("'") > 1:
        return letters
    stem = letters[: -len(ending[1])]
    return stem if ending[1] == "s" or common(stem) else letters


def _positions(letters: str, text: str, start: int, end: int) -> list[int]:
    """Index in the chunk of each letter of a piece; apostrophes have none."""
    if end - start == len(letters):
        return list(range(start, end))
    return [place for place in range(start, end) if text[place] != "'"]
