"""The compact form in which a compiled policy is stored and fetched: data only, no pickle, no marshal.

`MAGIC`, then a zlib stream of one JSON header line and the sections that it lists, one after the other. A section is
the data of one term matcher; its hash lets policies that extend the same base share the matcher in memory. With `PLAIN`
and a hash in front the same follows uncompressed: for the bundled policy, which is read in each cold start and never
fetched, so nobody verifies it: to load OpenSSL and to hash a megabyte would take 3 ms.
"""

import json
from collections.abc import Sequence

MAGIC = b"RKP3"
PLAIN = b"RKP2"
_DIGITS = 32
# A hostile or broken item must not unpack into all of the function's memory.
UNPACKED_BYTES_MAX = 32_000_000


class BrokenPolicyError(ValueError):
    """The data is not a compiled policy, or not the one that its hash promises."""


def content_hash(data: bytes | memoryview) -> str:
    """32 hex digits that name compiled data."""
    import hashlib  # not in a cold start

    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def name_of(data: bytes) -> str:
    """The content hash of compiled data; the form without compression says its own."""
    plain = data[: len(PLAIN)] == PLAIN
    return data[len(PLAIN) : len(PLAIN) + _DIGITS].decode("ascii") if plain else content_hash(data)


def pack(header: dict[str, object], sections: Sequence[bytes | memoryview]) -> bytes:
    """Compiled form of a header and its sections; the header gets the sections' sizes and hashes."""
    import zlib  # for the compressed form only: the bundled policy does without

    listed = [{"bytes": len(section), "hash": content_hash(section)} for section in sections]
    line = json.dumps({**header, "sections": listed}, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return MAGIC + zlib.compress(b"\n".join((line.encode("ascii"), b"".join(sections))), 9)


def uncompressed(data: bytes) -> bytes:
    """The same policy in the form without compression, under the hash of its content as it lies there."""
    plain = _inflated(data)
    return PLAIN + content_hash(plain).encode() + plain


def unpack(data: bytes) -> tuple[dict[str, object], list[tuple[str, memoryview]]]:
    """Header and (hash, data) of each section; raises BrokenPolicyError for anything that this module did not write."""
    if data[: len(PLAIN)] == PLAIN:
        plain, start = data, len(PLAIN) + _DIGITS
    else:
        plain, start = _inflated(data), 0
    try:
        end = plain.index(b"\n", start)
        header = json.loads(plain[start:end])
        start = end + 1
        view = memoryview(plain)
        sections = []
        for told in header["sections"]:
            size = told["bytes"]
            sections.append((told["hash"], view[start : start + size]))
            start += size
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise BrokenPolicyError(f"{type(error).__name__}: {error}") from error
    if start != len(plain):
        raise BrokenPolicyError("incomplete")
    return header, sections


def _inflated(data: bytes) -> bytes:
    import zlib

    if data[: len(MAGIC)] != MAGIC:
        raise BrokenPolicyError("unknown format")
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(memoryview(data)[len(MAGIC) :], UNPACKED_BYTES_MAX)
    except zlib.error as error:
        raise BrokenPolicyError(str(error)) from error
    if not stream.eof or stream.unused_data:
        raise BrokenPolicyError("incomplete")
    return plain
