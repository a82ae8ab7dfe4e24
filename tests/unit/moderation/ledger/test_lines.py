"""A line of the review's log is a decision, nobody's, or broken; nothing else can come of any line."""

import json
import random
import string
from collections import Counter
from collections.abc import Callable

import pytest

from moderation.ledger.lines import BrokenLine, parse
from moderation.ledger.records import LoggedHit
from moderation.verdict import ALLOW, DENY, HOLD, MASK
from tests.unit.moderation.ledger.lines import HIT, NOW, ROOM, Review, changed

CASES, SEED = 200_000, 20261122


def test_a_plain_allow_is_known_by_what_its_line_lacks() -> None:
    record = parse(Review().line("message00001"))
    assert record is not None
    assert (record.plain, record.verdict, record.user_id) == (True, ALLOW, "")
    assert (record.message_id, record.room_id, record.at_ms) == ("message00001", ROOM, int(NOW * 1000))
    assert (record.environment, record.sequence, record.elapsed_ms) == ("0123abcd", 1, 1.25)
    assert (record.policy_hash, len(record.content_hash)) == ("f" * 12, 16)


def test_a_refusal_keeps_its_whole_explanation() -> None:
    refusal = {"rule_id": "terms", "reason_code": "profanity", "strikes": 2.5, "hits": (HIT,), "remaining_seconds": 9}
    record = parse(Review().line("message00001", DENY, text="zounds", degraded="counts", **refusal))
    assert record is not None
    assert (record.plain, record.user_id, record.text, record.name) == (False, "ada", "zounds", "")
    assert (record.rule_id, record.reason_code, record.strikes, record.remaining_seconds) == (
        "terms",
        "profanity",
        2.5,
        9,
    )
    assert record.hits == (LoggedHit("terms", "profanity", 3, 0, 6, "folded"),)
    assert (record.degraded, record.policy_id, record.policy_version) == ("counts", "p", 1)


@pytest.mark.parametrize(
    ("verdict", "more"),
    [(ALLOW, {"flagged": True}), (ALLOW, {"degraded": "policy"}), (MASK, {}), (ALLOW, {"hits": (HIT,)})],
)
def test_a_delivered_message_with_more_to_tell_is_not_plain(verdict: str, more: dict[str, object]) -> None:
    record = parse(Review().line("message00001", verdict, **more))
    assert record is not None
    assert (record.plain, record.text) == (False, None)


def test_a_hold_knows_its_senders_name_and_a_deployment_may_keep_no_text() -> None:
    named = parse(Review().line("message00001", HOLD))
    silent = parse(Review().line("message00002", HOLD, kept="nothing"))
    assert named is not None and silent is not None
    assert (named.text, named.name) == ("hello", "Ada")
    assert (silent.text, silent.name) == (None, "")


def test_unpaired_surrogates_become_something_that_can_be_stored() -> None:
    record = parse(Review().line("message00001", DENY, text="a\ud800b\ude00\U0001f600", user="u\udfff"))
    assert record is not None
    assert (record.text, record.user_id) == ("a\ufffdb\ufffd\U0001f600", "u\ufffd")


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "START RequestId: 6a8a20c8 Version: $LATEST",
        '{"time":"2026-11-22T20:36:05Z","type":"platform.report","record":{}}',
        '{"level":"INFO","message":"a \\"decision\\" is mentioned"}',
        '["decision"]',
        '"decision"',
        '{"type":"Decision"}',
        '{"type":["decision"],"kind":"decision"}',
    ],
)
def test_other_lines_are_nobodys(foreign: str) -> None:
    assert parse(foreign) is None


@pytest.mark.parametrize(
    ("member", "value"),
    [
        *((name, None) for name in ("message", "room", "verdict", "environment", "sequence", "ElapsedMs", "_aws")),
        ("message", "a b"),
        ("message", ""),
        ("message", "x" * 65),
        ("room", 7),
        ("verdict", "PERHAPS"),
        ("sequence", 0),
        ("sequence", True),
        ("sequence", 1.5),
        ("ElapsedMs", -1),
        ("ElapsedMs", float("inf")),
        ("ElapsedMs", float("nan")),
        ("content", "0123456789abcde"),
        ("content", "x" * 16),
        ("user", 5),
        ("user", "x" * 129),
        ("strikes", "many"),
        ("strikes", 1e300),
        ("policyVersion", 10**40),
        ("hits", "none"),
        ("hits", [["rule"]]),
        ("hits", [["rule", "category", "severe", 0, 1, "plain"]]),
        ("text", 5),
        ("_aws", {"Timestamp": 10**14}),
        ("_aws", {"Timestamp": -1}),
        ("_aws", []),
    ],
)
def test_a_decision_that_cannot_be_read_is_broken_and_says_where(member: str, value: object) -> None:
    line = changed(Review().line("message00001", DENY), **{member: value})
    with pytest.raises(BrokenLine) as broken:
        parse(line)
    inside = {"hits": ("hits", "severity"), "_aws": ("_aws", "Timestamp")}
    assert any(name in str(broken.value) for name in inside.get(member, (member,)))
    assert "message00001" not in str(broken.value)


def test_a_cut_line_and_an_endless_one_are_broken() -> None:
    line = Review().line("message00001", DENY)
    for at in range(line.index('"decision"') + 10, len(line) - 1):
        with pytest.raises(BrokenLine):
            parse(line[:at])
    for endless in ('{"type":"decision","x":"' + "x" * 20_000, "[" * 5_000 + '"decision"'):
        with pytest.raises(BrokenLine):
            parse(endless)


def test_any_line_is_a_decision_nobodys_or_broken(soak_count: Callable[[int], int]) -> None:
    dice, count = random.Random(SEED), soak_count(CASES)
    review = Review()
    good = [
        review.line("message00001"),
        review.line("message00002", DENY, hits=(HIT,), text="a \ud800 \u2028 \x00"),
        review.line("message00003", HOLD),
    ]
    came: Counter[str] = Counter()
    for _ in range(count):
        line = _mangled(dice, dice.choice(good))
        try:
            record = parse(line)
        except BrokenLine:
            came["broken"] += 1
        else:
            came["decision" if record else "nobody's"] += 1
    print(f"{count} lines, seed {SEED}: {dict(came)}, 0 other exceptions")
    assert min(came["broken"], came["decision"], came["nobody's"]) > count // 100


def _mangled(dice: random.Random, line: str) -> str:
    kind = dice.randrange(5)
    if kind == 0:
        return "".join(dice.choices(string.printable + "\ud800\u2028\U0001f600", k=dice.randrange(80)))
    if kind == 1:
        at = dice.randrange(len(line))
        return line[:at] + chr(dice.randrange(0x11_0000)) + line[at + dice.randrange(3) :]
    told = json.loads(line)
    name = dice.choice([*told, "type"])
    if kind == 2:
        del told[name]
    elif kind == 3:
        told[name] = dice.choice([None, True, -1, 10**30, 1e308, "", "x" * 300, [], [[]], {}, {"a": []}, "\ud83d"])
    else:
        told[dice.choice(["hits", "text", "notes", "cause"])] = dice.choice([[[1] * 6], ["a"] * 20, {"x": 1}, 0.1])
    return json.dumps(told, ensure_ascii=dice.random() < 0.5)
