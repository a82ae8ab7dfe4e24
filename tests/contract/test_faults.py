"""A dependency that is dead, hanging, slow, throttled or lying: a valid answer in time, and no damage after."""

import socket
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from lean_edges.connection import CLOSED
from lean_edges.pool import HEDGE_AFTER_S, STAGE_RECONNECTING_S, STAGE_S
from tests.contract.answer_validator import problems_of
from tests.contract.conftest import (
    PLENTY_S,
    ROOM,
    USER,
    Environment,
    Stage,
    mode,
    stored_sanction,
    stored_settings,
)

Start = Callable[..., Environment]

FAULTS = [
    "hang", "slow:0.3", "half", "half_and_close", "close", "garbage", "bad_json", "wrong_checksum", "throttled",
    "server_error", "lie:{}", "lie:[]", 'lie:{"Responses":1}', 'lie:{"Responses":{"State":[{"pk":1}]}}',
]  # fmt: skip
SHORT_S = 0.04


@pytest.mark.parametrize("when", ["warm", "first"])
@pytest.mark.parametrize("fault", FAULTS)
def test_valid_answer_from_what_is_known_and_recovery(
    dynamodb: StandIn, environment: Start, stage: Stage, fault: str, when: str
) -> None:
    dynamodb.tables.put("State", stored_sanction("ban"))
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=30)))
    chat = environment()
    if when == "warm":
        assert chat.say()[1]["level"] == "INFO"
    dynamodb.fault = lambda operation: fault
    stage.set(SHORT_S)
    for user in (USER, "john"):
        answer, line = chat.say(user=user)
        assert problems_of(answer, {"Content": "good evening"}) == []
        assert (line["level"], line["DegradedReviews"]) == ("WARN", 1)
        assert {"settings", "sanctions"} <= set(line["degraded"].split("+"))
        # Whoever was under a sanction when reading last succeeded still is; nobody else is suspected.
        expected = "DENY" if user == USER and when == "warm" else "ALLOW"
        assert answer["ReviewResult"] == expected
    dynamodb.fault = lambda operation: ""
    stage.set(PLENTY_S)
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["level"]) == ("DENY", "INFO")
    answer, line = chat.say(user="jane")
    assert (answer["ReviewResult"], line["level"]) == ("ALLOW", "INFO")


@pytest.mark.parametrize("fault", FAULTS)
def test_a_cold_environment_starts_under_every_fault(
    dynamodb: StandIn, environment: Start, stage: Stage, fault: str
) -> None:
    stage.set(SHORT_S)
    dynamodb.fault = lambda operation: fault
    chat = environment()
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["level"]) == ("ALLOW", "WARN")
    stage.set(PLENTY_S)
    dynamodb.fault = lambda operation: ""
    assert chat.say()[1]["level"] == "INFO"


@pytest.mark.parametrize("fault", ["hang", "close", "throttled", "half"])
def test_a_closed_room_denies_what_it_cannot_judge(
    dynamodb: StandIn, environment: Start, stage: Stage, fault: str
) -> None:
    dynamodb.tables.put("State", stored_settings(failMode={"S": "closed"}))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "ALLOW"
    stage.set(SHORT_S)
    dynamodb.fault = lambda operation: fault
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["reason"]) == ("DENY", "unavailable")


def throttled(failing: str, operation: str) -> str:
    return "throttled" if operation == failing else ""


def test_only_the_failing_part_is_degraded(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=30)))
    chat = environment()
    chat.say()
    failing = {"UpdateItem": "counts", "GetItem": "counts", "BatchGetItem": "settings", "Query": "sanctions"}
    for operation, step in failing.items():
        dynamodb.fault = partial(throttled, operation)
        assert chat.say()[1]["degraded"] == step


def test_a_garbled_item_degrades_its_own_step(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("frozen")))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "DENY"
    dynamodb.tables.put("State", stored_settings(modes={"S": "x"}))
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["degraded"]) == ("DENY", "settings")


def test_unprocessed_keys_are_not_absent_items(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("frozen")))
    chat = environment()
    assert chat.say()[0]["ReviewResult"] == "DENY"
    dynamodb.tables.unprocessed = True
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["failures"]) == ("DENY", {"settings": "unprocessed"})


def test_a_late_reply_does_not_answer_the_next_message(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    dynamodb.tables.put("State", stored_sanction("ban"))
    chat = environment()
    dynamodb.fault = lambda operation: "slow:0.2"
    stage.set(SHORT_S)
    assert chat.say(user="john")[1]["level"] == "WARN"
    dynamodb.fault = lambda operation: ""
    stage.set(PLENTY_S)
    time.sleep(0.25)  # john's clean record is on its way now
    assert chat.say()[0]["ReviewResult"] == "DENY"


def test_nothing_is_sent_when_the_stage_is_over(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    chat = environment()
    chat.say()
    connections = dynamodb.connections
    dynamodb.operations.clear()
    stage.set(0)
    assert chat.say()[1]["failures"]["sanctions"] == "timeout"
    assert sum(dynamodb.operations.values()) == 0
    stage.set(PLENTY_S)
    assert chat.say()[1]["level"] == "INFO"
    assert dynamodb.connections == connections


def test_a_late_reply_that_arrives_while_the_next_message_waits(
    dynamodb: StandIn, environment: Start, stage: Stage
) -> None:
    dynamodb.tables.put("State", stored_sanction("ban"))
    chat = environment()
    dynamodb.fault = lambda operation: "slow:0.2"
    stage.set(SHORT_S)
    assert chat.say(user="john")[1]["level"] == "WARN"
    dynamodb.fault = lambda operation: "slow:0.4"
    stage.set(PLENTY_S)
    assert chat.say()[0]["ReviewResult"] == "DENY"


def test_a_connection_that_was_closed_while_idle_is_reopened_before_anything_is_sent(
    dynamodb: StandIn, environment: Start
) -> None:
    chat = environment()
    chat.say()
    dynamodb.close_idle()
    time.sleep(0.1)  # the peer's FIN has to arrive
    before = dynamodb.connections
    assert chat.say()[1]["level"] == "INFO"
    assert dynamodb.connections > before


def test_a_closed_connection_is_not_waited_for(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    """Its number may be another's by now, and asking the kernel about it would be answered at once, again and again."""
    chat = environment()
    chat.say()
    stage.set(SHORT_S)
    dynamodb.fault = lambda operation: "hang"
    chat.say()
    pool = chat.reviewer._sources._kept.pool  # type: ignore[attr-defined]  # has tables
    is_open = [connection for connection in pool._connections if connection.state != CLOSED]
    assert len(is_open) < len(pool._connections)
    assert set(pool._watch._connections.values()) == set(is_open)


def test_a_slow_read_is_asked_once_more_and_a_write_is_not(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    dynamodb.tables.put("State", stored_settings(modes=mode("slow", seconds=30)))
    chat = environment()
    chat.say()
    stage.hedge_after(HEDGE_AFTER_S)
    slow = {"BatchGetItem", "UpdateItem"}
    dynamodb.operations.clear()

    def first_is_slow(operation: str) -> str:
        fault = "slow:0.03" if operation in slow else ""
        slow.discard(operation)
        return fault

    dynamodb.fault = first_is_slow
    assert chat.say()[1]["level"] == "INFO"
    time.sleep(0.1)
    assert dynamodb.operations["BatchGetItem State"] == 2
    assert dynamodb.operations["UpdateItem Windows"] == 1


def test_a_hedge_spares_a_message_whose_read_hangs(dynamodb: StandIn, environment: Start, stage: Stage) -> None:
    chat = environment()
    chat.say()
    stage.hedge_after(HEDGE_AFTER_S)
    hanging = ["BatchGetItem"]
    dynamodb.fault = lambda operation: "hang" if operation in hanging and hanging.pop() else ""
    assert chat.say()[1]["level"] == "INFO"
    assert hanging == []


@pytest.fixture
def black_hole() -> Iterator[int]:
    """A port whose connections are never accepted: its queue is full, further SYNs are dropped."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        yield port
        for filler in fillers:
            filler.close()


def test_an_endpoint_that_never_accepts(black_hole: int, environment: Start, stage: Stage) -> None:
    stage.set(SHORT_S)
    chat = environment(AWS_ENDPOINT_URL_DYNAMODB=f"http://127.0.0.1:{black_hole}")
    for _ in range(3):
        answer, line = chat.say()
        assert (answer["ReviewResult"], line["failures"]["sanctions"]) == ("ALLOW", "timeout")


def test_an_endpoint_that_refuses(environment: Start) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    chat = environment(AWS_ENDPOINT_URL_DYNAMODB=f"http://127.0.0.1:{port}")
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["failures"]["sanctions"]) == ("ALLOW", "connect: ConnectionRefusedError")


def test_a_name_that_does_not_resolve(environment: Start) -> None:
    chat = environment(AWS_ENDPOINT_URL_DYNAMODB="http://nowhere.invalid:80")
    answer, line = chat.say()
    assert (answer["ReviewResult"], line["failures"]["sanctions"]) == ("ALLOW", "unresolved")


def test_wrong_credentials_are_a_failure_like_any_other(environment: Start, dynamodb: StandIn) -> None:
    chat = environment(AWS_SECRET_ACCESS_KEY="wrong")
    assert chat.say()[1]["failures"]["sanctions"] == "InvalidSignatureException"
    dynamodb.rejected.clear()


def test_the_stage_ends_within_the_functions_own_deadline() -> None:
    """80 ms for a stage that had to reconnect leaves 20 ms of the 100 ms for the verdict itself."""
    assert (STAGE_S, STAGE_RECONNECTING_S) == (0.040, 0.080)


def test_a_sanctioned_sender_is_remembered_per_room(dynamodb: StandIn, environment: Start) -> None:
    dynamodb.tables.put("State", stored_sanction("ban", scope=ROOM))
    chat = environment()
    chat.say()
    dynamodb.fault = lambda operation: "close"
    assert chat.say()[0]["ReviewResult"] == "DENY"
    assert chat.say(room="ANOTHER12345")[0]["ReviewResult"] == "ALLOW"
