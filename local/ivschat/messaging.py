"""What happens in rooms: messages, events, deletes and disconnects, whoever asks for them."""

import asyncio

from . import frames
from .chat_log import ChatLog
from .clock import Clock
from .connections import Connection, Connections
from .ids import Ids
from .resources import Room
from .review import Reviewer
from .review_contract import Outcome, Submission

# The SDK takes a clean close for a disconnect by a moderator and does not come back.
_DISCONNECTED = 1000


class Messaging:
    """Publishes to the rooms' connections and to the chat log."""

    def __init__(self, connections: Connections, reviewer: Reviewer, chat_log: ChatLog, clock: Clock, ids: Ids) -> None:
        self._connections = connections
        self._reviewer = reviewer
        self._chat_log = chat_log
        self._clock = clock
        self._ids = ids
        self._deliveries: set[asyncio.Task[None]] = set()

    def send_event(self, room: Room, name: str, attributes: dict[str, str] | None, request_id: str = "") -> str:
        """Publishes an event to everybody in the room; the id of the event."""
        identifier = self._ids.identifier()
        frame = frames.event(identifier, request_id, name, attributes, self._clock.now_ns())
        self._publish(room, frame)
        return identifier

    def delete_message(self, room: Room, message_id: str, reason: str | None, request_id: str = "") -> str:
        """Asks all clients to take the message off the screen; whether it ever existed is not checked.

        The id goes out under the documented name and under the deprecated one, which SDK 1.1.1 requires.
        """
        attributes = {"MessageID": message_id, "MessageId": message_id}
        if reason is not None:
            attributes["Reason"] = reason
        return self.send_event(room, "aws:DELETE_MESSAGE", attributes, request_id)

    def disconnect_user(self, room: Room, user_id: str, reason: str | None, request_id: str = "") -> None:
        """Tells the room, then closes every connection of the user in it. No connection is not an error."""
        attributes = {"UserId": user_id}
        if reason is not None:
            attributes["Reason"] = reason
        self.send_event(room, "aws:DISCONNECT_USER", attributes, request_id)
        for connection in self._connections.select(room.arn, user_id):
            connection.close(_DISCONNECTED)

    def submit(self, sender: Connection, request_id: str, content: str, attributes: dict[str, str] | None) -> None:
        """Reviews and delivers one message without holding up the connection's further requests.

        Reviews of one room run side by side; the messages of one connection are delivered in the order in which they
        were sent, so a slow review
        delays its own sender's next messages (by the review timeout at most) and nobody else.
        """
        message = Submission(self._ids.identifier(), content, attributes, sender.token.room, sender)
        previous = sender.last_delivery
        if not message.room.handler_uri and (previous is None or previous.done()):
            self._deliver(message, request_id, Outcome(True, content, attributes))
            return
        delivered = sender.last_delivery = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._review_and_deliver(message, request_id, previous, delivered))
        self._deliveries.add(task)
        task.add_done_callback(self._deliveries.discard)

    async def _review_and_deliver(
        self,
        message: Submission,
        request_id: str,
        previous: asyncio.Future[None] | None,
        delivered: asyncio.Future[None],
    ) -> None:
        try:
            if message.room.handler_uri:
                outcome = await self._reviewer.review(message)
            else:
                outcome = Outcome(True, message.content, message.attributes)
            if previous is not None:
                await previous
            self._deliver(message, request_id, outcome)
        finally:
            delivered.set_result(None)

    def _deliver(self, message: Submission, request_id: str, outcome: Outcome) -> None:
        sender = message.sender
        if not outcome.allowed:
            text = "Message rejected by review handler" + (f": {outcome.reason}" if outcome.reason else "")
            sender.post_frame(frames.error(message.message_id, request_id, 406, text))
            return
        who = {"UserId": sender.token.user_id, "Attributes": sender.token.attributes}
        sent_ns = self._clock.now_ns()
        self._publish(
            message.room,
            frames.message(message.message_id, request_id, outcome.content, outcome.attributes, sent_ns, who),
        )

    def _publish(self, room: Room, frame: frames.Frame) -> None:
        self._connections.broadcast(room.arn, frame)
        self._chat_log.record(room, frame, self._clock.now_ns())
