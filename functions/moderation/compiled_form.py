"""The compact form in which a compiled policy is stored and fetched: data only, no pickle, no marshal.

`MAGIC`, then a zlib stream of one JSON header line and the sections that it lists, one after the other. A section is
the data of one term matcher; its hash lets policies that extend the same base share the matcher in memory.
"""

import hashlib
import json
import zlib

MAGIC = b"RKP1"
# A hostile or broken item must not unpack into all of the function's memory.
UNPACKED_BYTES_MAX = 32_000_000


class BrokenPolicyError(ValueError):
    """The data is not a compiled policy, or not the one that its hash promises."""


def content_hash(data: bytes) -> str:
    """32 hex digits that name compiled data."""
    return hashlib.sha256(data).hexdigest()[:32]


def pack(header: dict[str, object], sections: list[bytes]) -> bytes:
    """Compiled form of a header and its sections; the header gets the sections' sizes and hashes."""
    listed = [{"bytes": len(section), "hash": content_hash(section)} for section in sections]
    line = json.dumps({**header, "sections": listed}, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return MAGIC + zlib.compress(b"\n".join((line.encode("ascii"), b"".join(sections))), 9)


def unpack(data: bytes) -> tuple[dict[str, object], list[tuple[str, bytes]]]:
    """Header and (hash, data) of each section; raises BrokenPolicyError for anything that `pack` did not write."""
    if data[: len(MAGIC)] != MAGIC:
        raise BrokenPolicyError("unknown format")
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(data[len(MAGIC) :], UNPACKED_BYTES_MAX)
        line, _, rest = plain.partition(b"\n")
        header = json.loads(line)
        listed = [(told["hash"], told["bytes"]) for told in header.get("sections", ())]
        sections = []
        start = 0
        for name, size in listed:
            sections.append((name, rest[start : start + size]))
            start += size
    except (zlib.error, ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise BrokenPolicyError(f"{type(error).__name__}: {error}") from error
    if not stream.eof or stream.unused_data or start != len(rest):
        raise BrokenPolicyError("incomplete")
    return header, sections
