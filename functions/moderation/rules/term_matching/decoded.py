"""Whether letters that signs and figures were decoded to are meant as letters."""

from moderation.rules.term_matching.ordinary import common, segments
from moderation.rules.term_matching.token_judge import DIGITS
from moderation.text.pieces import compiled, squash

# Shorter pieces of digits alone, and of digits and signs, are numbers; these long ones may spell (80085 is a number).
_FIGURES_MIN = 7
_SIGNS_MIN = 5
_SHORT = 3
# Figures that are words behind a short one: "any1", "all4".
_WORDS = frozenset("1248")
_LONG_MIXTURE = 6
_LETTERS_BESIDE_DIGITS = 3
_LETTERS_MIN = 2
_LEAST_TURNED = 5
# The hash of a commit has so many letters and figures, and so many different letters.
_HASH = r"(?=\D*\d\D*\d)[0-9a-f]{7,}"
_HASH_LETTERS = 3
# A link as far as its path.
_HOST = r"\W*(?:[a-z]+://[^/\s]+|[\w-]+(?:\.[\w-]+)+)(?::\d+)?/"


def plausible(written: str) -> bool:
    """Whether a piece with signs may be meant as letters: not figures with a unit, a price or a model's name."""
    letters = sum(map(str.isalpha, written))
    digits = sum(map(str.isdigit, written))
    if letters > 1 or letters + digits == 0:
        return not _hash(written) if letters > 1 else len(written) >= _SIGNS_MIN
    if letters == 1:
        # "P125" and "720p" are names and units; in "5h17" the letter stands between.
        inside = not (written[0].isalpha() or written[-1].isalpha())
        return digits == 0 or len(written) - digits > 2 or len(written) >= (_LONG_MIXTURE - 2 * inside)
    if digits == len(written):
        return digits >= _FIGURES_MIN
    signs = {character for character in written if not character.isdigit()}
    return len(signs) > 1 and len(written) >= _SIGNS_MIN


def _hash(written: str) -> bool:
    """Whether letters and figures are hexadecimal and too mixed to spell."""
    return compiled(_HASH).fullmatch(written) is not None and len(set(filter(str.isalpha, written))) >= _HASH_LETTERS


def stands(letters: str, written: str, first: int, last: int, how: str) -> bool:
    """In a decoded token, letters that only happen to contain a term are chance: the rest must make sense too.

    A sign in front ("+host") may be what it seems, and figures mean figures: then only the plain spelling counts.
    """
    if how in ("uncertain", "near") or (how == "reversed" and last - first < _LEAST_TURNED):
        return False
    if how == "plain":
        return segments(squash(letters[:first])) and segments(squash(letters[last:]))
    if any(map(str.isdigit, written)):
        stem = written.rstrip(DIGITS)
        if common(stem) and (len(stem) > _SHORT or (len(stem) == _SHORT and written[_SHORT:] in _WORDS)):
            return False
        if how == "misspelled" and written[-1] == "2":
            # Not the "z" of a plural as well.
            return False
        return sum(map(str.isalpha, written)) >= _LETTERS_BESIDE_DIGITS
    return how != "misspelled" or (written[0].isalnum() and sum(map(str.isalpha, written)) >= _LETTERS_MIN)


def ids_from(text: str) -> int:
    """Where the path of a link begins in a chunk, its length if none does: ids are letters and figures by chance."""
    link = compiled(_HOST).match(text) if "/" in text and "." in text else None
    return len(text) if link is None else link.end()
