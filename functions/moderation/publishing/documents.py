"""Documents at rest: as they were written, named by what they say."""

import hashlib
import json
import zlib
from collections.abc import Mapping

# A document's own limit on the way in is far below.
UNPACKED_BYTES_MAX = 16_000_000


def document_hash(document: Mapping[str, object]) -> str:
    """32 hex digits that name a document; the order of its members counts."""
    return hashlib.sha256(_text(document)).hexdigest()[:32]


def packed(document: Mapping[str, object]) -> bytes:
    """The document, compressed."""
    return zlib.compress(_text(document), 9)


def unpacked(data: bytes, wanted: str) -> dict[str, object] | None:
    """The document in packed data; None unless it is the one that is named by `wanted`."""
    try:
        text = zlib.decompressobj().decompress(data, UNPACKED_BYTES_MAX)
    except zlib.error:
        return None
    if hashlib.sha256(text).hexdigest()[:32] != wanted:
        return None
    document: dict[str, object] = json.loads(text)
    return document


def _text(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
