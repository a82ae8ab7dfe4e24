"""Script: letters outside the accepted writing systems."""

import pytest

from moderation.rules.script import SCRIPTS
from tests.unit.moderation.build import judge, policy, rule

SAMPLES = {
    "Arabic": "مرحبا بكم",
    "Armenian": "բարև ձեզ",
    "Bengali": "নমস্কার সবাই",
    "Cyrillic": "привет всем",
    "Devanagari": "नमस्ते दोस्तो",
    "Georgian": "გამარჯობა",
    "Greek": "καλημέρα",
    "Han": "大家好世界",
    "Hangul": "안녕하세요",
    "Hebrew": "שלום לכולם",
    "Hiragana": "こんにちは",
    "Katakana": "コンニチハー",
    "Latin": "grüß gott señor ñandú",
    "Tamil": "வணக்கம்",
    "Telugu": "నమస్కారం",
    "Thai": "สวัสดีครับ",
}


def test_every_script_has_a_sample() -> None:
    assert SAMPLES.keys() == SCRIPTS.keys()


@pytest.mark.parametrize("script", SAMPLES)
def test_script_is_accepted_by_its_own_rule_only(script: str) -> None:
    for allowed in SAMPLES:
        hits = judge(policy(rule("script", {"allow": [allowed]})), SAMPLES[script] + " 123 !? 😀").hits
        assert (hits == ()) is (allowed == script), (script, allowed)


def test_a_few_foreign_letters_are_accepted() -> None:
    subject = policy(rule("script", {"allow": ["Latin"], "minLetters": 3, "maxShare": 0.2}))
    assert judge(subject, "it says да ok").hits == ()
    assert judge(subject, "it is written дак in the long text over there").hits == ()
    assert judge(subject, "it says дакота").hits != ()


@pytest.mark.parametrize(
    ("foreign", "latin", "params", "found"),
    [
        (2, 0, {"minLetters": 3, "maxShare": 0}, False),
        (3, 0, {"minLetters": 3, "maxShare": 0}, True),
        (3, 100, {"minLetters": 3, "maxShare": 0}, True),
        (5, 5, {"minLetters": 1, "maxShare": 0.5}, False),
        (6, 5, {"minLetters": 1, "maxShare": 0.5}, True),
        (3, 12, {}, False),
        (3, 11, {}, True),
        (2, 1, {}, False),
    ],
)
def test_few_and_share_are_accepted_up_to_their_limit(
    foreign: int, latin: int, params: dict[str, float], found: bool
) -> None:
    subject = policy(rule("script", {"allow": ["Latin"], **params}))
    assert bool(judge(subject, "ж" * foreign + " " + "z" * latin).hits) is found


def test_styled_letters_belong_to_the_script_they_imitate() -> None:
    assert judge(policy(rule("script", {"allow": ["Latin"]})), "𝐡𝐞𝐥𝐥𝐨 ｗｏｒｌｄ ﬀ").hits == ()


def test_hit_spans_the_foreign_letters() -> None:
    (hit,) = judge(policy(rule("script", {"allow": ["Latin"]})), "say привет now").hits
    assert (hit.start, hit.end, hit.term) == (4, 10, "CYRILLIC")
