"""How much work one message may cause: counted, so that the bound holds on any machine and in any environment."""

# Letters that take as long to read as it takes to begin with a piece.
_LETTERS = 8
# What a candidate that reaches over several chunks costs, in units; to ask what a finding's neighbours say of it; to
# decode a chunk, and to look behind its masks.
CANDIDATE = 3
HIT = 3
DECODED = 2
MASKED = 2
# Decoded pieces that take as long to judge as one that is written: most of them are nothing that a word begins with.
_DECODED_PIECES = 2


def units(text: str, pieces: int) -> int:
    """Units for so many pieces of a text, or for a view of it with so many findings."""
    return pieces + len(text) // _LETTERS


def decoded(pieces: int) -> int:
    """Units for a chunk with so many different decoded pieces."""
    return DECODED + pieces // _DECODED_PIECES


class Work:
    """Units that are left; one is a piece of text judged in one of its readings, with its first letters."""

    __slots__ = ("left",)

    def __init__(self, units: int) -> None:
        self.left = units

    def take(self, units: int) -> bool:
        """Whether so much was left, and is taken."""
        self.left -= units
        return self.left >= 0
