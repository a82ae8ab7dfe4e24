"""What one chunk says: the characters between two spaces, folded, with all their separators and signs."""

import re

from moderation.rules.evidence import is_function_word
from moderation.rules.masked import masked_words
from moderation.rules.term_table import TermTable
from moderation.rules.token_judge import DIGITS, Finding, common, judge, resolve, segments
from moderation.text import leet
from moderation.text.pieces import WORD, squash

# Letters, where they start and end in the chunk, and the letters squashed.
Piece = tuple[str, int, int, str]
# Signs that may end a sentence do not stand for letters there.
_CLOSING = ".,!?;:'\")]}>*~-"
_STOPS = ".,!?;:'\")]}>"
_OPENING = "\"'([{<*~-"
_AMBIGUOUS_MAX = 4
_AROUND_NUMBERS = _CLOSING + _OPENING + "#@"
_LONG_CHUNK = 60
# Shorter pieces of digits alone, and of digits and signs, are numbers; these long ones may spell (80085 is a number).
_FIGURES_MIN = 7
_SIGNS_MIN = 5
_SHORT = 3
_LONG_MIXTURE = 6
_LETTERS_BESIDE_DIGITS = 3
_LETTERS_MIN = 2
_LEAST_TURNED = 5
_SHORT_PART = 4
# What English adds to a word behind an apostrophe.
_ENDING = r"'+(s|re|ll|ve|d|m)$"


class Chunk:
    """Pieces of a chunk as written and in each leet alphabet (None: no other reading), and what was found inside."""

    __slots__ = ("findings", "first", "pieces", "second")

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.pieces = pieces
        self.first: tuple[Piece, ...] | None = None
        self.second: tuple[Piece, ...] | None = None
        self.findings: tuple[Finding, ...] = ()


def cut(text: str) -> tuple[Piece, ...]:
    """The pieces of a text; apostrophes inside words are dropped from the letters."""
    pieces = []
    for match in re.finditer(WORD, text):
        letters = match[0].replace("'", "")
        pieces.append((letters, match.start(), match.end(), squash(letters)))
    return tuple(pieces)


def read_chunk(table: TermTable, text: str, loose: bool = False) -> Chunk:
    """Everything that a chunk says by itself; `loose` is for letters that were spelled one by one."""
    if text.isalpha() and leet.SIGNS.isdisjoint(text):
        chunk = Chunk(((text, 0, len(text), squash(text)),))
        chunk.findings = judge(table, text, loose)
        return chunk
    chunk = Chunk(cut(text))
    found = _judge_pieces(table, text, chunk.pieces, "")
    if (
        not text.strip(_CLOSING + _OPENING).isalpha()
        or text.rstrip(_STOPS)[-1:] in ("*", "-")
        or not leet.SIGNS.isdisjoint(text)
    ):
        found += _disguised(table, text, chunk)
    chunk.findings = tuple(found)
    return chunk


def _disguised(table: TermTable, text: str, chunk: Chunk) -> list[Finding]:
    found: list[Finding] = []
    core = text.rstrip(_CLOSING)
    lettered = any(map(str.isalpha, core))
    if (lettered or len(core) >= _SIGNS_MIN) and not leet.SIGNS.isdisjoint(core):
        for opening, closing in ("()", "[]", "{}", "<>"):
            if closing in text or _opens(core, opening):
                core = core.replace(opening, ".")
        found += _leet(table, core, chunk)
    if lettered:
        found += masked_words(table, text.rstrip(_STOPS))
    return found


def _opens(core: str, bracket: str) -> bool:
    """Whether a bracket that does not close here stands before a word, or behind one at the end: no letter."""
    rest = core[1:]
    small = core[0] == bracket and (len(rest) < _SHORT or is_function_word(rest))
    return small or core.endswith(bracket) or bracket + "'" in core or bracket + '"' in core


def _leet(table: TermTable, core: str, chunk: Chunk) -> list[Finding]:
    found: list[Finding] = []
    first = core.translate(leet.FIRST)
    second = core.translate(leet.SECOND)
    chunk.first = _meant(cut(first), core)
    found += _judge_pieces(table, core, chunk.first, "leet")
    if second != first:
        chunk.second = _meant(cut(second), core)
        found += _judge_pieces(table, core, chunk.second, "leet")
        if len(core) <= _LONG_CHUNK:
            for reading in leet.mixtures(core, _AMBIGUOUS_MAX):
                found += _judge_pieces(table, core, _meant(cut(reading), core), "leet")
    return found


def _judge_pieces(table: TermTable, text: str, pieces: tuple[Piece, ...], reading: str) -> list[Finding]:
    """Judge each piece, and all of them together when the chunk is cut into several."""
    found: list[Finding] = []
    for letters, start, end, _ in pieces:
        if reading and letters == text[start:end]:
            continue
        if letters.isdigit() and text.strip(_AROUND_NUMBERS) != letters:
            # A code is a number by itself, not part of a price, a time or an address.
            continue
        if "'" in text:
            letters = _owner(letters, text[start:end])
        for first, last, term, how in judge(table, letters):
            if how == "misspelled" and len(pieces) > 1 and len(letters) <= _SHORT_PART:
                # SHT_REL: short parts of a name are abbreviations.
                continue
            if reading and not _stands(letters, text[start:end], first, last, how):
                continue
            at = positions(letters, text, start, end)
            found.append((at[first], at[last - 1] + 1, term, reading or how))
    if len(pieces) > 1:
        found += _judge_together(table, text, pieces, reading)
    return found


def _owner(letters: str, written: str) -> str:
    """The letters without a possessive or a contraction: "bias's" is about bias, "who're" about who."""
    ending = re.search(_ENDING, written)
    if ending is None or written.count("'") > 1:
        return letters
    stem = letters[: -len(ending[1])]
    return stem if ending[1] == "s" or common(stem) else letters


def _stands(letters: str, written: str, first: int, last: int, how: str) -> bool:
    """In a decoded token, letters that only happen to contain a term are chance: the rest must make sense too.

    A sign in front ("+host") may be what it seems, and figures mean figures: then only the plain spelling counts.
    """
    if how == "uncertain" or (how == "reversed" and last - first < _LEAST_TURNED):
        return False
    if how == "plain":
        return segments(squash(letters[:first])) and segments(squash(letters[last:]))
    if any(map(str.isdigit, written)):
        stem = written.rstrip(DIGITS)
        if len(stem) > _SHORT and common(stem):
            return False
        if how == "misspelled" and written[-1] == "2":
            # Not the "z" of a plural as well.
            return False
        return sum(map(str.isalpha, written)) >= _LETTERS_BESIDE_DIGITS
    return how != "misspelled" or (written[0].isalnum() and sum(map(str.isalpha, written)) >= _LETTERS_MIN)


def _plausible(written: str) -> bool:
    """Whether a piece with signs may be meant as letters: not figures with a unit, a price or a model's name."""
    letters = sum(map(str.isalpha, written))
    digits = sum(map(str.isdigit, written))
    if letters > 1 or letters + digits == 0:
        return letters > 1 or len(written) >= _SIGNS_MIN
    if letters == 1:
        # "P125" and "720p" are names and units; in "5h17" the letter stands between.
        inside = not (written[0].isalpha() or written[-1].isalpha())
        return digits == 0 or len(written) - digits > 2 or len(written) >= (_LONG_MIXTURE - 2 * inside)
    if digits == len(written):
        return digits >= _FIGURES_MIN
    signs = {character for character in written if not character.isdigit()}
    return len(signs) > 1 and len(written) >= _SIGNS_MIN


def _meant(pieces: tuple[Piece, ...], text: str) -> tuple[Piece, ...]:
    """The decoded pieces that may be meant as letters; the others as they are written."""
    kept = []
    for letters, start, end, key in pieces:
        written = text[start:end]
        if letters == written or _plausible(written):
            kept.append((letters, start, end, key))
        else:
            kept += [(plain, start + first, start + last, same) for plain, first, last, same in cut(written)]
    return tuple(kept)


def _judge_together(table: TermTable, text: str, pieces: tuple[Piece, ...], reading: str) -> list[Finding]:
    """All pieces of a chunk as one token, unless they are just ordinary words side by side."""
    letters = "".join(piece[0] for piece in pieces)
    if len(letters) > _LONG_CHUNK or letters.isdigit() or (reading and sum(map(str.isalpha, text)) < _LETTERS_MIN):
        return []
    if all(common(piece[0]) for piece in pieces):
        return []
    known = resolve(table, letters)
    if known is None or known[0] < 0 or known[1] == "uncertain":
        return []
    if known[1] != "plain" and (len(letters) <= _SHORT or len(pieces) < len(letters) < _LONG_MIXTURE):
        return []
    return [(pieces[0][1], pieces[-1][2], known[0], reading or "split")]


def positions(letters: str, text: str, start: int, end: int) -> list[int]:
    """Index in the chunk of each letter of a piece; apostrophes have none."""
    if end - start == len(letters):
        return list(range(start, end))
    return [place for place in range(start, end) if text[place] != "'"]
