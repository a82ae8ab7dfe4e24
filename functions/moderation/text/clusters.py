"""Which code points make one visible character: extended grapheme clusters, after Unicode's annex 29.

What the annex says about marks, joiners, flags, tags, Hangul and the conjuncts of Indic scripts holds here; that a mark
after an invisible character stands alone is left out, as nothing may be left of what was hit.
"""

import unicodedata
from _bisect import bisect_right  # bisect itself would be one more module to load in a cold start

# Parts the consonants of a conjunct.
_NON_JOINER = "\u200c"
# Kinds of code points.
_OTHER, _MARK, _JOINER, _REGIONAL, _PICTURE, _PREPENDED, _RETURN, _NEW_LINE = range(8)
_LEAD, _VOWEL, _FINAL, _OPEN_SYLLABLE, _CLOSED_SYLLABLE, _CONSONANT, _SPACING = range(8, 15)
# Where there are only these, each is a visible character.
_ALONE = frozenset({_OTHER, _PICTURE, _NEW_LINE, _CONSONANT, _OPEN_SYLLABLE, _CLOSED_SYLLABLE})
# What of Hangul continues what.
_SYLLABLES = frozenset(
    [(_LEAD, kind) for kind in (_LEAD, _VOWEL, _OPEN_SYLLABLE, _CLOSED_SYLLABLE)]
    + [(kind, _VOWEL) for kind in (_OPEN_SYLLABLE, _VOWEL)]
    + [(kind, _FINAL) for kind in (_OPEN_SYLLABLE, _CLOSED_SYLLABLE, _VOWEL, _FINAL)]
)
# First code point, one past the last, kind; in order.
_RANGES = (
    (0x0915, 0x093A, _CONSONANT),
    (0x0958, 0x0960, _CONSONANT),
    (0x0978, 0x0980, _CONSONANT),
    (0x0995, 0x09B1, _CONSONANT),
    (0x09B2, 0x09BA, _CONSONANT),
    (0x09DC, 0x09E0, _CONSONANT),
    (0x09F0, 0x09F2, _CONSONANT),
    (0x0A95, 0x0ABA, _CONSONANT),
    (0x0AF9, 0x0AFA, _CONSONANT),
    (0x0B15, 0x0B3A, _CONSONANT),
    (0x0B5C, 0x0B60, _CONSONANT),
    (0x0B71, 0x0B72, _CONSONANT),
    (0x0C15, 0x0C3A, _CONSONANT),
    (0x0C58, 0x0C5B, _CONSONANT),
    (0x0D15, 0x0D3B, _CONSONANT),
    (0x1100, 0x1160, _LEAD),
    (0x1160, 0x11A8, _VOWEL),
    (0x11A8, 0x1200, _FINAL),
    (0xA960, 0xA97D, _LEAD),
    (0xAC00, 0xD7A4, _CLOSED_SYLLABLE),
    (0xD7B0, 0xD7C7, _VOWEL),
    (0xD7CB, 0xD7FC, _FINAL),
    (0x1F1E6, 0x1F200, _REGIONAL),
    (0x1F3FB, 0x1F400, _MARK),
    (0xE0020, 0xE0080, _MARK),
)
_FIRSTS = [first for first, _, _ in _RANGES]
# The marks that make one sign of two consonants (Devanagari, Bengali, Gujarati, Oriya, Telugu, Malayalam).
_VIRAMAS = frozenset("\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d")
_SINGLE = {
    "\r": _RETURN,
    "\n": _NEW_LINE,
    "\u200d": _JOINER,
    _NON_JOINER: _MARK,
    # Vowels that are letters to Unicode and marks to the eye (Thai and Lao am).
    "\u0e33": _SPACING,
    "\u0eb3": _SPACING,
    **dict.fromkeys("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e", _PREPENDED),
    **dict.fromkeys("\u203c\u2049\u2194\u2195\u25fb\u25fc\u25fd\u25fe\u2934\u2935", _PICTURE),
}


def cluster_starts(text: str) -> list[int]:
    """Where each visible character begins, in one pass over the text."""
    if text.isascii() and "\r" not in text:
        return list(range(len(text)))
    kinds = {character: _kind(character) for character in set(text)}
    if _ALONE.issuperset(kinds.values()):
        return list(range(len(text)))
    starts = []
    # `base`: the kind of the last code point that was no mark, or one with a width of its own; `virama`: whether one of
    # the marks after it is one.
    before = base = _OTHER
    virama = flag_open = False
    for at, character in enumerate(text):
        kind = kinds[character]
        joined = at > 0 and (
            (kind in (_MARK, _SPACING, _JOINER) and before not in (_RETURN, _NEW_LINE))
            or (before == _PREPENDED and kind not in (_RETURN, _NEW_LINE))
            or (before, kind) in _SYLLABLES
            or (before == _RETURN and kind == _NEW_LINE)
            or (before == _JOINER and kind == base == _PICTURE)
            or (before == kind == _REGIONAL and flag_open)
            or (virama and kind == base == _CONSONANT)
        )
        if not joined:
            starts.append(at)
        flag_open = kind == _REGIONAL and not (joined and before == _REGIONAL)
        if kind in (_MARK, _JOINER):
            virama = (virama and character != _NON_JOINER) or character in _VIRAMAS
            if kind == before == _JOINER and base == _PICTURE:
                base = _OTHER
        else:
            base, virama = kind, False
        before = kind
    return starts


def _kind(character: str) -> int:
    code_point = ord(character)
    if code_point < 0x300:
        return _SINGLE.get(character, _PICTURE if character in "\xa9\xae" else _OTHER)
    if character in _SINGLE:
        return _SINGLE[character]
    category = unicodedata.category(character)
    if category[0] == "M":
        return _SPACING if category == "Mc" else _MARK
    first, end, kind = _RANGES[bisect_right(_FIRSTS, code_point) - 1]
    if first <= code_point < end:
        open_syllable = kind == _CLOSED_SYLLABLE and (code_point - first) % 28 == 0
        return _OPEN_SYLLABLE if open_syllable else kind
    return _PICTURE if category in ("So", "Cn") else _OTHER
