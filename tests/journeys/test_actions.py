"""Actions on the local stack: IVS Chat throttles and everything is done in the end; a purge reaches the viewers."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest

from aws_edges.sqs_action_queues import read
from local.service_app import ServiceClient
from local.stack import LocalStack
from tests.journeys.conftest import Person
from tests.journeys.viewer import Viewer

# A tenth of the simulation's 80 a second, for a tenth of its minute.
BANS, BANS_PER_SECOND = 48, 8
# Each ban's second disconnection comes two minutes later; nobody here waits for those.
FIRST_DONE_WITHIN_S = 60.0
PURGED_WITHIN_S = 60.0
# A broken runner gets five tries.
DEAD_WITHIN_S = 60.0
# A look at the letters hides them for a second.
SHOWN_AGAIN_AFTER_S = 1.5


@pytest.fixture
def faults(local_stack: LocalStack) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Sets faults of the emulator, and takes them back."""
    url = f"{local_stack.endpoints.ivschat}/_emulator/faults"

    def put(wanted: dict[str, Any]) -> None:
        httpx.post(url, json=wanted).raise_for_status()

    yield put
    put({"throttlePercent": 0, "throttleOperations": []})


@pytest.fixture
def broken_runner(local_stack: LocalStack) -> Iterator[Callable[[], None]]:
    """The action runner looks for a table that is not there, and SQS is quick to try again; mends the runner."""
    functions, sqs = local_stack.target.client("lambda"), local_stack.target.client("sqs")
    dead = local_stack.outputs["DeadActionsQueueArn"]
    attributes = ["QueueArn", "RedrivePolicy", "VisibilityTimeout"]
    known = {
        url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=attributes)["Attributes"]
        for url in sqs.list_queues()["QueueUrls"]
    }
    queues = {url: told for url, told in known.items() if dead in told.get("RedrivePolicy", "")}
    arn = next(iter(queues.values()))["QueueArn"]
    (mapping,) = functions.list_event_source_mappings(EventSourceArn=arn)["EventSourceMappings"]
    runner = mapping["FunctionArn"]
    variables = functions.get_function_configuration(FunctionName=runner)["Environment"]["Variables"]

    def set_to(environment: dict[str, str], visibility: Callable[[dict[str, str]], str]) -> None:
        functions.update_function_configuration(FunctionName=runner, Environment={"Variables": environment})
        for url, told in queues.items():
            sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": visibility(told)})

    def mend() -> None:
        set_to(variables, lambda told: told["VisibilityTimeout"])

    set_to(variables | {"ACTIONS_TABLE": "not-there"}, lambda told: "1")
    yield mend
    mend()


def test_half_of_the_calls_throttled_and_every_ban_disconnects(
    local_stack: LocalStack,
    service: ServiceClient,
    faults: Callable[[dict[str, Any]], None],
    person: Callable[[str], Person],
) -> None:
    room_id = person("admin").post("/rooms", {"name": "throttled"}).json()["roomId"]
    faults({"throttlePercent": 50, "throttleOperations": ["DisconnectUser"]})
    began, left = time.monotonic(), 0
    for number in range(BANS):
        answer = service.call("PUT", f"/rooms/{room_id}/sanctions/throttled-{number}", {"kind": "ban", "reason": "r"})
        assert answer.is_success, answer.text
        left += len(answer.json()["notDisconnected"])
        time.sleep(max(0.0, began + (number + 1) / BANS_PER_SECOND - time.monotonic()))
    faults({"throttlePercent": 0, "throttleOperations": []})
    over = time.monotonic()
    assert left > 0, "nothing was throttled, so nothing is shown"
    while pending := [each for each in _actions(service, room_id, "pending") if each["attempts"] or each["outcome"]]:
        assert time.monotonic() - over < FIRST_DONE_WITHIN_S, pending
        time.sleep(0.5)
    done = _actions(service, room_id, "done")
    assert len({each["arguments"]["userId"] for each in done}) == BANS
    assert {each["status"] for each in _actions(service, room_id)} == {"done", "pending"}, "none failed, none expired"
    seconds = Counter(int(datetime.fromisoformat(each["endedAt"]).timestamp()) for each in done)
    assert max(seconds.values()) <= 80
    tries = sum(each["attempts"] for each in done)
    print(
        f"{BANS} bans at {BANS_PER_SECOND}/s, half of the calls throttled: {left} left to the runner, {tries} tries, "
        f"all done {time.monotonic() - over:.1f} s after the end, at most {max(seconds.values())} in a second"
    )
    assert _dead_letters(local_stack) == 0


def test_dead_letters_are_redriven_once_the_runner_is_mended(
    local_stack: LocalStack,
    service: ServiceClient,
    faults: Callable[[dict[str, Any]], None],
    broken_runner: Callable[[], None],
    person: Callable[[str], Person],
) -> None:
    """As docs/operating.md tells it: the alarm's reason is mended, the letters are moved, the actions are done."""
    sqs, dead = local_stack.target.client("sqs"), local_stack.outputs["DeadActionsQueueArn"]
    room_id = person("admin").post("/rooms", {"name": "redriven"}).json()["roomId"]
    faults({"throttlePercent": 100, "throttleOperations": ["DisconnectUser"]})
    answer = service.call("PUT", f"/rooms/{room_id}/sanctions/redriven", {"kind": "ban", "reason": "r"})
    assert answer.json()["notDisconnected"] == [room_id], answer.text
    (wanted,) = {each["actionId"] for each in _actions(service, room_id) if not each["actionId"].endswith("-1")}
    began = time.monotonic()
    # Letters of earlier bans' second disconnections may be there first; this one still has tries left then.
    while wanted not in _dead_actions(local_stack):
        assert time.monotonic() - began < DEAD_WITHIN_S, "the runner does not give up"
        time.sleep(SHOWN_AGAIN_AFTER_S)
    dead_after = time.monotonic() - began
    assert {each["actionId"]: each["status"] for each in _actions(service, room_id)}[wanted] == "pending"
    faults({"throttlePercent": 0, "throttleOperations": []})
    broken_runner()
    time.sleep(SHOWN_AGAIN_AFTER_S)
    sqs.start_message_move_task(SourceArn=dead)
    began = time.monotonic()
    while {each["actionId"]: each["status"] for each in _actions(service, room_id)}[wanted] != "done":
        assert time.monotonic() - began < FIRST_DONE_WITHIN_S, _actions(service, room_id)
        time.sleep(0.2)
    (task,) = sqs.list_message_move_tasks(SourceArn=dead)["Results"]
    assert (task["Status"], task["ApproximateNumberOfMessagesMoved"] >= 1) == ("COMPLETED", True)
    # Second disconnections of earlier bans may have come due while the runner was broken: their letters move, too, and
    # those that were on their way when this one moved come with the next redrive.
    while _dead_letters(local_stack):
        assert time.monotonic() - began < FIRST_DONE_WITHIN_S, "what is redriven dies again"
        sqs.start_message_move_task(SourceArn=dead)
        time.sleep(1)
    print(f"dead after {dead_after:.1f} s, done {time.monotonic() - began:.1f} s after the redrive")


async def test_a_purge_takes_everything_a_user_wrote_off_the_screens(
    joining: Callable[[str], Viewer], person: Callable[[str], Person], room_id: str, user_id: str
) -> None:
    async with joining(f"{user_id}-watching") as watching, joining(user_id) as writing:
        written: set[str] = set()
        for number in range(3):
            await writing.say(f"good evening number {number} from {user_id}")
            while len(written) <= number:
                frame = await watching.frame()
                if frame["Type"] == "MESSAGE" and frame["Sender"]["UserId"] == user_id:
                    written.add(frame["Id"])
        asked = time.monotonic()
        answer = person("moderator").post(f"/rooms/{room_id}/users/{user_id}/purge", {"sinceSeconds": 60})
        assert answer.status_code == 200, answer.text
        told = 0.0
        gone: set[str] = set()
        while written - gone:
            assert time.monotonic() - asked < PURGED_WITHIN_S, (written, gone)
            frame = await watching.frame(PURGED_WITHIN_S)
            if frame.get("EventName") == "roomkeeper:purge":
                assert frame["Attributes"]["userId"] == user_id
                assert frame["Attributes"]["actionId"] == answer.json()["actionId"]
                told = time.monotonic() - asked
            elif frame.get("EventName") == "aws:DELETE_MESSAGE":
                gone.add(frame["Attributes"]["MessageID"])
        print(f"purge event after {told * 1000:.0f} ms, 3 messages deleted after {time.monotonic() - asked:.1f} s")
        assert told > 0


def _actions(service: ServiceClient, room_id: str, status: str = "") -> list[dict[str, Any]]:
    query = f"?roomId={room_id}&operation=DisconnectUser&limit=100" + (f"&status={status}" if status else "")
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        answer = service.call("GET", f"/actions{query}{cursor}")
        assert answer.is_success, answer.text
        found += answer.json()["items"]
        if not answer.json()["cursor"]:
            return found
        cursor = f"&cursor={answer.json()['cursor']}"


def _dead_actions(stack: LocalStack) -> set[str]:
    """Whose letters are dead: all of them are looked at, and shown again a second later."""
    sqs, url = stack.target.client("sqs"), _dead_queue(stack)
    found: set[str] = set()
    while letters := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=1).get("Messages"):
        seen = {read(letter["Body"]) for letter in letters}
        if seen <= found:
            break
        found |= seen
    return found


def _dead_letters(stack: LocalStack) -> int:
    shown = stack.target.client("sqs").get_queue_attributes(
        QueueUrl=_dead_queue(stack), AttributeNames=["ApproximateNumberOfMessages"]
    )
    return int(shown["Attributes"]["ApproximateNumberOfMessages"])


def _dead_queue(stack: LocalStack) -> str:
    name = stack.outputs["DeadActionsQueueArn"].rsplit(":", 1)[1]
    return str(stack.target.client("sqs").get_queue_url(QueueName=name)["QueueUrl"])
