"""Readings of a text, masking and fingerprints. First form: the text as written, in lower case."""

import hashlib


class Readings:
    """The views of one text in which rules look for terms."""

    __slots__ = ("content",)

    def __init__(self, content: str) -> None:
        self.content = content


def read(content: str) -> Readings:
    """Readings of a text; each is made when it is first asked for."""
    return Readings(content)


def mask(content: str, spans: list[tuple[int, int]]) -> str:
    """The text with each span of code points replaced by asterisks, as long as before."""
    characters = list(content)
    for start, end in spans:
        characters[start:end] = "*" * (end - start)
    return "".join(characters)


def fingerprint(content: str) -> str:
    """16 hex digits that stay the same when a text is repeated with other case or spacing."""
    folded = "".join(content.lower().split())
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
