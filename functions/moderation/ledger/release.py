"""A released message as events: IVS Chat takes 1 KB of attributes an event, in which 500 characters may not fit."""

import unicodedata

from .records import Hold

EVENT_NAME = "roomkeeper:message"
ATTRIBUTE_BYTES_MAX = 1024
# The action's id travels as one more attribute (`moderation.delivery.call`), and the number of parts has two digits.
_RESERVED_BYTES = 64
_NAME_BYTES_MAX = 200
_JOINERS = frozenset("\u200d\U000e007f")


def parts_of(hold: Hold) -> list[dict[str, str]]:
    """The attributes of each event, in order. Raises ValueError for a hold without text."""
    if hold.text is None:
        raise ValueError("no text")
    frame = {
        "holdId": hold.hold_id,
        "userId": hold.user_id,
        "name": _first(hold.name or hold.user_id, _NAME_BYTES_MAX),
        "content": "",
        "part": "",
        "parts": "",
    }
    room = ATTRIBUTE_BYTES_MAX - _RESERVED_BYTES - size(frame)
    contents = pieces(hold.text, room)
    return [
        {**frame, "content": content, "part": str(number), "parts": str(len(contents))}
        for number, content in enumerate(contents, 1)
    ]


def size(attributes: dict[str, str]) -> int:
    """Bytes of UTF-8 in names and values, as IVS Chat counts them."""
    return sum(len(name.encode()) + len(value.encode()) for name, value in attributes.items())


def pieces(text: str, bytes_max: int) -> list[str]:
    """The text cut into pieces of at most so many bytes: between characters as people see them, if any fits."""
    found, piece, used = [], "", 0
    for character in _seen(text):
        weight = len(character.encode())
        if weight > bytes_max:
            # A heap of marks on one letter: nobody sees it whole anyway.
            found += [piece] if piece else []
            *whole, piece = _hard(character, bytes_max)
            found += whole
            used = len(piece.encode())
            continue
        if used + weight > bytes_max:
            found.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + weight
    return [*found, piece] if piece or not found else found


def _seen(text: str) -> list[str]:
    """Characters with what belongs to them: marks, joined emoji, skin tones, pairs that make a flag.

    Simpler than Unicode's own rules, and never finer where those join, for what people write in chats.
    """
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _continues(before: str, character: str) -> bool:
    if character in _JOINERS or before[-1] == "\u200d":
        return True
    if unicodedata.category(character) in ("Mn", "Me", "Mc") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    if "\U000e0020" <= character <= "\U000e007e":
        return True
    if before == "\r" and character == "\n":
        return True
    if _is_flag_letter(character) and len(before) == 1 and _is_flag_letter(before):
        return True
    return _is_jamo(character) and _is_jamo(before[-1])


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff"


def _hard(text: str, bytes_max: int) -> list[str]:
    found, piece = [], ""
    for character in text:
        if len((piece + character).encode()) > bytes_max:
            found.append(piece)
            piece = ""
        piece += character
    return [*found, piece]


def _first(text: str, bytes_max: int) -> str:
    return pieces(text, bytes_max)[0]
