"""Keyed hashes: of requests, and of texts that a record must tie itself to without telling them.

NOTE: `_hashlib` is what hmac.digest itself calls; importing it directly is one module less in a cold start
(docs/decisions/0004-lean-client.md).
"""

from _hashlib import hmac_digest


def hmac_sha256(key: bytes, text: bytes) -> bytes:
    """32 bytes."""
    return hmac_digest(key, text, "sha256")


def content_hash(key: str, message_id: str, content: str) -> str:
    """16 hex digits that tie a decision line to a delivered text; without the key they tell nothing about it.

    The message id is part of the key: two messages with the same text cannot be told from their lines.
    """
    return hmac_sha256((key + message_id).encode(), content.encode("utf-8", "surrogatepass"))[:8].hex()
