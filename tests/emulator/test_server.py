"""The emulator inside a test's own process."""

import socket

import pytest

from local.ivschat.clock import Clock
from local.ivschat.ids import Ids
from local.ivschat.server import bind, start
from tests.emulator.conftest import FROZEN_AT, client


def test_answers_are_not_held_back_by_nagles_algorithm() -> None:
    """asyncio sets TCP_NODELAY on accepted connections only if the listening socket names its protocol."""
    with bind("127.0.0.1", 0) as bound:
        assert bound.proto == socket.IPPROTO_TCP


def test_a_busy_port_is_an_error_and_a_stopped_emulator_frees_it() -> None:
    with start() as running:
        port = int(running.url.rpartition(":")[2])
        with pytest.raises(OSError, match="in use"):
            start(port=port)
    with start(port=port) as again:
        assert again.call("health")["status"] == "ok"


def test_seeded_ids_and_a_frozen_clock_make_a_run_repeatable() -> None:
    def run() -> tuple[object, ...]:
        with start(ids=Ids(seed=7), clock=Clock(frozen_at=FROZEN_AT)) as running:
            api = client(running)
            room = api.create_room()
            token = api.create_chat_token(roomIdentifier=room["arn"], userId="ada")
            return room["arn"], room["createTime"], token["token"], token["tokenExpirationTime"]

    assert run() == run()


def test_timers_of_a_moved_clock_fire_in_their_order() -> None:
    """Unlike the loop's own timers, also when one jump passes all of them."""
    clock = Clock(frozen_at=0)
    fired: list[str] = []
    clock.call_later(2, lambda: fired.append("second"))
    clock.call_later(1, lambda: fired.append("first"))
    clock.call_later(1.5, lambda: fired.append("cancelled")).cancel()
    clock.advance(0.999)
    assert fired == []
    clock.advance(10)
    assert (fired, clock.now()) == (["first", "second"], 10.999)
    clock.call_later(1, lambda: fired.append("on the dot"))
    clock.advance(1)
    assert fired[-1] == "on the dot"
