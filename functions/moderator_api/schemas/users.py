"""Chat users on the wire."""

from moderation.chain.records import ReadablePart, StoredEntry
from moderation.reconciliation.records import DeliveredMessage
from moderation.services.users import UserState

from .decisions import DecisionView, decision_view
from .sanctions import SanctionView, sanction_view
from .times import time_of, time_of_ms
from .wire import View


class MessageView(View):
    """A message as viewers received it; one that was deleted since is among them."""

    message_id: str
    content: str
    sent_at: str


class ActView(View):
    """Something that was done about a user. No `roomId`: in all rooms."""

    operation: str
    room_id: str | None
    actor: str
    reason: str
    at: str


class UserView(View):
    """A user in a room: sanctions in force here and in all rooms, strikes as they are now, what was decided lately.

    `recentMessages` are those of the last hour out of the chat log, about 10 seconds behind; without
    `recentMessagesComplete` there may be more. `history` is what was done about them here or in all rooms, in the last
    30 days.
    """

    user_id: str
    room_id: str
    room_sanction: SanctionView | None
    everywhere_sanction: SanctionView | None
    strikes: float
    recent_decisions: list[DecisionView]
    recent_messages: list[MessageView]
    recent_messages_complete: bool
    history: list[ActView]


def user_view(state: UserState, now: float) -> UserView:
    """A user's state as answered."""
    return UserView(
        user_id=state.user_id,
        room_id=state.room_id,
        room_sanction=sanction_view(state.room_sanction, now) if state.room_sanction else None,
        everywhere_sanction=sanction_view(state.everywhere_sanction, now) if state.everywhere_sanction else None,
        strikes=round(state.strikes, 3),
        recent_decisions=[decision_view(decision) for decision in state.decisions],
        recent_messages=[_message(message) for message in state.recent.messages],
        recent_messages_complete=state.recent.complete,
        history=[_act(entry, words) for entry, words in state.history],
    )


def _message(message: DeliveredMessage) -> MessageView:
    return MessageView(message_id=message.message_id, content=message.content, sent_at=time_of(message.at))


def _act(entry: StoredEntry, words: ReadablePart) -> ActView:
    return ActView(
        operation=entry.operation,
        room_id=entry.room_id or None,
        actor=words.actor,
        reason=words.reason,
        at=time_of_ms(entry.at_ms),
    )
