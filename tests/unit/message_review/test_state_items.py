"""Stored items as the core's nouns."""

import pytest

from message_review.home import is_home
from message_review.state_items import GarbledItem, room_state, sanction, tally


def test_room_over_organisation() -> None:
    organisation = {"policyId": "org", "policyHash": "aa", "policyVersion": 3, "failMode": "closed"}
    inherited = room_state({}, organisation)
    assert (inherited.policy_id, inherited.policy_hash, inherited.policy_version) == ("org", "aa", 3)
    assert inherited.fail_mode == "closed"
    own = room_state(
        {"policyId": "room", "policyHash": "bb", "policyVersion": 1, "failMode": "open", "modes": {"frozen": {}}},
        organisation,
    )
    assert (own.policy_id, own.policy_hash, own.policy_version, own.fail_mode) == ("room", "bb", 1, "open")
    assert own.modes == {"frozen": {}}


@pytest.mark.parametrize("modes", [1, "x", [], None])
def test_modes_that_are_none_are_garbled(modes: object) -> None:
    with pytest.raises(GarbledItem):
        room_state({"modes": modes}, {})


def test_sanctions() -> None:
    assert sanction(None) is None
    ban = sanction({"kind": "ban", "reason": "spam"})
    assert ban is not None
    assert (ban.kind, ban.until, ban.reason) == ("ban", None, "spam")
    timeout = sanction({"kind": "timeout", "until": 1_790_000_000})
    assert timeout is not None
    assert timeout.until == 1_790_000_000


@pytest.mark.parametrize("item", [{}, {"kind": "other"}, {"kind": 1}, {"kind": "ban", "until": "soon"}])
def test_garbled_sanction(item: dict[str, object]) -> None:
    with pytest.raises(GarbledItem):
        sanction(item)


def test_tally_counts_by_age_over_two_windows() -> None:
    seconds: dict[int, int] = {}
    hashes: dict[str, int] = {}
    now = 1_790_000_000.9  # second 20 of its minute
    minute = int(now) // 60
    this = {"pk": "x", "ttl": 9, "s20": 2, "s00": 1, "s21": 1, "h0123456789abcdef": 3, "s99x": 5, "sab": 1}
    tally(seconds, hashes, this, minute, now)
    tally(seconds, hashes, {"s59": 4, "h0123456789abcdef": 1}, minute - 1, now)
    assert seconds == {0: 3, 20: 1, 21: 4}  # a second ahead of our clock counts as now
    assert hashes == {"0123456789abcdef": 4}


ROOM = "arn:aws:ivschat:us-west-2:123456789012:room/AYk6xKitV4On"


class Context:
    """What Lambda hands in, as far as it matters."""

    def __init__(self, arn: str) -> None:
        self.invoked_function_arn = arn


@pytest.mark.parametrize(
    ("arn", "account", "home"),
    [
        (ROOM, "123456789012", True),
        (ROOM, "210987654321", False),
        (ROOM, None, True),
        (ROOM.replace("us-west-2", "eu-west-1"), "123456789012", False),
        (ROOM + "x", None, False),
        (ROOM.replace("room/", "chat/"), None, False),
        (ROOM.replace("ivschat", "ivs"), None, False),
        (ROOM[:-1] + "#", None, False),
        ("", None, False),
    ],
)
def test_only_rooms_of_our_own_account_and_region_are_home(arn: str, account: str | None, home: bool) -> None:
    context = None if account is None else Context(f"arn:aws:lambda:us-west-2:{account}:function:review:live")
    assert is_home(arn, context, "us-west-2") is home
