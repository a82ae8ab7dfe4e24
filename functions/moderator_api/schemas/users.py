"""Chat users on the wire."""

from moderation.reconciliation.records import DeliveredMessage
from moderation.services.users import UserState

from .decisions import DecisionView, decision_view
from .sanctions import SanctionView, sanction_view
from .times import time_of
from .wire import View


class MessageView(View):
    """A message as viewers received it; one that was deleted since is among them."""

    message_id: str
    content: str
    sent_at: str


class UserView(View):
    """A user in a room: sanctions in force here and in all rooms, strikes as they are now, what was decided lately.

    `recentMessages` are those of the last hour out of the chat log, about 10 seconds behind; without
    `recentMessagesComplete` there may be more.
    """

    user_id: str
    room_id: str
    room_sanction: SanctionView | None
    everywhere_sanction: SanctionView | None
    strikes: float
    recent_decisions: list[DecisionView]
    recent_messages: list[MessageView]
    recent_messages_complete: bool


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
    )


def _message(message: DeliveredMessage) -> MessageView:
    return MessageView(message_id=message.message_id, content=message.content, sent_at=time_of(message.at))
