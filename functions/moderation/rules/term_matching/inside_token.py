"""The terms inside a token: anywhere, at its start, or glued to ordinary words."""

from moderation.rules.term_matching.ordinary import GLUE_MAX, segments, two_words
from moderation.rules.term_matching.term_table import Finding, TermTable, fits
from moderation.rules.term_matching.whole_token import SHORT_TERM
from moderation.text.pieces import run_lengths, run_starts

# Joined words of a phrase may stand in a token if they are this long.
_LEAST_PHRASE = 6


def inside(table: TermTable, key: str, core: str, lead: int, loose: bool) -> tuple[Finding, ...] | None:
    """The terms inside letters that begin at `lead` of a token; None if nothing is there, () if it is innocent."""
    safe: list[tuple[int, int]] = []
    runs = ""
    found: list[Finding] = []
    rests: dict[tuple[str, int], bool] = {}
    for last, number in table.scan(key):
        for pattern in table.patterns(number):
            start, end = last + 1 - pattern.length, last + 1
            mode = pattern.mode
            if mode[0] == "x":
                if (start == 0 or "l" in mode) and (end == len(key) or "r" in mode):
                    safe.append((start, end))
            elif mode != "X":
                runs = runs or run_lengths(core)
                if fits(runs[start:end], pattern.runs) and _counts(table, mode, key, start, end, loose, runs, rests):
                    found.append((start, end, pattern.term, "plain" if mode in "sp" else "glued"))
    if not found:
        return None
    if all(how == "glued" for _, _, _, how in found) and two_words(core):
        return ()
    starts = run_starts(core)
    return tuple(
        (lead + starts[start], lead + starts[end], term, reading)
        for start, end, term, reading in found
        if not any(first <= start and end <= after for first, after in safe)
    )


def _counts(
    table: TermTable,
    mode: str,
    key: str,
    start: int,
    end: int,
    loose: bool,
    runs: str,
    rests: dict[tuple[str, int], bool],
) -> bool:
    """Whether a term that is there counts; `rests` remembers which sides of terms of this token are ordinary."""
    if mode == "s":
        return True
    if mode == "p":
        return start == 0
    if start > GLUE_MAX or len(key) - end > GLUE_MAX or (mode == "h" and end - start < _LEAST_PHRASE):
        return False
    if _decorated(key, start, end):
        return True
    shortest = 1 if loose else 3 if end - start <= SHORT_TERM else 2
    # "stupid" and "dick" glued have one run of d: it belongs to both.
    lefts = [key[:start], key[: start + 1]] if runs[start] > "1" else [key[:start]]
    rights = [key[end:], key[end - 1 :]] if runs[end - 1] > "1" else [key[end:]]
    return any(_ordinary(table, left, shortest, rests) for left in lefts) and any(
        _ordinary(table, right, shortest, rests) for right in rights
    )


def _decorated(key: str, start: int, end: int) -> bool:
    """Whether a term stands between two x, or a longer one between the same letters: xXtermXx, asdftermasdf."""
    same = key[:start] == key[end:]
    return same and (end - start > SHORT_TERM + 1 or key[end:] == "x" or (start > 1 and end - start > SHORT_TERM))


def _ordinary(table: TermTable, rest: str, shortest: int, rests: dict[tuple[str, int], bool]) -> bool:
    """Whether the rest of a token is common words, or a term again."""
    ordinary = rests.get((rest, shortest))
    if ordinary is None:
        ordinary = segments(rest, shortest)
        if not ordinary and len(rest) >= SHORT_TERM:
            known = table.token(rest, rest)
            ordinary = known is not None and known[1] in "fF"
        rests[rest, shortest] = ordinary
    return ordinary
