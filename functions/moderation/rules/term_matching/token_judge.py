"""What one token says: letters and digits without a separator, folded."""

from moderation.rules.term_matching.inside_token import inside
from moderation.rules.term_matching.near import near
from moderation.rules.term_matching.ordinary import GLUE_MAX, common, two_words
from moderation.rules.term_matching.sounds import by_ear
from moderation.rules.term_matching.term_table import Finding, TermTable
from moderation.rules.term_matching.whole_token import LEAST_GLUED, SHORT_TERM, resolve
from moderation.text.common_words import COMMON
from moderation.text.pieces import squash

DIGITS = "0123456789"
# Marks what is remembered of a token without guesses; no token holds it.
_CERTAIN = "="
_NOT_GLUED = ("reversed", "uncertain")
# The readings of one text repeat most of their tokens.
_REMEMBERED_MAX = 4096


def judge(table: TermTable, token: str, key: str, guess: bool = True) -> tuple[Finding, ...]:
    """The terms in a token whose squashed letters are `key`: the whole of it, inside it, or glued to ordinary words.

    `guess` is whether a letter may be wrong, or the token written by ear.
    """
    name = token if guess else token + _CERTAIN
    found = table.judged.get(name)
    if found is None:
        if len(table.judged) >= _REMEMBERED_MAX:
            table.judged.clear()
        known = certain(table, token, key)
        if known is None and guess:
            known = _guessed(table, token)
        found = table.judged[name] = known or ()
    return found


def certain(table: TermTable, token: str, key: str, loose: bool = False) -> tuple[Finding, ...] | None:
    """The same without guesses; None if nothing is there, () if what is there is innocent.

    `loose` is for letters spelled one by one, where a neighbour may be short.
    """
    if len(token) == 1 and token.isascii():
        return ()
    core = token.strip(DIGITS)
    if not core:
        return _digits(table, token, token)
    lead = 0
    if core is not token:
        found = _digits(table, key, token)
        if found:
            return found
        lead = token.index(core)
        key = squash(core)
    known = resolve(table, core, key)
    if known is not None:
        return () if known[0] < 0 else ((lead, lead + len(core), *known),)
    if len(key) < SHORT_TERM - 1:
        return ()
    found_inside = inside(table, key, core, lead, loose)
    return _beside(table, core, lead) or None if found_inside is None else found_inside


def _guessed(table: TermTable, token: str) -> tuple[Finding, ...]:
    """The term of which a token may be a misspelling."""
    if not token.isalpha() or common(token):
        return ()
    term = near(table.close, token) if table.may_be_near(token) else None
    if term is None:
        term = by_ear(table.sounding, token)
    return () if term is None or two_words(token) else ((0, len(token), term, "near"),)


def _digits(table: TermTable, key: str, token: str) -> tuple[Finding, ...]:
    """A token with digits at an end, or of nothing else, that is a term as it stands."""
    known = table.token(key, token)
    if known is None or known[0] < 0:
        return ()
    return ((0, len(token), known[0], "uncertain" if known[1] == "u" else "plain"),)


def _beside(table: TermTable, core: str, lead: int) -> tuple[Finding, ...]:
    """A disguised term with a common word glued to one of its ends."""
    length = len(core)
    if not LEAST_GLUED <= length <= GLUE_MAX:
        return ()
    for cut in range(SHORT_TERM, length - 3):
        found = None
        if core[:cut] in COMMON:
            found = _disguised(table, core, cut, length)
        if found is None and core[-cut:] in COMMON:
            found = _disguised(table, core, 0, length - cut)
        if found is not None:
            start, end, term, how = found
            return () if two_words(core) else ((lead + start, lead + end, term, how),)
    return ()


def _disguised(table: TermTable, core: str, start: int, end: int) -> Finding | None:
    rest = core[start:end]
    known = resolve(table, rest, squash(rest))
    return None if known is None or known[0] < 0 or known[1] in _NOT_GLUED else (start, end, *known)
