"""One deployment in virtual time: real services and real runner over tables in memory, with people who use them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moderation.default import default_policy
from moderation.delivery.desk import DeliveryDesk
from moderation.delivery.records import PENDING
from moderation.errors import ModerationError
from moderation.message import Message
from moderation.reconciliation.records import DeliveredMessage
from moderation.records import SERVICE_CALLER, Actor, Request
from moderation.review import review
from moderation.roles import SERVICE
from moderation.services import messages, modes, purges, sanctions, tokens
from moderation.services.desk import Desk
from moderation.state import RoomState, Sanction, SenderState
from moderation.verdict import ALLOW
from tests.fakes.chat_log import InMemoryChatLog
from tests.fakes.state import (
    InMemoryModerators,
    InMemoryRoomSettings,
    InMemorySanctions,
    InMemoryState,
    InMemoryTokenIssues,
)
from tests.simulation.chat import SimulatedChat
from tests.simulation.cloud import Faults, Stream, StreamedActions, StreamedLedger, Workers
from tests.simulation.kernel import Kernel, Stepping

ROOMS = ("room00000001", "room00000002")
USERS = ("ada", "bob")
EVERYWHERE = "*"
# Into the minute for which a token is good; the answer that brought it took its time as well.
LAST_MOMENT = 55
# API Gateway's patience, and the function's.
API_SECONDS = 29
SERVICE_ACTOR = Actor(SERVICE_CALLER, "arn", SERVICE, (EVERYWHERE,), "service")
_POLICY = default_policy()


@dataclass
class Seen:
    """What somebody outside saw: between two moments a message was delivered (or a token issued) to a user, or not."""

    began: float
    ended: float
    room_id: str
    user_id: str
    let_through: bool


class World:
    """Everything of one schedule. `desk` is the API's, with ports that take their time."""

    def __init__(self, seed: int, faults: Faults, slots: int = 2) -> None:
        self.kernel = kernel = Kernel(seed)
        self.state = state = InMemoryState()
        self.faults = faults
        self.chat = SimulatedChat(kernel)
        self.chat_log = InMemoryChatLog()
        self.workers = Workers(kernel, faults, state, slots)
        stream = Stream(kernel, faults, self.workers.tell)
        self.ledger = StreamedLedger(kernel, state, stream)
        self.actions = StreamedActions(state.actions, stream)
        self.seen: list[Seen] = []
        self.answered: dict[str, str] = {}
        clock: Any = _Now(kernel)
        self.ports: dict[str, Any] = {
            "ledger": self.ledger,
            "actions": self.actions,
            "sanctions": InMemorySanctions(state),
            "token_issues": InMemoryTokenIssues(state),
            "chat_messaging": self.chat,
            "chat_log": self.chat_log,
            "queues": self.workers,
            "moderators": InMemoryModerators(state),
            "room_settings": InMemoryRoomSettings(state),
            "chat_rooms": self.chat,
        }
        stepping: dict[str, Any] = {name: Stepping(kernel, port) for name, port in self.ports.items()}
        unused: dict[str, Any] = dict.fromkeys(
            set(Desk.__dataclass_fields__) - set(stepping) - {"clock"}  # no schedule asks for these
        )
        self.desk = Desk(**unused, clock=clock, **{name: stepping[name] for name in stepping if name != "queues"})
        worker_ports = {name: stepping[name] for name in DeliveryDesk.__dataclass_fields__ if name in stepping}
        self.workers.desk = DeliveryDesk(**worker_ports, clock=clock, chance=kernel.random.random)
        kernel.at(kernel.now + kernel.random.random() * 60, self.workers.sweep_each_minute)

    def ask(
        self, name: str, act: Callable[[Request], object], after: float, dies_at: int = 0, slowness: float = 1.0
    ) -> None:
        """A request to the API under its own key; a client that gets no answer may ask again."""

        def asked() -> None:
            try:
                act(Request(SERVICE_ACTOR, name, name))
                self.answered[name] = "done"
            except ModerationError as refusal:
                self.answered[name] = refusal.code

        self.kernel.spawn(asked, after=after, dies_at=dies_at, limit=API_SECONDS, slowness=slowness)

    def enter(self, room_id: str, user_id: str, after: float, slowness: float) -> None:
        """A viewer gets a token and connects, some time within the token's minute."""
        kernel, name = self.kernel, f"enter{self.kernel.random.getrandbits(64):x}"

        def entered(request: Request) -> None:
            began = kernel.now
            issued = ""
            try:
                issued = tokens.mint(self.desk, request, room_id, user_id, None, 60, {}).token
            finally:
                self.seen.append(Seen(began, kernel.now, room_id, user_id, bool(issued)))
            kernel.at(
                kernel.now + kernel.random.choice((0.0, 0.5, 1.0)) * LAST_MOMENT, lambda: self.chat.connect(issued)
            )

        self.ask(name, entered, after, slowness=slowness)

    def say(self, room_id: str, user_id: str, after: float) -> None:
        """A viewer sends a message; what is delivered reaches the chat log some seconds later."""
        kernel, id_ = self.kernel, f"{self.kernel.random.getrandbits(48):012x}"

        def said() -> None:
            began = kernel.now
            ban = {scope: self.desk.sanctions.get(user_id, scope) for scope in (room_id, EVERYWHERE)}
            held = {scope: Sanction(each.kind, each.until) for scope, each in ban.items() if each}
            state = SenderState(RoomState(), held.get(room_id), held.get(EVERYWHERE))
            message = Message("hello", id_, room_id, "", user_id, {}, {}, "")
            allowed = review(message, _POLICY, state, kernel.now).verdict == ALLOW
            self.seen.append(Seen(began, kernel.now, room_id, user_id, allowed))
            if allowed:
                delivered = DeliveredMessage(id_, room_id, user_id, "hello", kernel.now)
                log = self.chat_log.delivered.append
                kernel.at(kernel.now + kernel.random.random() * 12, lambda: log(delivered))

        kernel.spawn(said, after=after)

    def settle(self, seconds: float) -> bool:
        """Let everything come to its end; whether it did."""
        last = self.kernel.now + seconds

        def quiet() -> bool:
            return self.kernel.now > last - seconds + 30 and not any(
                action.status == PENDING for action in self.state.actions.values()
            )

        ended = self.kernel.run(quiet, last) and quiet()
        self.kernel.close()
        return ended


class _Now:
    """The clock's port."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel

    def now(self) -> float:
        return self._kernel.now


def acts_of(world: World, room: str, user: str) -> dict[str, Callable[[Request], object]]:
    """One of each of what moderators do to a user in a room; what is open is drawn from the world's seed."""
    dice, desk = world.kernel.random, world.desk
    scope = dice.choice((room, room, EVERYWHERE))
    kind, seconds = dice.choice((("ban", None), ("ban", None), ("ban", 45), ("timeout", 60), ("warning", None)))
    replace = dice.random() < 0.5

    def imposing(scope: str, kind: str, seconds: int | None) -> Callable[[Request], object]:
        return lambda asked: sanctions.impose(
            desk, asked, sanctions.Asked(scope, user, kind, seconds, asked.action_id, replace)
        )

    return {
        "impose": imposing(scope, kind, seconds),
        "ban": imposing(room, "ban", None),
        "ban_everywhere": imposing(EVERYWHERE, "ban", None),
        "lift": lambda asked: sanctions.lift(desk, asked, room, user, "why"),
        "purge": lambda asked: purges.purge(desk, asked, room, user, 300, "why"),
        "delete": lambda asked: messages.delete_message(desk, asked, room, "message00001", "why"),
        "kick": lambda asked: messages.disconnect_user(desk, asked, room, user, "why"),
        "event": lambda asked: messages.send_event(desk, asked, room, "hello", {}),
        "modes": lambda asked: modes.change_modes(desk, asked, room, {"slow": {"seconds": dice.randint(1, 9)}}),
    }
