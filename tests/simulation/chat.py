"""IVS Chat with connections: tokens open sessions for a minute, disconnecting closes them. Sometimes busy, or away."""

from collections.abc import Mapping, Sequence

from moderation.errors import UPSTREAM_THROTTLED, UPSTREAM_UNREACHABLE, ChatServiceRefused
from moderation.records import ChatToken
from tests.simulation.kernel import Kernel

TOKEN_SECONDS = 60
Call = tuple[float, str, str, str]


class SimulatedChat:
    """`throttled`, `lost` and `unheard` are chances: refused, not reached, and done without the caller learning it."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self.throttled = 0.0
        self.lost = 0.0
        self.unheard = 0.0
        # Time, operation, room, what it is about; and when whoever made it had begun.
        self.calls: list[Call] = []
        self.begun: list[float] = []
        # Every call that arrived, refused ones as well: what IVS Chat counts.
        self.arrived: list[tuple[float, str]] = []
        self.tokens: dict[str, tuple[str, str, float]] = {}
        self.sessions: set[tuple[str, str]] = set()

    def delete_message(self, room_id: str, message_id: str, reason: str) -> str:
        self._take("DeleteMessage", room_id, message_id)
        return "operation001"

    def disconnect_user(self, room_id: str, user_id: str, reason: str) -> None:
        self._take("DisconnectUser", room_id, user_id, lambda: self.sessions.discard((room_id, user_id)))

    def send_event(self, room_id: str, name: str, attributes: Mapping[str, str]) -> str:
        self._take("SendEvent", room_id, attributes["actionId"])
        return "event0000001"

    def create_token(
        self, room_id: str, user_id: str, capabilities: Sequence[str], minutes: int, attributes: Mapping[str, str]
    ) -> ChatToken:
        token = f"token-{len(self.tokens)}"
        self._take("CreateChatToken", room_id, user_id)
        self.tokens[token] = (room_id, user_id, self._kernel.now)
        return ChatToken(token, "")

    def connect(self, token: str) -> bool:
        room_id, user_id, issued = self.tokens[token]
        if self._kernel.now - issued > TOKEN_SECONDS:
            return False
        self.sessions.add((room_id, user_id))
        return True

    def exists(self, room_id: str) -> bool:
        return True

    def _take(self, operation: str, room_id: str, about: str, effect: object = None) -> None:
        chance = self._kernel.random.random
        self.arrived.append((self._kernel.now, operation))
        if chance() < self.throttled:
            raise ChatServiceRefused(UPSTREAM_THROTTLED, "slow down")
        if chance() < self.lost:
            raise ChatServiceRefused(UPSTREAM_UNREACHABLE, "nobody there")
        self.calls.append((self._kernel.now, operation, room_id, about))
        self.begun.append(self._kernel.process.began)
        if callable(effect):
            effect()
        if chance() < self.unheard:
            raise ChatServiceRefused(UPSTREAM_UNREACHABLE, "no answer")
