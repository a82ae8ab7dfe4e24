"""Views of a text that a reader's eye or a client makes: markup decoded, letters drawn with strokes, turned text.

A view is (text, starts, ends): for each character the original code points behind it.
"""

import re
from collections.abc import Callable

View = tuple[str, list[int], list[int]]

# Patterns are compiled by the first text that gives cause, not in a cold start.
_ESCAPE = (
    r"&#(\d{1,7});|&#[xX]([0-9a-fA-F]{1,6});|&(amp|lt|gt|quot|apos|nbsp|shy|zwnj);|%([0-9a-fA-F]{2})"
    r"|\\(?:[ux]\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|[ux]([0-9a-fA-F]{2}))"
)
_TAG = r"</?[a-zA-Z][^<>]{0,80}>"
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " ", "shy": "", "zwnj": ""}
# A letter and the strokes that draw it.
_STROKED = (
    ("a", r"/\ /-\ "), ("b", "|3"), ("d", "|) (|"), ("f", "|= |#"), ("h", "|-|"), ("k", "|< |{ |("), ("l", "|_"),
    ("m", r"/v\ |v| |\/| /\/\ "), ("n", r"|\| /\/"), ("o", "() [] <>"), ("p", "|> |*"), ("r", "|2"), ("t", "-|-"),
    ("u", "|_| (_)"), ("v", r"\/"), ("w", r"\/\/ |/\| vv VV"), ("x", ">< }{"), ("y", "`/ '/"), ("z", "7_"),
)  # fmt: skip
_DRAWN = {drawn: letter for letter, drawings in _STROKED for drawn in drawings.split()}
# Empty brackets at the end of a word are a call, not a letter, and some strokes belong to the next letter.
_UNLESS = {"o": r"(?=\w)", "(|": r"(?![_<{(])", "'/": r"(?![\w/])"}
_DRAWN_LETTERS = "|".join(
    re.escape(drawn) + _UNLESS.get(drawn, _UNLESS["o"] if _DRAWN[drawn] == "o" else "")
    for drawn in sorted(_DRAWN, key=len, reverse=True)
)
# Words that only capital letters tell apart: "tuPutaMadre"; three at least.
_CASED = r"(?<![^\W_])(?:[a-z]+)?(?:[A-Z][a-z]+|[A-Z](?=[A-Z][a-z])){2,}(?![^\W_])"
_CAPITAL = "(?<=[a-z])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])"
# Small letters that are written above others.
_ABOVE = dict(
    zip("\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f", "aeioucdhmrtvx", strict=True)
)
# In a word that has begun small, a capital "i" is drawn like the small "l".
_CAPITAL_I = "(?<=[a-z])I|(?<=[a-z]I)I"
_STROKES = frozenset("|/\\()[]<>{}")
# Pictures that stand for a word, or for how one sounds, as a part of another or behind "my".
_PICTURED = {
    "💩": "shit", "🍆": "dick", "🐓": "cock", "🐱": "pussy", "🐈": "pussy", "🍑": "ass", "🌽": "porn", "🦆": "uck",
    "🐝": "b", "👁": "i", "🍩": "o", "🌙": "c", "🎱": "8",
}  # fmt: skip
_IN_WORD = "(?i:(?<=[a-z])[{0}]\ufe0f?|[{0}]\ufe0f?(?=[a-z])|(?<=\\bmy )[{0}])".format("".join(_PICTURED))
# What everybody draws first; with a letter in front it is a comparison.
_MEMBER = r"(?<![^\W_]|=)8={2,}[dD](?![^\W_]|=)"
_OVERRIDE = "\u202e"
_TURNED = frozenset("ɐɔǝɟƃɥᴉɾʞɯɹʇʌʍʎ∀ƎℲ⅁∩⅄")


def unescape(text: str) -> View | None:
    """The text with HTML entities, percent signs and backslash escapes decoded; None if it has none."""
    if ("&" in text or "%" in text or "\\" in text) and re.search(_ESCAPE, text):
        return _replaced(text, _ESCAPE, _unescaped)
    return None


def plainly(text: str) -> bool:
    """Whether a text is nothing but small letters and signs that draw none: most messages are."""
    return text.isascii() and text.islower() and "vv" not in text and "8==" not in text and _STROKES.isdisjoint(text)


def drawn(text: str) -> list[tuple[str, View]]:
    """Named views of a text that has tags, letters drawn with strokes, or pictures for words."""
    views = []
    if not text.isascii() and not _PICTURED.keys().isdisjoint(text) and re.search(_IN_WORD, text):
        views.append(("pictured", _replaced(text, _IN_WORD, lambda match: _PICTURED[match[0][0]])))
    if not text.isascii() and not _ABOVE.keys().isdisjoint(text):
        views.append(("drawn", _replaced(text, f"[{''.join(_ABOVE)}]", lambda match: _ABOVE[match[0]])))
    if "<" in text and re.search(_TAG, text):
        views.append(("untagged", _replaced(text, _TAG, lambda match: "")))
    if (not _STROKES.isdisjoint(text) or "vv" in text or "VV" in text) and re.search(_DRAWN_LETTERS, text):
        views.append(("drawn", _replaced(text, _DRAWN_LETTERS, lambda match: _DRAWN[match[0]])))
    if "8==" in text and re.search(_MEMBER, text):
        views.append(("drawn", _replaced(text, _MEMBER, lambda match: "penis")))
    if not text.islower() and re.search("[a-z][A-Z]", text) and re.search(_CASED, text):
        views.append(("cased", _parted(text)))
    if "I" in text and re.search(_CAPITAL_I, text):
        views.append(("drawn", _replaced(text, _CAPITAL_I, lambda match: "l")))
    return views


def flip(text: str) -> list[tuple[str, View]]:
    """The text turned around, if it has letters that stand on their heads or is displayed from right to left."""
    if text.isascii() or (_TURNED.isdisjoint(text) and _OVERRIDE not in text):
        return []
    upright = {} if _TURNED.isdisjoint(text) else _UPRIGHT
    letters: list[str] = []
    places: list[int] = []
    for place in range(len(text) - 1, -1, -1):
        letters.append(upright.get(text[place], text[place]))
        places.append(place)
    return [("turned", ("".join(letters), places, [place + 1 for place in places]))]


_UPRIGHT = {
    "n": "u",
    "u": "n",
    "p": "d",
    "d": "p",
    "q": "b",
    "b": "q",
    "ɯ": "m",
    "ʍ": "w",
    "∩": "u",
    "ʌ": "v",
    "ɾ": "j",
    "ʎ": "y",
    "9": "6",
    "6": "9",
}


def _parted(text: str) -> View:
    """Only the words that capitals part, in their parts; between them stands a figure, over which no phrase reaches."""
    parts: list[str] = []
    starts: list[int] = []
    for word in re.finditer(_CASED, text):
        if parts:
            parts.append(" 0 ")
            starts += [word.start()] * 3
        at = word.start()
        for capital in re.compile(_CAPITAL).finditer(text, *word.span()):
            if capital.start() > at:
                parts += (text[at : capital.start()], " ")
                starts += (*range(at, capital.start()), capital.start())
                at = capital.start()
        parts.append(text[at : word.end()])
        starts += range(at, word.end())
    return "".join(parts), starts, [start + 1 for start in starts]


def _replaced(text: str, pattern: str, letters: Callable[[re.Match[str]], str]) -> View:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in re.finditer(pattern, text):
        first, last = match.span()
        parts.append(text[at:first])
        starts += range(at, first)
        ends += range(at + 1, first + 1)
        new = letters(match)
        parts.append(new)
        starts += [first] * len(new)
        ends += [last] * len(new)
        at = last
    parts.append(text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return "".join(parts), starts, ends


def _unescaped(match: re.Match[str]) -> str:
    decimal, hexadecimal, name, *others = match.groups("")
    if name:
        return _NAMED[name]
    number = int(decimal) if decimal else int(hexadecimal + "".join(others), 16)
    return chr(number) if 0 < number < 0x110000 else ""
