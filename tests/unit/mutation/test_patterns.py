"""The changes that mutation testing makes of patterns."""

import re

import libcst as cst
import pytest

from tests.mutation.patterns import OPERATORS


def mutants(literal: str) -> list[str]:
    """The sources of all mutants of a string literal."""
    node = cst.parse_expression(literal)
    changed = (mutant for kind, change in OPERATORS if isinstance(node, kind) for mutant in change(node))
    return [cst.Module(body=[]).code_for_node(mutant) for mutant in changed]


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        # An alternative less.
        ('r"ab|cd"', ['r"ab"', 'r"cd"']),
        ('r"x(?:a|b|c)y"', ['r"x(?:a|c)y"', 'r"x(?:b|c)y"', 'r"x(?:a|b)y"']),
        ('r"(a(b)|c)"', ['r"(a(b))"', 'r"(c)"']),
        (r'r"a\|b[|]"', []),
        # An optional part that must be there; one more, one fewer.
        ('r"ab?"', ['r"ab"']),
        ('r"a*?b+"', ['r"a+?b+"', 'r"a*?b*"']),
        ('r"a{3}"', ['r"a{4}"']),
        ('r"a{2,}"', ['r"a{3,}"']),
        ('r"a{2,4}"', ['r"a{3,4}"', 'r"a{2,5}"', 'r"a{2,3}"']),
        ('r"a{2,40}"', ['r"a{3,40}"']),
        ('r"a{2,2}"', ['r"a{2,3}"']),
        # No look around.
        ('r"a(?!b(?:c|d))"', ['r"a"', 'r"a(?!b(?:c))"', 'r"a(?!b(?:d))"']),
        (r'r"(?<!\w)a(?=b)"', ['r"a(?=b)"', r'r"(?<!\w)a"']),
        # In an f-string, braces are doubled; what it inserts stays.
        ('rf"{name}{{2,4}}x?"', ['rf"{name}{{3,4}}x?"', 'rf"{name}{{2,5}}x?"', 'rf"{name}{{2,3}}x?"',
                                 'rf"{name}{{2,4}}x"']),
        # What is no pattern.
        ('"a?"', []), ('"one or two|three"', ['"one or two"', '"three"']), ('"a | b"', []), ('f"{name}a?"', []),
    ],
)  # fmt: skip
def test_what_is_changed(literal: str, expected: list[str]) -> None:
    found = mutants(literal)
    assert sorted(found) == sorted(expected)
    assert literal not in found


def test_every_mutant_is_a_pattern() -> None:
    literal = r'r"(?<![\w.])(?P<one>a|[^\]b]+?)(?:\.(?P<two>\d{1,3})|x*){2,4}(?=\s|$)"'
    changed = mutants(literal)
    assert len(changed) > 10
    for mutant in changed:
        re.compile(cst.ensure_type(cst.parse_expression(mutant), cst.SimpleString).raw_value)
