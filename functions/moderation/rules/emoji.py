"""What counts as emoji. Blocks rather than a property table: a symbol that Unicode assigns later is covered too."""

_JOINERS = frozenset("\u200d\ufe0f\ufe0e\u20e3")


def is_emoji(character: str) -> bool:
    """Whether a code point shows as a picture of its own (a flag has two)."""
    code = ord(character)
    return (
        0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or 0x2B05 <= code <= 0x2B55 or code in (0x231A, 0x231B)
    )


def is_emoji_part(character: str) -> bool:
    """Whether a code point is emoji, or a selector, joiner or tag inside one."""
    return is_emoji(character) or character in _JOINERS or 0xE0020 <= ord(character) <= 0xE007F


def count_emoji(content: str) -> int:
    """Pictures in a text: joined sequences, flags and skin tones count once."""
    count = 0
    joined = False
    half_flag = False
    for character in content:
        if is_emoji(character):
            code = ord(character)
            flag_letter = 0x1F1E6 <= code <= 0x1F1FF
            tone = 0x1F3FB <= code <= 0x1F3FF
            if not joined and not tone and not (flag_letter and half_flag):
                count += 1
            half_flag = flag_letter and not half_flag
        else:
            half_flag = False
        joined = character == "\u200d"
    return count
