"""Room modes: whom each refuses, with what words, and that timers end them."""

import itertools

import pytest

from moderation.modes import MODES, SLOW_SECONDS_MAX
from moderation.slow_mode import wait_seconds
from moderation.verdict import ALLOW, DENY
from tests.unit.moderation.build import BAD, NOW, judge, policy, rule, terms

EMPTY = policy(exemptRoles=["moderator"], emotes=["Kappa"])
# mode, settings, what of message and sender makes it refuse, the code
REFUSED: list[tuple[str, dict[str, object], dict[str, object], str]] = [
    ("frozen", {}, {}, "room_frozen"),
    ("subscribersOnly", {}, {}, "subscribers_only"),
    ("followersOnly", {}, {}, "followers_only"),
    ("slow", {"seconds": 10}, {"seconds": {0: 1, 9: 1}}, "slow_mode"),
    ("uniqueChat", {}, {"unique_seen": True}, "not_unique"),
    ("emoteOnly", {}, {}, "emotes_only"),
    ("linksOff", {}, {"content": "see https://example.com"}, "links_off"),
]


def test_every_mode_but_shield_is_tried_here() -> None:
    assert {case[0] for case in REFUSED} | {"shield"} == set(MODES)


@pytest.mark.parametrize(("mode", "settings", "given", "code"), REFUSED)
@pytest.mark.parametrize("until", [None, NOW + 30, NOW, NOW - 30])
def test_mode_refuses_until_its_time(
    mode: str, settings: dict[str, object], given: dict[str, object], code: str, until: float | None
) -> None:
    told = dict(given)
    content = str(told.pop("content", "hello"))
    timer = {} if until is None else {"until": until}
    decision = judge(EMPTY, content, modes={mode: {**settings, **timer}}, **told)  # type: ignore[arg-type]
    if until is not None and until <= NOW:
        assert decision.verdict == ALLOW
        return
    assert (decision.verdict, decision.rule_id, decision.reason_code) == (DENY, f"mode:{mode}", code)
    assert decision.viewer_text
    expected = {"slow": 1, "uniqueChat": None}.get(mode, None if until is None else 30)
    assert decision.remaining_seconds == expected


@pytest.mark.parametrize(("mode", "settings", "given", "code"), REFUSED)
def test_exempt_roles_are_not_touched(
    mode: str, settings: dict[str, object], given: dict[str, object], code: str
) -> None:
    told = dict(given)
    content = str(told.pop("content", "hello"))
    decision = judge(EMPTY, content, modes={mode: settings}, attributes={"role": "moderator"}, **told)  # type: ignore[arg-type]
    assert decision.verdict == ALLOW


@pytest.mark.parametrize(
    ("attributes", "seconds", "refused", "remaining"),
    [
        ({}, 0, True, None),
        ({"followedAt": str(int(NOW) - 5)}, 0, False, None),
        ({"followedAt": str(int(NOW) - 5)}, 600, True, 595),
        ({"followedAt": str(int(NOW) - 600)}, 600, False, None),
        ({"followedAt": str(int(NOW) + 50)}, 0, True, 50),
        ({"followedAt": "yesterday"}, 0, True, None),
        ({"followedAt": "9" * 5000}, 0, True, None),
        ({"followedAt": "²"}, 0, True, None),
        ({"subscriber": "true"}, 600, False, None),
        ({"subscriber": "yes"}, 0, True, None),
    ],
)
def test_followers_only(attributes: dict[str, str], seconds: int, refused: bool, remaining: int | None) -> None:
    decision = judge(EMPTY, "hello", modes={"followersOnly": {"seconds": seconds}}, attributes=attributes)
    assert decision.verdict == (DENY if refused else ALLOW)
    assert decision.remaining_seconds == remaining
    assert (decision.rule_id, decision.reason_code) == (
        ("mode:followersOnly", "followers_only") if refused else ("", "")
    )


def test_subscribers_only_admits_subscribers() -> None:
    modes: dict[str, dict[str, object]] = {"subscribersOnly": {}}
    assert judge(EMPTY, "hello", modes=modes, attributes={"subscriber": "true"}).verdict == ALLOW


@pytest.mark.parametrize("content", ["Kappa", "Kappa 😂 :wave:", "👨‍👩‍👧‍👦 🇨🇭 👍🏽", " ❤️ "])
def test_emote_only_admits_emotes(content: str) -> None:
    assert judge(EMPTY, content, modes={"emoteOnly": {}}).verdict == ALLOW


@pytest.mark.parametrize("content", ["kappa", "Kappa lol", "😂x", ":wave: 1", "::"])
def test_emote_only_refuses_words(content: str) -> None:
    assert judge(EMPTY, content, modes={"emoteOnly": {}}).verdict == DENY


@pytest.mark.parametrize(
    ("ages", "wait"),
    [
        ({}, 0),
        ({0: 1}, 0),
        ({0: 2}, 10),
        ({0: 1, 3: 1}, 7),
        ({0: 1, 10: 1}, 0),
        ({0: 1, 9: 1}, 1),
        # Impatience costs nothing: what came at 4 was refused itself, so 12 counts.
        ({0: 1, 4: 1, 12: 1}, 0),
        ({0: 1, 4: 1, 9: 1, 12: 1}, 0),
        ({0: 1, 2: 1, 12: 1}, 8),
        ({0: 1, 5: 0, 59: 3}, 0),
        ({0: 1, -4: 7}, 0),
    ],
)
def test_slow_mode_waits_from_the_last_delivered(ages: dict[int, int], wait: int) -> None:
    assert wait_seconds(ages, 10) == wait


@pytest.mark.parametrize("interval", [1, 3, 10, 30, SLOW_SECONDS_MAX])
def test_slow_mode_lets_a_hammering_sender_through_once_an_interval(interval: int) -> None:
    delivered = []
    for second in range(300):
        minute = second // 60 * 60
        oldest = max(0, minute - 60)
        ages = {second - earlier: 1 for earlier in range(oldest, second + 1)}
        if wait_seconds(ages, interval) == 0:
            delivered.append(second)
    gaps = {later - earlier for earlier, later in itertools.pairwise(delivered)}
    assert gaps
    assert gaps == {interval}


def test_slow_mode_tells_the_wait_and_lets_who_waited_write() -> None:
    slow: dict[str, dict[str, object]] = {"slow": {"seconds": 10}}
    assert judge(EMPTY, "hello", modes=slow, seconds={0: 1, 4: 1}).remaining_seconds == 6
    assert judge(EMPTY, "hello", modes=slow, seconds={0: 1, 10: 1}).verdict == ALLOW
    assert judge(EMPTY, "hello", modes={"slow": {}}, seconds={0: 2}).verdict == ALLOW


def test_unique_chat_admits_what_is_new() -> None:
    assert judge(EMPTY, "hello", modes={"uniqueChat": {}}).verdict == ALLOW


def test_shield_switches_to_the_stricter_rules() -> None:
    subject = policy(
        terms(verdict="mask"),
        rule("flood", {"messages": 5, "seconds": 10}),
        shield={
            "rules": [
                {"id": "terms", "override": True, "verdict": "deny"},
                {"id": "flood", "override": True, "disabled": True},
                rule("links", {"find": ["any"]}),
            ]
        },
    )
    shield: dict[str, dict[str, object]] = {"shield": {}}
    assert judge(subject, BAD).verdict == "MASK"
    assert judge(subject, BAD, modes=shield).verdict == DENY
    assert judge(subject, "a https://example.com").verdict == ALLOW
    assert judge(subject, "a https://example.com", modes=shield).rule_id == "links"
    assert judge(subject, "hello", seconds={0: 9}).rule_id == "flood"
    assert judge(subject, "hello", seconds={0: 9}, modes=shield).verdict == ALLOW
    assert judge(subject, BAD, modes={"shield": {"until": NOW}}).verdict == "MASK"


@pytest.mark.parametrize("settings", [None, 7, "on", [], {"until": "soon"}, {"until": float("nan")}])
def test_malformed_or_unknown_modes_count_as_off(settings: object) -> None:
    modes = {"frozen": settings, "disco": {}}
    assert judge(EMPTY, "hello", modes=modes).verdict == ALLOW  # type: ignore[arg-type]
