"""A text on a terminal with a span underlined, right under wide, combining and invisible characters."""

import unicodedata

COLUMNS_MAX = 100
# Stands for what shows as nothing, or would move the rest: controls, format characters, halves of surrogate pairs.
INVISIBLE = "\u25af"


def underline(content: str, start: int, end: int) -> list[str]:
    """Pairs of lines, the text and the marks under it, for the part of `content` in which the span lies."""
    lines: list[str] = []
    shown, marks, width, marked = "", "", 0, False
    for index, character in enumerate(content):
        drawn, columns = _drawn(character, width == 0)
        if width + columns > COLUMNS_MAX:
            lines += [shown, marks.rstrip()] if marked else []
            shown, marks, width, marked = "", "", 0, False
            drawn, columns = _drawn(character, True)
        inside = start <= index < end
        shown += drawn
        marks += ("^" if inside else " ") * columns
        width += columns
        marked = marked or inside
    return [*lines, shown, marks.rstrip()] if marked else lines


def _drawn(character: str, first: bool) -> tuple[str, int]:
    """What to print for a code point, and the columns that it takes."""
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn", "Co"):
        return INVISIBLE, 1
    if category in ("Mn", "Me"):
        return ("\u25cc" + character, 1) if first else (character, 0)
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1
