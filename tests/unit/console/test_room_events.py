"""What a page makes of Roomkeeper's events, in Node: in any order, more than once, and of things that are none."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

SCENES = Path(__file__).parent / "room-events.mjs"


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What Node shows of every scene."""
    done = subprocess.run(["node", SCENES], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def test_parts_are_joined_in_their_order_whatever_the_order_of_events_and_shown_once(seen: dict[str, Any]) -> None:
    assert len(seen["orders"]) == 6
    for scene in seen["orders"]:
        (message,) = scene["told"]
        assert message["content"] == "<1><2><3>"
        assert (message["id"], message["sendTime"]) == ("h", "now")
        assert message["sender"] == {"userId": "ann", "attributes": {"displayName": "Ann"}}
        assert all(scene["taken"])


def test_a_purge_also_takes_what_is_not_complete_yet(seen: dict[str, Any]) -> None:
    purged, released = seen["purgedWhileWaiting"]["told"]
    assert purged == {"purged": "ann", "since": 100_000}
    assert released["content"] == "bd"


def test_of_messages_that_are_never_completed_the_oldest_give_way(seen: dict[str, Any]) -> None:
    (message,) = seen["manyWaiting"]["told"]
    assert message["id"] == "h50"


def test_what_makes_no_sense_is_none_of_ours(seen: dict[str, Any]) -> None:
    assert seen["nonsense"]["told"] == []
    assert len(seen["nonsense"]["taken"]) == 14
    assert not any(seen["nonsense"]["taken"])


def test_modes_arrive_as_they_are(seen: dict[str, Any]) -> None:
    assert seen["modes"]["told"] == [{"modes": {"slow": {"seconds": 5}}}]
