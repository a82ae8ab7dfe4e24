"""The chunks of one reading side by side."""

from moderation.rules.term_matching.chunk import Chunk
from moderation.text.pieces import chunk_places


class Row:
    """A folded text, what stands between its spaces, and what was read in each; the first ones if work ran out."""

    __slots__ = ("_places", "chunks", "text", "texts")

    def __init__(self, text: str, texts: list[str], chunks: list[Chunk]) -> None:
        self.text = text
        self.texts = texts
        self.chunks = chunks
        self._places: list[int] | None = None

    def places(self) -> list[int]:
        """Where each chunk begins in the text."""
        if self._places is None:
            self._places = chunk_places(self.text, self.texts)
        return self._places
