"""Shape: every measure at its limit and one beyond, and what it must not mind."""

import unicodedata
from typing import Any

import pytest

from moderation.rules.emoji import clusters, count_emoji
from tests.unit.moderation.build import judge, policy, rule

AT_AND_BEYOND: list[tuple[str, Any, str, str]] = [
    ("maxLength", 10, "a b c d e ", "a b c d e f"),
    ("capitals", {"share": 0.5, "minLetters": 8}, "ABCDefgh", "ABCDEfgh"),
    ("capitals", {"share": 0.5, "minLetters": 8}, "ABCDEFG", "ABCDEFGH"),
    ("maxRepeated", 4, "aaaa!!!!", "aaaaa"),
    ("symbols", {"share": 0.5, "minLength": 8}, "ab cd ####", "abc #####"),
    ("symbols", {"share": 0.5, "minLength": 8}, "#######", "########"),
    ("maxMarks", 4, "a" + "\u0301" * 4, "a" + "\u0301" * 5),
    ("maxEmoji", 2, "😀😀", "😀😀😀"),
    ("maxMentions", 2, "@a @b", "@a @b @c"),
    ("maxLines", 2, "a\nb", "a\nb\nc"),
]


@pytest.mark.parametrize(("measure", "limit", "at", "beyond"), AT_AND_BEYOND)
def test_measure_accepts_its_limit_and_nothing_beyond(measure: str, limit: object, at: str, beyond: str) -> None:
    subject = policy(rule("shape", {measure: limit}))
    assert judge(subject, at).hits == ()
    (hit,) = judge(subject, beyond).hits
    assert 0 <= hit.start < hit.end <= len(beyond)


def test_measures_add_up() -> None:
    subject = policy(rule("shape", {"maxLength": 5, "maxRepeated": 3, "maxLines": 9}))
    assert [hit.category for hit in judge(subject, "aaaaaaa").hits] == ["repeated", "length"]


def test_emote_names_are_no_shouting() -> None:
    shape = rule("shape", {"capitals": {"share": 0.5, "minLetters": 8}})
    assert judge(policy(shape, emotes=["KEKW", "LULW"]), "KEKW LULW KEKW nice").hits == ()
    assert judge(policy(shape), "KEKW LULW KEKW nice").hits != ()


@pytest.mark.parametrize("text", ["ÀÉÎÕÜÇ ÑÐÞ ŠŽĆ", "ПРИВЕТ ВСЕМ", "ΚΑΛΗΜΕΡΑ ΣΑΣ"])
def test_capitals_of_every_script_count(text: str) -> None:
    assert judge(policy(rule("shape", {"capitals": {"share": 0.5, "minLetters": 8}})), text).hits != ()


@pytest.mark.parametrize(
    "text", ["नमस्ते दुनिया", "السَّلَامُ عَلَيْكُمْ", "สวัสดีครับ ทุกคน", "ภาษาไทยที่นี่", "שָׁלוֹם עֲלֵיכֶם", "Việt Nam đẹp"]
)
def test_living_scripts_are_no_zalgo(text: str) -> None:

    subject = policy(rule("shape", {"maxMarks": 4}))
    for form in ("NFC", "NFD"):
        assert judge(subject, unicodedata.normalize(form, text)).hits == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("abc", 0), ("😀", 1), ("👍🏽", 1), ("👨‍👩‍👧‍👦", 1), ("🇨🇭🇩🇪", 2), ("❤️", 1), ("🏳️‍🌈 😀", 2), ("😀" * 7, 7)],
)
def test_emoji_are_counted_as_seen(text: str, count: int) -> None:
    assert count_emoji(clusters(text)) == count


def test_mail_addresses_are_no_mentions() -> None:
    assert judge(policy(rule("shape", {"maxMentions": 0})), "mail a@b.c").hits == ()


@pytest.mark.parametrize("text", ["\u0301" * 5, "a" + "\u0489" * 5, "a" + "\u0301\u0489" * 3])
def test_marks_count_enclosing_ones_too_and_without_a_letter_under_them(text: str) -> None:
    (hit,) = judge(policy(rule("shape", {"maxMarks": 4})), text).hits
    assert (hit.start, hit.end, hit.term) == (0, len(text), f"{len(text.lstrip('a'))} marks on one character")


def test_letters_with_marks_are_no_symbols() -> None:
    symbols = policy(rule("shape", {"symbols": {"share": 0.3, "minLength": 4}}))
    assert judge(symbols, "हिन्दी की किताबें").hits == ()


def test_many_mentions_are_hit_from_the_first_to_the_end_of_the_last() -> None:
    (hit,) = judge(policy(rule("shape", {"maxMentions": 1})), "hi @ab and @cd").hits
    assert (hit.start, hit.end, hit.term) == (3, 14, "2")


@pytest.mark.parametrize(
    ("params", "text", "category"),
    [
        ({"maxRepeated": 3}, "e\u0301" * 4, "repeated"),
        ({"maxRepeated": 3}, "e\u0301" * 3, None),
        ({"maxRepeated": 3}, "👍🏽" * 4, "repeated"),
        ({"maxRepeated": 3}, "a\u200b" * 4, "repeated"),
        ({"maxRepeated": 3}, "aAaA", "repeated"),
        ({"maxRepeated": 3}, "é    é", None),
        ({"maxRepeated": 3}, "éaaab", None),
        ({"capitals": {"share": 0.7, "minLetters": 5}}, ":KEKWAIT: hello you", None),
        ({"symbols": {"share": 0.5, "minLength": 5}}, "🏴\U000e0067\U000e007f" * 5, None),
        ({"symbols": {"share": 0.5, "minLength": 5}}, "hi" + "\u200b" * 10, None),
        ({"symbols": {"share": 0.5, "minLength": 5}}, "!?!?!ab", "symbols"),
        ({"maxMentions": 2}, "@a@b@c", "mentions"),
        ({"maxMentions": 2}, "＠a ＠b ＠c", "mentions"),
        ({"maxMentions": 2}, "a@b.c d@e.f g@h.i", None),
        ({"maxMentions": 2}, "@ @ @ @ at", None),
        ({"maxLines": 2}, "a\u2028b\u2028c", "lines"),
        ({"maxLines": 2}, "a\rb\rc", "lines"),
        ({"maxLines": 2}, "a\r\nb", None),
        ({"maxEmoji": 0}, "1\ufe0f\u20e3", "emoji"),
        ({"maxEmoji": 1}, "👨\u200d👩\u200d👧🇫🇷", "emoji"),
        ({"maxEmoji": 2}, "👨\u200d👩\u200d👧🇫🇷", None),
    ],
)
def test_measures_go_by_what_is_seen(params: dict[str, object], text: str, category: str | None) -> None:
    hits = judge(policy(rule("shape", params)), text).hits
    assert [hit.category for hit in hits] == ([category] if category else [])


def test_a_repeated_sign_is_hit_where_it_is() -> None:
    (hit,) = judge(policy(rule("shape", {"maxRepeated": 3})), "so e\u0301e\u0301E\u0301e\u0301! ok").hits
    assert (hit.start, hit.end) == (3, 11)


def test_marks_are_hit_from_the_first_stack_to_the_last() -> None:
    stack = "a" + "\u0301" * 5
    (hit,) = judge(policy(rule("shape", {"maxMarks": 4})), f"so {stack} and {stack} ok").hits
    assert (hit.start, hit.end) == (3, 3 + len(f"{stack} and {stack}"))


@pytest.mark.parametrize(
    ("params", "text", "category", "start", "end", "measured"),
    [
        ({"maxLength": 3}, "abcdef", "length", 3, 6, "6"),
        ({"capitals": {"share": 0.5, "minLetters": 4}}, "a ABCD", "capitals", 0, 6, "4 of 5 letters"),
        ({"maxRepeated": 3}, "so AaaA", "repeated", 3, 7, "a x 4"),
        ({"maxRepeated": 3}, "so ÉééÉ", "repeated", 3, 7, "é x 4"),
        ({"maxRepeated": 3}, "éééaaaa", "repeated", 3, 7, "a x 4"),
        ({"maxRepeated": 3}, "é\u0007é\u0007é\u0007é", "repeated", 0, 7, "é x 4"),
        ({"symbols": {"share": 0.5, "minLength": 4}}, "a ####", "symbols", 0, 6, "4 of 5"),
        ({"maxMarks": 4}, "so a" + "\u0301" * 5, "marks", 3, 9, "5 marks on one character"),
        ({"maxEmoji": 2}, "so 😀😀😀", "emoji", 0, 6, "3"),
        ({"maxMentions": 2}, "so @a @b @c ok", "mentions", 3, 11, "3"),
        ({"maxLines": 2}, "a\nb\nc", "lines", 0, 5, "3"),
    ],
)
def test_a_hit_says_what_was_measured_and_where(
    params: dict[str, object], text: str, category: str, start: int, end: int, measured: str
) -> None:
    (hit,) = judge(policy(rule("shape", params)), text).hits
    assert (hit.kind, hit.category, hit.severity, hit.reading) == ("shape", category, 1, "plain")
    assert (hit.start, hit.end, hit.term) == (start, end, measured)
