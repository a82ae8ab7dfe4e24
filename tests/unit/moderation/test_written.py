"""Documents as they are written: JSON and YAML give the same, and nothing is lost in silence."""

import pytest

from moderation.document.written import parse


def test_json_and_yaml_give_the_same() -> None:
    expected = {"rules": [{"id": "a", "strikes": 0.5, "texts": {"no": "Nei."}}]}
    assert parse('{"rules": [{"id": "a", "strikes": 0.5, "texts": {"no": "Nei."}}]}', is_yaml=False) == expected
    assert parse('rules:\n  - {id: a, strikes: 0.5, texts: {"no": Nei.}}\n', is_yaml=True) == expected
    assert parse("a: &x {b: 1}\nc: {<<: *x, d: 2}\n", is_yaml=True) == {"a": {"b": 1}, "c": {"b": 1, "d": 2}}
    assert parse("", is_yaml=True) is None


@pytest.mark.parametrize(
    ("text", "is_yaml", "reason"),
    [
        ('{"rules": [], "rules": []}', False, "the member rules is written twice"),
        ("rules: []\nname: x\nrules: []\n", True, "the member rules is written twice"),
        ("rules:\n  - {id: a, kind: terms, id: b}\n", True, "the member id is written twice"),
        ("[", False, "Expecting value"),
        ("rules: [", True, "while parsing"),
        ("[" * 100_000, False, "nested too deeply"),
        ("[" * 20_000, True, "nested too deeply"),
        ("!!python/object:os.system {}", True, "could not determine a constructor"),
    ],
)
def test_what_is_no_document(text: str, is_yaml: bool, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse(text, is_yaml)


def test_an_alias_to_itself_ends() -> None:
    assert isinstance(parse("a: &a [*a]", is_yaml=True), dict)
