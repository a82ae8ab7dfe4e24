"""The whole hit of every kind: its kind, category, severity, span, reading and what it says was found."""

from typing import Any

import pytest

from moderation.text import fingerprint
from tests.unit.moderation.build import judge, policy, rule

CASES: list[tuple[str, dict[str, Any], str, dict[str, Any], tuple[Any, ...]]] = [
    (
        "flood",
        {"messages": 1, "seconds": 5},
        "hello",
        {"seconds": {0: 2}},
        ("flood", 2, 0, 5, "plain", "2 messages in 5 s"),
    ),
    (
        "repetition",
        {"times": 1},
        "hello",
        {"hashes": {fingerprint("hello"): 2}},
        ("repetition", 2, 0, 5, "plain", "2 times"),
    ),
    ("links", {"find": ["any"]}, "a b.com/x", {}, ("link_any", 2, 2, 9, "plain", "b.com")),
    ("links", {"find": ["any"]}, "ab dot com", {}, ("link_any", 2, 0, 10, "disguised", "ab.com")),
    ("links", {"find": ["listed"], "domains": ["b.com"]}, "x.b.com", {}, ("link_listed", 2, 0, 7, "plain", "b.com")),
    (
        "patterns",
        {"patterns": [{"pattern": "b+", "category": "bees", "severity": 4}]},
        "aBb",
        {},
        ("bees", 4, 1, 3, "plain", "Bb"),
    ),
    ("patterns", {"patterns": [{"pattern": "b+"}]}, "ab", {}, ("own", 3, 1, 2, "plain", "b")),
    ("personal_data", {"find": ["ip"]}, "at 8.8.8.8", {}, ("ip", 2, 3, 10, "plain", "ip")),
    ("shape", {"maxLength": 3}, "abcde", {}, ("length", 1, 3, 5, "plain", "5")),
    (
        "shape",
        {"capitals": {"share": 0.5, "minLetters": 4}},
        "ABCd",
        {},
        ("capitals", 1, 0, 4, "plain", "3 of 4 letters"),
    ),
    ("shape", {"maxRepeated": 3}, "xaaaa", {}, ("repeated", 1, 1, 5, "plain", "a x 4")),
    ("shape", {"symbols": {"share": 0.5, "minLength": 4}}, "a ###", {}, ("symbols", 1, 0, 5, "plain", "3 of 4")),
    ("shape", {"maxMarks": 4}, "ae" + "\u0301" * 5 + "x", {}, ("marks", 1, 1, 7, "plain", "5 marks on one character")),
    ("shape", {"maxEmoji": 1}, "a😀😀", {}, ("emoji", 1, 0, 3, "plain", "2")),
    ("shape", {"maxMentions": 1}, "x @ab @cd y", {}, ("mentions", 1, 2, 9, "plain", "2")),
    ("shape", {"maxLines": 1}, "a\nb", {}, ("lines", 1, 0, 3, "plain", "2")),
    ("script", {"allow": ["Latin"]}, "a где б", {}, ("script", 1, 2, 7, "plain", "CYRILLIC")),
    ("emote_only", {}, "😀 hi 😀", {}, ("emote_only", 1, 2, 4, "plain", "hi")),
]


@pytest.mark.parametrize(("kind", "params", "text", "state", "expected"), CASES)
def test_hit_is_told_whole(
    kind: str, params: dict[str, Any], text: str, state: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    (hit,) = judge(policy(rule(kind, params, id="mine")), text, **state).hits
    assert (hit.rule_id, hit.kind) == ("mine", kind)
    assert (hit.category, hit.severity, hit.start, hit.end, hit.reading, hit.term) == expected
