"""A reply belongs to the call that it answers, whenever it arrives: until it is read its connection is not idle."""

import time
from collections.abc import Callable

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from lean_edges.connection import Connection
from lean_edges.pool import Call, Pool
from lean_edges.watch import Watch
from tests.contract.conftest import PLENTY_S, ROOM, Environment, Stage, mode, stored_settings
from tests.contract.test_policies import point, policy_refusing, store

Start = Callable[..., Environment]
ARRIVED_S = 0.03
STAGE_S = 0.3


def test_replies_that_arrive_as_slow_reads_are_sent_again(
    dynamodb: StandIn, environment: Start, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then the look for a spare connection is the first to read them."""
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=60)))
    chat = environment()
    chat.say()
    send = Connection.send

    def slowly(connection: Connection, request: bytes) -> None:
        send(connection, request)
        time.sleep(ARRIVED_S)

    monkeypatch.setattr(Connection, "send", slowly)
    stage.hedge_after(0)
    for number in range(3):
        lines = [chat.say(user=f"sender {number}")[1] for _ in range(2)]
        assert [(line["verdict"], line.get("degraded", "")) for line in lines] == [("ALLOW", ""), ("DENY", "")]


@pytest.mark.parametrize("closed", [False, True])
def test_a_chunk_that_arrives_between_two_messages(
    dynamodb: StandIn, environment: Start, stage: Stage, closed: bool
) -> None:
    """It is the policy for the message that follows; a connection that was closed instead is reason to ask again."""
    compiled = policy_refusing("wibble")
    store(dynamodb, compiled)
    chat = environment()
    assert chat.say()[1]["level"] == "INFO"
    point(dynamodb, compiled.hash, pk=f"room#{ROOM}")
    faults = [f"slow:{2 * STAGE_S}", ""]  # of the chunk, after the previous window
    dynamodb.fault = lambda operation: faults.pop() if operation == "GetItem" and faults else ""
    stage.set(STAGE_S)
    assert chat.say("wibble")[1]["wantedBecause"] == "pending"
    assert faults == []
    stage.set(PLENTY_S)
    if closed:
        dynamodb.close_idle()
    time.sleep(2 * STAGE_S)
    lines = [chat.say("wibble")[1] for _ in range(1 + closed)]
    assert {line.get("wantedBecause", "pending") for line in lines} == {"pending"}
    assert (lines[-1]["verdict"], lines[-1]["degraded"], lines[-1]["policy"]) == ("DENY", "", compiled.hash[:12])


def test_all_that_has_come_is_read_with_the_reply_of_the_last_request(
    dynamodb: StandIn, environment: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To be woken by each takes more CPU than to read them."""
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=60)))
    chat = environment()
    chat.say(user="first")
    woken, wait, ready = [], Connection.wait, Watch.ready

    def waiting(connection: Connection, seconds: float) -> None:
        wait(connection, seconds)
        woken.append("by one")

    def watching(watch: Watch, seconds: float) -> list[Connection]:
        woken.extend(["by any"] if seconds else [])
        return ready(watch, seconds)

    monkeypatch.setattr(Connection, "wait", waiting)
    monkeypatch.setattr(Watch, "ready", watching)
    dynamodb.fault = lambda operation: f"slow:{ARRIVED_S}" if operation == "UpdateItem" else ""
    assert chat.say()[1]["level"] == "INFO"
    assert woken == ["by one"]


def test_replies_that_arrived_while_the_process_had_no_cpu(
    dynamodb: StandIn, environment: Start, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function with a third of a CPU stands still for most of each 100 ms: time is over when it goes on."""
    chat = environment()
    chat.say()
    wait = Pool._wait

    def after_a_pause(pool: Pool, calls: list[Call], until: float, hedge_at: float) -> None:
        time.sleep(2 * STAGE_S)
        wait(pool, calls, until, hedge_at)

    monkeypatch.setattr(Pool, "_wait", after_a_pause)
    stage.set(STAGE_S)
    assert chat.say()[1]["level"] == "INFO"
