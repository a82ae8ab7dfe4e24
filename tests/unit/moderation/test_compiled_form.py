"""Compiled data that is broken, cut, hostile or of another make is refused with one kind of error."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.compile import compile_policy
from moderation.compiled_form import (
    MAGIC,
    PLAIN,
    UNPACKED_BYTES_MAX,
    BrokenPolicyError,
    content_hash,
    pack,
    uncompressed,
    unpack,
)
from moderation.load import load
from tests.unit.moderation.build import BAD, judge, rule, terms

DATA = compile_policy({"rules": [terms(), rule("links", {"find": ["any"]})]}).data


@given(st.dictionaries(st.text(max_size=5), st.integers(), max_size=3), st.lists(st.binary(max_size=50), max_size=3))
def test_what_was_packed_comes_back(header: dict[str, object], sections: list[bytes]) -> None:
    told, found = unpack(pack(header, sections))
    assert {name: value for name, value in told.items() if name != "sections"} == {
        name: value for name, value in header.items() if name != "sections"
    }
    assert [section for _, section in found] == sections
    assert [name for name, _ in found] == [content_hash(section) for section in sections]


def test_the_form_without_compression_says_the_same_and_is_refused_when_cut() -> None:
    stored = uncompressed(DATA)
    assert unpack(stored) == unpack(DATA)
    assert judge(load(stored), BAD).verdict == judge(load(DATA), BAD).verdict == "DENY"
    for length in range(len(stored)):
        with pytest.raises(BrokenPolicyError):
            load(stored[:length])
    with pytest.raises(BrokenPolicyError):
        uncompressed(stored)


@given(st.binary(max_size=200))
def test_garbage_is_refused(garbage: bytes) -> None:
    for data in (garbage, MAGIC + garbage, PLAIN + garbage, MAGIC + zlib.compress(garbage)):
        with pytest.raises(BrokenPolicyError):
            load(data)


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_one_changed_byte_is_refused(place: int, change: int) -> None:
    broken = bytearray(DATA)
    broken[place] ^= change
    if broken[4:6] != DATA[4:6] and zlib.decompressobj().decompress(DATA[4:]) == _plain(bytes(broken)):
        return  # a flag of the stream's own header that changes nothing
    with pytest.raises(BrokenPolicyError):
        load(bytes(broken))


def _plain(data: bytes) -> bytes | None:
    try:
        return zlib.decompressobj().decompress(data[4:])
    except zlib.error:
        return None


@given(st.integers(0, len(DATA) - 1))
def test_cut_data_is_refused(length: int) -> None:
    with pytest.raises(BrokenPolicyError):
        load(DATA[:length])


def _packed(line: bytes) -> bytes:
    return MAGIC + zlib.compress(line)


@pytest.mark.parametrize(
    "line",
    [
        b"[]",
        b"null",
        b"{}",
        b'{"sections": 5}',
        b'{"sections": [5]}',
        b'{"sections": [{"bytes": -1, "hash": "x"}]}',
        b'{"sections": [{"bytes": 9, "hash": "x"}]}\nabc',
        b'{"sections": [{"bytes": 3, "hash": "x"}]}\nabc',
        b"[" * 100_000,
    ],
)
def test_data_of_another_make_is_refused(line: bytes) -> None:
    with pytest.raises(BrokenPolicyError):
        load(_packed(line))


@pytest.mark.parametrize(
    "member", ["rules", "live", "shield", "groups", "allow", "emotes", "failModes", "ladder", "texts"]
)
@pytest.mark.parametrize("value", [None, 5, ["x"], {"x": "y"}])
def test_header_of_wrong_shape_is_refused_or_harmless(member: str, value: object) -> None:
    header, sections = unpack(DATA)
    changed = {**header, member: value}
    try:
        subject = load(pack(changed, [section for _, section in sections]))
    except BrokenPolicyError:
        return
    assert judge(subject, f"{BAD} https://a.com", modes={"frozen": {}}, degraded="counts").verdict == "DENY"


def test_a_bomb_does_not_unpack() -> None:
    bomb = MAGIC + zlib.compress(b" " * (UNPACKED_BYTES_MAX + 1), 9)
    assert len(bomb) < 100_000
    with pytest.raises(BrokenPolicyError):
        load(bomb)


def test_data_holds_no_pickle_and_is_plain_json() -> None:
    line = zlib.decompress(DATA[len(MAGIC) :]).partition(b"\n")[0]
    assert isinstance(json.loads(line), dict)
