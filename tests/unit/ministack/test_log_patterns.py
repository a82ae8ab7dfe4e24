"""CloudWatch Logs' filter patterns as the emulated AWS understands them."""

import pytest

from local.ministack.log_patterns import BadPatternError, compiled

LINE = '{"type": "decision", "n": 7, "user": {"id": "a\\"b", "left": null}, "ok": true, "text": "one two"}'


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("", True),
        ("decision", True),
        ("decision missing", False),
        ('"one two"', True),
        ('"two one"', False),
        ('{ $.type = "decision" }', True),
        ('{ $.type = "decisions" }', False),
        ("{$.type=decision}", True),
        ('{ $.type = "dec*" }', True),
        ('{ $.type = "*ion" }', True),
        ('{ $.type = "d?cision" }', False),
        ('{ $.type != "decision" }', False),
        ('{ $.missing != "decision" }', False),
        ('{ $.user.id = "a\\"b" }', True),
        ('{ $.type.id = "x" }', False),
        ("{ $.n = 7 }", True),
        ("{ $.n >= 7 }", True),
        ("{ $.n > 7 }", False),
        ("{ $.type > 7 }", False),
        ("{ $.user.left IS NULL }", True),
        ("{ $.type IS NULL }", False),
        ("{ $.ok IS TRUE }", True),
        ("{ $.gone NOT EXISTS }", True),
        ("{ $.n EXISTS }", True),
        ('{ ($.type = "x") || ($.n = 7) }', True),
        ('{ ($.type = "x") && ($.n = 7) }', False),
        ('{ $.type = "x" && $.n = 7 || $.ok IS TRUE }', True),
        ('{ $.type = "x" && ($.n = 7 || $.ok IS TRUE) }', False),
    ],
)
def test_a_pattern_matches(pattern: str, matches: bool) -> None:
    assert compiled(pattern)(LINE) is matches


def test_a_json_pattern_matches_no_other_line() -> None:
    matches = compiled("{ $.n = 7 }")
    assert not any(matches(line) for line in ("START RequestId: 7", "", "7", "[7]", '{"n": "seven"}'))


@pytest.mark.parametrize(
    "pattern",
    [
        "{",
        "{ }",
        "{ $.a }",
        "{ $.a = }",
        "{ a = 1 }",
        "{ ($.a = 1 }",
        "{ $.a = 1 ) }",
        "{ $.a ~ 1 }",
        "[w1, w2]",
        "?a ?b",
        "{ $.a IS MAYBE }",
        "%regex%",
        "-not",
    ],
)
def test_a_pattern_that_is_not_understood_is_an_error(pattern: str) -> None:
    with pytest.raises(BadPatternError):
        compiled(pattern)
