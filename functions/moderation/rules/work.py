"""How much work one message may cause: counted, so that the bound holds on any machine and in any environment."""

# Letters that take as long to read as it takes to begin with a piece.
_LETTERS = 8
# What a candidate that reaches over several chunks costs, in units.
CANDIDATE = 3


def units(text: str, pieces: int) -> int:
    """Units for so many pieces of a text."""
    return pieces + len(text) // _LETTERS


class Work:
    """Units that are left; one is a piece of text judged in one of its readings, with its first letters."""

    __slots__ = ("left",)

    def __init__(self, units: int) -> None:
        self.left = units

    def take(self, units: int) -> bool:
        """Whether so much was left, and is taken."""
        self.left -= units
        return self.left >= 0
