"""Words that something else was put into, or that break off: "fu then ck", "shi no wait t", "holy shi-".

What is left of such a word is no word of its own, and begins one that is listed.
"""

import re
from itertools import pairwise

from moderation.rules.term_matching.beginnings import opens
from moderation.rules.term_matching.chunk import Chunk
from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.evidence import is_function_word, shared_languages
from moderation.rules.term_matching.row import Row
from moderation.rules.term_matching.term_table import Span, TermTable
from moderation.rules.work import Work
from moderation.text.common_words import COMMON
from moderation.text.pieces import squash

_LEAST_SEVERITY = 2
_LEAST_LETTERS = 4
# A beginning, an end, and one or two words in between: more of them are a sentence.
_PIECES = _CHUNKS = 4
_INTERJECTED = frozenset(
    "um umm uh uhh er err erm hmm hm lol lmao lmfao rofl xd oops cough ahem beep meow hic nah yo ok".split()
)
_LAUGH = r"(?:b?w?a?(?:h[aeiouy]+){2,}h?|(?:x+d+)+|k{3,})"
# Of a word that breaks off so much is there, and a third of that may be missing.
_LEAST_LEFT = 3
_READ = 3
_DOTS = 2


def torn(table: TermTable, row: Row, work: Work) -> list[Span]:
    """Findings in the words of a folded text that break off, or go on behind one or two others."""
    found = []
    texts, chunks = row.texts, row.chunks
    for number, chunk in enumerate(chunks):
        if chunk.opens and _may_go_on(texts[number], chunk, _pieces(chunks, number + 1)):
            following = [
                (place, *piece) for place in range(number, number + _CHUNKS) for piece in _pieces(chunks, place)
            ]
            for at, (letters, _, _, key) in enumerate(chunk.pieces):
                if len(chunk.pieces) > 1 and not opens(table, letters, key):
                    continue
                part = _continued(table, texts[number], following[at : at + _PIECES], work)
                if part is not None:
                    found.append(part)
    if not found:
        return []
    places = row.places()
    return [(places[first] + start, places[last] + end, term, how) for first, start, last, end, term, how in found]


def _may_go_on(text: str, chunk: Chunk, following: tuple[Piece, ...]) -> bool:
    """Whether a chunk has more than the beginning of a word, or something is said behind it."""
    return len(text) > len(chunk.pieces[0][0]) or (len(following) > 0 and _said(following[0][0]))


def _pieces(chunks: list[Chunk], place: int) -> tuple[Piece, ...]:
    return chunks[place].pieces if place < len(chunks) else ()


def _continued(
    table: TermTable, text: str, pieces: list[tuple[int, str, int, int, str]], work: Work
) -> tuple[int, int, int, int, int, str] | None:
    """(chunk, start in it, last chunk, end in it, term, reading) of a word that begins with the first piece."""
    number, letters, start, end, _ = pieces[0]
    if not work.take(1):
        return None
    term = _broken_off(table, letters, text[end : end + _DOTS])
    if term is not None:
        return number, start, number, end, term, "masked"
    for between, after in pairwise(pieces[1:]):
        if not _said(between[1]):
            break
        term = _whole(table, letters, after[1])
        if term is not None:
            return number, start, after[0], after[3], term, "split"
    return None


def _broken_off(table: TermTable, letters: str, behind: str) -> int | None:
    """The term of which a beginning is there, if the signs behind it tell that it is one."""
    least = _LEAST_LEFT if behind[:1] == "-" else _LEAST_LETTERS
    if len(letters) < least or not (behind == "-" or behind[:2] in ("--", "..")) or is_function_word(letters):
        return None
    for missing in range(1, max(1, len(letters) // _READ) + 1):
        for item in table.masked(f"{len(letters) + missing}{letters[0]}"):
            word, _, number = item.partition(":")
            if word.startswith(letters) and _strong(table, int(number)):
                return int(number)
    return None


def _said(word: str) -> bool:
    """Whether a word may be said in between: a common one, a laugh, or a cough."""
    return word in COMMON or word in _INTERJECTED or re.fullmatch(_LAUGH, word) is not None


def _whole(table: TermTable, letters: str, rest: str) -> int | None:
    if rest in COMMON or (len(rest) == 1 and len(letters) < _LEAST_LEFT):
        return None
    word = letters + rest
    known = table.token(squash(word), word) if len(word) >= _LEAST_LETTERS else None
    if known is None or known[1] != "f" or not _strong(table, known[0]) or shared_languages([letters, rest]):
        return None
    return known[0]


def _strong(table: TermTable, number: int) -> bool:
    """Whether a term is strong, and none of a foreign language, whose small words begin too many."""
    _, _, severity, _, languages, _ = table.term(number)
    return severity >= _LEAST_SEVERITY and languages[:1] in ((), ("en",))
