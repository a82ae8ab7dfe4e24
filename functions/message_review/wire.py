"""IVS Chat's event in, IVS Chat's answer out. Nothing here raises, and every answer is valid.

An invalid answer costs as much as none: IVS Chat then applies the room's fallback. The limits are IVS Chat's:
content of 1 to 500 code points when allowed, attributes of 1 KB in all
(https://docs.aws.amazon.com/ivs/latest/ChatUserGuide/chat-message-review-handler.html).
"""

from moderation.decision import Decision
from moderation.message import Message
from moderation.verdict import ALLOW, DENY, MASK

CONTENT_MAX = 500  # code points; a room may allow fewer, never more
ATTRIBUTES_BYTES_MAX = 1024
IDENTIFIER_MAX = 128  # code points: the longest user id that CreateChatToken accepts, and the longest room ARN
_REASON_KEY = "Reason"
_WITHOUT_TEXT = "This message was not delivered."


def message_of(event: object) -> Message:
    """Read an event of any shape; what is missing or of the wrong type is empty."""
    fields = event if isinstance(event, dict) else {}
    sender = fields.get("Sender")
    sender = sender if isinstance(sender, dict) else {}
    room_arn = _identifier(fields.get("RoomArn"))
    content = fields.get("Content")
    return Message(
        content=_encodable(content) if isinstance(content, str) else "",
        message_id=_identifier(fields.get("MessageId")),
        room_id=room_arn.rpartition("/")[2],
        room_arn=room_arn,
        sender_id=_identifier(sender.get("UserId")),
        sender_attributes=_attributes(sender.get("Attributes")),
        attributes=_attributes(fields.get("Attributes")),
        sender_ip=_identifier(sender.get("Ip")),
    )


def deliverable(content: str) -> bool:
    """Whether IVS Chat takes this as the content of an ALLOW."""
    return 0 < len(content) <= CONTENT_MAX


def answer_of(message: Message, decision: Decision) -> dict[str, object]:
    """The answer that carries a decision out. A HOLD is a refusal to IVS Chat, which knows no hold."""
    if decision.verdict == ALLOW or decision.verdict == MASK:
        return {"ReviewResult": ALLOW, "Content": _encodable(decision.content)}
    reason = reason_of(decision.reason_code, decision.viewer_text, decision.remaining_seconds, message.message_id)
    return {"ReviewResult": DENY, "Content": message.content[:CONTENT_MAX], "Attributes": {_REASON_KEY: reason}}


def reason_of(code: str, text: str, remaining_seconds: int | None, message_id: str) -> str:
    """`<text for people> [<code> <remainingSeconds or -> <decisionId>]`; only the text gives way to the limit."""
    remaining = "-" if remaining_seconds is None else str(max(0, int(remaining_seconds)))
    tail = f" [{_word(code)} {remaining} {_word(message_id)}]"
    budget = ATTRIBUTES_BYTES_MAX - len(_REASON_KEY) - len(tail)
    people = _encodable(text or _WITHOUT_TEXT).encode()[:budget].decode(errors="ignore")
    return people + tail


def _word(value: str) -> str:
    """One token of the bracketed part: ASCII, no space, no bracket, never empty."""
    kept = "".join(c for c in value[:64] if c.isascii() and (c.isalnum() or c in "_.:-"))
    return kept or "-"


def _identifier(value: object) -> str:
    return _encodable(value[:IDENTIFIER_MAX]) if isinstance(value, str) else ""


def _attributes(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {k: _encodable(v) for k, v in value.items() if isinstance(k, str) and isinstance(v, str)}


def _encodable(text: str) -> str:
    """Replace lone surrogates: the runtime of Python 3.12 and later writes answers as UTF-8 and would fail on one."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
