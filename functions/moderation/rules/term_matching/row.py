"""The chunks of one reading side by side."""

from moderation.rules.term_matching.chunk import Chunk
from moderation.text.pieces import chunk_places


class Row:
    """A folded text, what stands between its spaces, what was read in each, and the traits of all of them.

    Of a text for which work ran out only the first are there.
    """

    __slots__ = ("_places", "chunks", "text", "texts", "traits")

    def __init__(self, text: str, texts: list[str], chunks: list[Chunk], traits: int = 0) -> None:
        self.text = text
        self.traits = traits
        self.texts = texts
        self.chunks = chunks
        self._places: list[int] | None = None

    def places(self) -> list[int]:
        """Where each chunk begins in the text."""
        if self._places is None:
            self._places = chunk_places(self.text, self.texts)
        return self._places
