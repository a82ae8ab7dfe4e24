"""One intent at a time: when it is carried out, when it is tried again, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.enqueue import sweep, waiting
from moderation.delivery.records import Waiting
from moderation.delivery.retry import FAILURES_MAX
from moderation.delivery.run import run
from moderation.errors import Unavailable
from moderation.reconciliation.records import DeliveredMessage
from moderation.records import Intent, SanctionRecord
from tests.fakes.actions import InMemoryActions, InMemoryQueues
from tests.fakes.chat import InMemoryChat
from tests.fakes.chat_log import InMemoryChatLog
from tests.fakes.state import InMemoryClock, InMemorySanctions, InMemoryState, InMemoryTokenIssues

ROOM, OTHER = "room00000001", "room00000002"
NOW = 1_800_000_000.0
ARGUMENTS: dict[str, dict[str, Any]] = {
    "DisconnectUser": {"userId": "ada", "reason": "spam"},
    "DeleteMessage": {"messageId": "message00001", "reason": "spam"},
    "SendEvent": {"eventName": "hello", "attributes": {"a": "b"}},
}
MADE: dict[str, tuple[object, ...]] = {
    "DisconnectUser": ("DisconnectUser", ROOM, "ada", "spam"),
    "DeleteMessage": ("DeleteMessage", ROOM, "message00001", "spam"),
    "SendEvent": ("SendEvent", ROOM, "hello", {"a": "b", "actionId": "a1"}),
}


@dataclass
class Scene:
    """A runner's desk in memory."""

    state: InMemoryState = field(default_factory=InMemoryState)
    clock: InMemoryClock = field(default_factory=lambda: InMemoryClock(NOW))
    chat: InMemoryChat = field(default_factory=InMemoryChat)
    chat_log: InMemoryChatLog = field(default_factory=InMemoryChatLog)
    queues: InMemoryQueues = field(default_factory=InMemoryQueues)
    chance: Callable[[], float] = lambda: 1.0

    def __post_init__(self) -> None:
        for room in (ROOM, OTHER):
            self.chat.add_room(room)
        self.desk = DeliveryDesk(
            clock=self.clock,
            actions=InMemoryActions(self.state.actions),
            queues=self.queues,
            sanctions=InMemorySanctions(self.state),
            token_issues=InMemoryTokenIssues(self.state),
            chat_messaging=self.chat,
            chat_log=self.chat_log,
            chance=self.chance,
        )

    def add(self, operation: str = "DisconnectUser", action_id: str = "a1", **more: Any) -> None:
        known: dict[str, Any] = {
            "room_id": ROOM,
            "arguments": ARGUMENTS.get(operation, {}),
            "by": "person:ann",
            "at": NOW,
            "lease_until": NOW,
        }
        self.desk.actions.add([Intent(action_id, operation, **(known | more))])

    def stands(self, action_id: str = "a1") -> tuple[str, str]:
        action = self.state.actions[action_id]
        return action.status, action.outcome

    def ban(self, scope: str = ROOM, **more: Any) -> None:
        known: dict[str, Any] = {"kind": "ban", "until": None, "reason": "", "by": "x", "at": 1}
        self.state.sanctions["ada", scope] = SanctionRecord("ada", scope, **(known | more))


@pytest.mark.parametrize("operation", ARGUMENTS)
def test_an_intent_becomes_its_call_once(operation: str) -> None:
    scene = Scene()
    scene.add(operation)
    assert [run(scene.desk, "a1") for _ in range(3)] == ["done", "", ""]
    assert scene.chat.calls == [MADE[operation]]
    given = {"DeleteMessage": "operation001", "SendEvent": "event0000001"}
    assert scene.stands() == ("done", given.get(operation, "")), "the id that IVS Chat gave, if it gave one"


def test_a_part_waits_for_the_one_before_it() -> None:
    """However the queue delivers them, and however often IVS Chat is busy."""
    scene = Scene()
    for number in range(3):
        more = {"after": f"a{number - 1}"} if number else {}
        event = {"eventName": "hello", "attributes": {"part": str(number)}, **more}
        scene.add("SendEvent", f"a{number}", arguments=event, expires_at=NOW + 300)
    scene.chat.refuse["SendEvent"] = "ThrottlingException"
    for second in range(40):
        scene.clock.time = NOW + second
        if second == 20:
            assert {call[3]["part"] for call in scene.chat.calls} == {"0"}, "nothing overtakes it"
            scene.chat.refuse.clear()
            scene.chat.calls.clear()
        for action_id in ("a2", "a1", "a0"):
            run(scene.desk, action_id)
    assert [call[3]["part"] for call in scene.chat.calls] == ["0", "1", "2"]
    assert {scene.stands(f"a{number}")[0] for number in range(3)} == {"done"}


@pytest.mark.parametrize("ending", ["failed", "expired", "gone"])
def test_a_part_goes_out_when_the_one_before_it_never_will(ending: str) -> None:
    scene = Scene()
    scene.add("SendEvent", "a0")
    scene.add("SendEvent", "a1", arguments={**ARGUMENTS["SendEvent"], "after": "a0"})
    assert run(scene.desk, "a1") == "pending"
    if ending == "gone":
        del scene.state.actions["a0"]
    else:
        scene.desk.actions.finish("a0", 0, ending, "", NOW)
    scene.clock.time += 1
    assert run(scene.desk, "a1") == "done"


def test_an_intent_that_is_leased_early_or_unknown_is_left_alone() -> None:
    scene = Scene()
    scene.add(action_id="leased", lease_until=NOW + 5)
    scene.add(action_id="early", not_before=NOW + 60)
    assert [run(scene.desk, each) for each in ("leased", "early", "unknown")] == ["", "", ""]
    assert scene.chat.calls == []


@pytest.mark.parametrize(
    "upstream", ["ThrottlingException", "Unreachable", "InternalServerException", "ServiceUnavailableException"]
)
def test_nothing_is_given_up_while_ivs_chat_is_busy_or_away(upstream: str) -> None:
    scene = Scene()
    scene.add()
    scene.chat.refuse["DisconnectUser"] = upstream
    waits = []
    for _ in range(50):
        assert run(scene.desk, "a1") == "pending"
        waits.append(scene.state.actions["a1"].due_at - scene.clock.time)
        scene.clock.time = scene.state.actions["a1"].due_at
    assert waits[:10] == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30], abs=1e-3)
    assert max(waits) == 30
    scene.chat.refuse.clear()
    assert run(scene.desk, "a1") == "done"


def test_a_refusal_that_a_person_may_put_right_is_tried_a_few_times() -> None:
    scene = Scene()
    scene.add()
    scene.chat.refuse["DisconnectUser"] = "AccessDeniedException"
    seen = []
    while (status := run(scene.desk, "a1")) == "pending":
        seen.append(status)
        scene.clock.time = scene.state.actions["a1"].due_at
    assert len(seen) == FAILURES_MAX
    assert scene.stands() == ("failed", "AccessDeniedException")


@pytest.mark.parametrize("upstream", ["ResourceNotFoundException", "ValidationException"])
def test_a_refusal_that_will_not_change_is_the_end(upstream: str) -> None:
    scene = Scene()
    scene.add()
    scene.chat.refuse["DisconnectUser"] = upstream
    assert run(scene.desk, "a1") == "failed"
    assert scene.stands() == ("failed", upstream)


def test_waiting_is_spread_over_the_whole_span() -> None:
    chances = iter([0.0, 0.25, 0.5])
    scene = Scene(chance=lambda: next(chances))
    scene.add("DeleteMessage")
    scene.chat.refuse["DeleteMessage"] = "ThrottlingException"
    waits = []
    for _ in range(3):
        run(scene.desk, "a1")
        waits.append(scene.state.actions["a1"].due_at - scene.clock.time)
        scene.clock.time = scene.state.actions["a1"].due_at
    assert waits == [0, 1, 4]


def test_what_is_no_longer_worth_trying_expires() -> None:
    scene = Scene()
    scene.add(expires_at=NOW + 10)
    scene.clock.time = NOW + 10
    assert run(scene.desk, "a1") == "expired"
    assert scene.stands() == ("expired", "too_late")
    assert scene.chat.calls == []


def test_what_the_runner_cannot_repeat_ends_as_abandoned() -> None:
    scene = Scene()
    scene.add("CreateRoom")
    assert run(scene.desk, "a1") == "failed"
    assert scene.stands() == ("failed", "abandoned")
    assert scene.chat.calls == []


def test_an_intent_that_kills_its_runner_ends_too() -> None:
    scene = Scene()
    scene.add()
    for _ in range(FAILURES_MAX):
        scene.desk.actions.take("a1", scene.clock.time, scene.clock.time + 30)
        scene.clock.time += 30
    assert run(scene.desk, "a1") == "failed"
    assert scene.stands() == ("failed", "gave_up")


@pytest.mark.parametrize(
    ("ban", "status"),
    [
        (None, "expired"),
        ({}, "done"),
        ({"until": int(NOW)}, "expired"),
        ({"until": int(NOW) + 1}, "done"),
        ({"kind": "timeout"}, "expired"),
        ({"scope": OTHER}, "expired"),
    ],
)
def test_a_bans_disconnection_is_made_only_while_the_ban_holds(ban: dict[str, Any] | None, status: str) -> None:
    scene = Scene()
    if ban is not None:
        scene.ban(**ban)
    scene.add(arguments={**ARGUMENTS["DisconnectUser"], "whileBanned": ROOM})
    assert run(scene.desk, "a1") == status
    assert bool(scene.chat.calls) == (status == "done")


def test_a_ban_from_all_rooms_disconnects_from_each_where_a_session_may_be_open() -> None:
    scene = Scene()
    scene.ban("*")
    rooms = [f"room{number:08d}" for number in range(150)]
    for room in rooms:
        scene.state.issues["ada", room] = (0, 1, NOW + 60)
    scene.state.issues["ada", "roomwithout1"] = (0, 1, NOW - 1)
    arguments = {"userId": "ada", "reason": "spam", "whileBanned": "*"}
    scene.add("DisconnectEverywhere", arguments=arguments, room_id="")
    assert run(scene.desk, "a1") == "done"
    children = [action.intent for id_, action in scene.state.actions.items() if id_ != "a1"]
    assert {(each.operation, each.room_id) for each in children} == {("DisconnectUser", room) for room in rooms}
    assert all(each.arguments == arguments and each.lease_until <= NOW for each in children)
    assert all(each.expires_at == NOW + 181 * 60 for each in children), "no session is older than that"


def test_a_purge_deletes_what_was_written_between_its_two_times_and_nothing_twice() -> None:
    scene = Scene()
    for number, at in enumerate((NOW - 100, NOW - 60, NOW - 30, NOW, NOW + 5)):
        scene.chat_log.delivered.append(DeliveredMessage(f"message{number:05d}", ROOM, "ada", "x", at))
    scene.chat_log.delivered.append(DeliveredMessage("messageother", ROOM, "bob", "x", NOW - 1))
    arguments = {"userId": "ada", "since": int(NOW - 60), "until": NOW, "purge": "p", "reason": "spam"}
    for action_id in ("p-1", "p-2"):
        scene.add("PurgeMessages", action_id, arguments=arguments)
        assert run(scene.desk, action_id) == "done"
    deletions = {id_: action.intent for id_, action in scene.state.actions.items() if not id_.startswith("p-1")}
    del deletions["p-2"]
    assert set(deletions) == {"p-message00001", "p-message00002", "p-message00003"}
    assert {each.operation for each in deletions.values()} == {"DeleteMessage"}
    assert deletions["p-message00002"].arguments == {"messageId": "message00002", "reason": "spam"}


def test_the_sweep_enqueues_what_is_overdue_and_not_what_it_has_just_enqueued() -> None:
    scene = Scene()
    scene.add(action_id="lost", at=NOW - 100, lease_until=NOW - 95)
    scene.add("DeleteMessage", "fresh", lease_until=NOW - 29)
    swept = sweep(scene.desk)
    assert (swept.overdue, swept.oldest_seconds) == (1, 100)
    assert scene.queues.waiting == [Waiting("lost", "DisconnectUser", 0)]
    scene.clock.time += 60
    assert sweep(scene.desk).overdue == 1, "the fresh one by now; the lost one is in its queue"
    scene.clock.time += 300
    assert sweep(scene.desk).overdue == 1, "and the lost one again, for its message may have been lost too"


def test_what_no_queue_takes_is_swept_again() -> None:
    scene = Scene()
    scene.add(at=NOW - 100, lease_until=NOW - 95)
    scene.queues.refuses.add("a1")
    assert [sweep(scene.desk).overdue for _ in range(2)] == [1, 1]


def test_an_early_intent_is_enqueued_with_its_delay_unless_that_is_longer_than_a_queue_can() -> None:
    assert waiting("a", "SendEvent", NOW - 3, NOW) == Waiting("a", "SendEvent", 0)
    assert waiting("a", "SendEvent", NOW + 59.2, NOW) == Waiting("a", "SendEvent", 60)
    assert waiting("a", "SendEvent", NOW + 900, NOW) == Waiting("a", "SendEvent", 900)
    assert waiting("a", "SendEvent", NOW + 900.1, NOW) is None


def test_a_table_that_does_not_answer_leaves_the_intent_to_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    scene.add("DisconnectEverywhere", arguments={"userId": "ada"})

    def away(*_: object) -> None:
        raise Unavailable("away")

    monkeypatch.setattr(scene.desk.token_issues, "rooms", away)
    with pytest.raises(Unavailable):
        run(scene.desk, "a1")
    assert scene.stands() == ("pending", "")
    scene.clock.time += 61
    assert sweep(scene.desk).overdue == 1
