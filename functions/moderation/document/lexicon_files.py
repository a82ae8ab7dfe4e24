"""The lexicons that ship with the product, as entries that know their language."""

import functools

from moderation.document.resolve import Document
from moderation.lexicons import LANGUAGES, lexicon, statements


@functools.cache
def lexicon_entries(name: str) -> tuple[Document, ...] | None:
    """The entries of a shipped lexicon; None if there is no such lexicon."""
    if name not in LANGUAGES:
        return None
    entries: list[Document] = lexicon(name)["entries"]  # type: ignore[assignment]
    if name == "en":
        entries += statements()["entries"]  # type: ignore[arg-type]
    return tuple({**entry, "language": name} for entry in entries)
