"""Styled and look-alike alphabets for disguises: ASCII letters to what stands in for them."""

from __future__ import annotations

LOWER = "abcdefghijklmnopqrstuvwxyz"


def _block(first: int, holes: dict[str, str] | None = None) -> dict[str, str]:
    """26 consecutive code points; `holes` are letters that Unicode encodes elsewhere."""
    return {letter: chr(first + at) for at, letter in enumerate(LOWER)} | (holes or {})


STYLED = {
    "math bold": _block(0x1D41A),
    "math italic": _block(0x1D44E, {"h": "\u210e"}),
    "math script": _block(0x1D4EA),
    "fraktur": _block(0x1D586),
    "double-struck": _block(0x1D552),
    "sans bold": _block(0x1D5EE),
    "monospace": _block(0x1D68A),
    "fullwidth": _block(0xFF41),
    "circled": _block(0x24D0),
    "negative circled": _block(0x1F150),
    "squared": _block(0x1F130),
    "negative squared": _block(0x1F170),
    "parenthesised": _block(0x249C),
    "regional indicators": _block(0x1F1E6),
}
SMALL_CAPITALS = dict(zip(LOWER, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡxʏᴢ", strict=True))
SUPERSCRIPT = dict(zip(LOWER, "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
UPSIDE_DOWN = dict(zip(LOWER, "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
CYRILLIC = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "o": "о",
    "p": "р",
    "s": "ѕ",
    "x": "х",
    "y": "у",
    "k": "к",
    "t": "т",
    "h": "һ",
    "n": "п",
    "u": "υ",
    "b": "Ь",
    "d": "ԁ",
    "j": "ј",
}
GREEK = {
    "a": "α",
    "b": "β",
    "e": "ε",
    "i": "ι",
    "k": "κ",
    "n": "η",
    "o": "ο",
    "p": "ρ",
    "t": "τ",
    "u": "υ",
    "v": "ν",
    "x": "χ",
    "y": "γ",
    "w": "ω",
}
ACCENTED = {
    "a": "áàâäãå",
    "c": "çćč",
    "e": "éèêëē",
    "i": "íìîï",
    "n": "ñń",
    "o": "óòôöõø",
    "s": "śšş",
    "u": "úùûü",
    "y": "ýÿ",
    "g": "ğ",
    "t": "ţť",
    "k": "ķ",
    "d": "ď",
    "r": "ř",
    "z": "ž",
    "h": "ĥ",
    "l": "ł",
}
DIGITS = {"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7", "b": "8", "g": "9", "z": "2"}
SYMBOLS = {"a": "@", "i": "!", "s": "$", "c": "(", "t": "+", "l": "|", "h": "#", "e": "€", "u": "µ", "x": "×"}
