"""How a body is looked over before it is parsed: nesting counted as the parser would find it, sizes by path."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moderation.errors import Invalid
from moderator_api.body import BYTES_MAX, DEPTH_MAX, POLICY_BYTES_MAX, bytes_max, check

# Brackets, quotes and backslashes where they mean nothing.
TEXT = st.text(alphabet='[]{}"\\,:é ', max_size=12)
VALUE = st.recursive(
    TEXT | st.integers(0, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=12,
)


def depth_of(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max((depth_of(each) for each in value.values()), default=0)
    if isinstance(value, list):
        return 1 + max((depth_of(each) for each in value), default=0)
    return 0


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(value=VALUE, levels=st.integers(0, DEPTH_MAX + 1), ascii_only=st.booleans())
def test_a_body_is_refused_exactly_beyond_the_deepest_level(value: Any, levels: int, ascii_only: bool) -> None:
    for _ in range(levels):
        value = [value]
    text = json.dumps({"a": value}, ensure_ascii=ascii_only)
    if 1 + depth_of(value) <= DEPTH_MAX:
        check(text, BYTES_MAX)
        return
    with pytest.raises(Invalid, match="nested deeper"):
        check(text, BYTES_MAX)


@pytest.mark.parametrize("text", ['{"a": "[[[[[[[[[[[[[[[[[[[[[[[["', '{"a": "\\', '"' + "\\" * 999, '{"a": "x" "}'])
def test_an_unfinished_string_hides_what_follows_and_is_no_json(text: str) -> None:
    with pytest.raises(Invalid, match="no JSON"):
        check(text, BYTES_MAX)


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/v1/policies/house", POLICY_BYTES_MAX),
        ("/v1/policies/house/test", POLICY_BYTES_MAX),
        ("/v1/rooms/room00000001/policy", BYTES_MAX),
        ("/v1/rooms", BYTES_MAX),
        ("/v1/organisation/policy", BYTES_MAX),
    ],
)
def test_only_documents_may_be_large(path: str, limit: int) -> None:
    assert bytes_max(path) == limit
    body = json.dumps({"a": "x" * (limit - 9)})
    assert len(body) == limit
    check(body, limit)
    with pytest.raises(Invalid, match="larger"):
        check(body + " ", limit)
