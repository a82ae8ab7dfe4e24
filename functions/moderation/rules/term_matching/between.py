"""What stands between the pieces of a reading, and where they are."""

from moderation.rules.term_matching.chunk_pieces import Piece
from moderation.rules.term_matching.row import Row

_CURRENCIES = frozenset("$€£¥₹₽¢.,:-+")


class Between:
    """The text around the pieces of all chunks; `view` has the pieces of each, `pieces` those of all."""

    __slots__ = ("_pieces", "_places", "_row", "_text", "_view")

    def __init__(self, row: Row, view: list[tuple[Piece, ...]], pieces: list[Piece]) -> None:
        self._row = row
        self._text = row.text
        self._view = view
        self._pieces = pieces
        self._places: list[int] = []

    def span(self, first: int, final: int) -> tuple[int, int]:
        """Where pieces are in the text, from the first to the final one."""
        return self._place(first)[0], self._place(final)[1]

    def sign(self, piece: int) -> str:
        """What stands before a piece and behind the one before it."""
        return self._text[self._place(piece - 1)[1] : self._place(piece)[0]]

    def wide(self, piece: int) -> bool:
        """Whether more than one sign is before a piece."""
        sign = self.sign(piece)
        return len(sign) > 1 or sign.isspace()

    def spaced(self, first: int, final: int) -> bool:
        """Whether single spaces stand between pieces, and nothing else."""
        return all(self.sign(piece) == " " for piece in range(first + 1, final + 1))

    def punctuated(self, piece: int) -> bool:
        """Whether a sign before a piece clings to one side: the end of a sentence, a quotation, an option."""
        sign = self.sign(piece)
        return len(sign) > 1 and not sign.isspace() and sign[0].isspace() != sign[-1].isspace()

    def goes_on(self, first: int, final: int) -> bool:
        """Whether letters between signs are only a part of what is spelled: the first ones of "T.I.T.A.N.S"."""
        sign = self.sign(first + 1)
        before = first > 0 and len(self._pieces[first - 1][0]) == 1 and self.sign(first) == sign
        return before or (
            final + 1 < len(self._pieces) and len(self._pieces[final + 1][0]) == 1 and self.sign(final + 1) == sign
        )

    def after_sign(self, piece: int) -> bool:
        """Whether a piece is a conversion or an option: "%s hat", "-f oder"."""
        start = self._place(piece)[0]
        return start > 0 and self._text[start - 1] in "%-"

    def hyphen_behind(self, piece: int) -> bool:
        """Whether a hyphen joins a piece to the next one."""
        return piece + 1 < len(self._pieces) and self.sign(piece + 1) == "-"

    def listed(self, first: int, final: int) -> bool:
        """Whether figures stand side by side: not the parts of a price, a date or a time."""
        before = self._text[: self._place(first)[0]]
        between = self._text[self._place(first)[1] : self._place(final)[0]]
        return before[-1:] not in _CURRENCIES and all(c.isspace() or c.isdigit() or c == "/" for c in between)

    def _place(self, number: int) -> tuple[int, int]:
        if not self._places:
            for at, pieces in zip(self._row.places(), self._view, strict=True):
                self._places += [at] * len(pieces)
        _, start, end, _ = self._pieces[number]
        return self._places[number] + start, self._places[number] + end
