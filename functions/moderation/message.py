"""What IVS Chat hands to the review hook, already bounded and with every field of the right type."""


class Message:
    """One message before review.

    `sender_attributes` come from the chat token and can be trusted; `attributes` are written by the client and
    cannot: no rule or condition reads them. `sender_ip` may be empty.
    """

    __slots__ = (
        "attributes",
        "content",
        "message_id",
        "room_arn",
        "room_id",
        "sender_attributes",
        "sender_id",
        "sender_ip",
    )

    def __init__(
        self,
        content: str,
        message_id: str = "",
        room_id: str = "",
        room_arn: str = "",
        sender_id: str = "",
        sender_attributes: dict[str, str] | None = None,
        attributes: dict[str, str] | None = None,
        sender_ip: str = "",
    ) -> None:
        self.content = content
        self.message_id = message_id
        self.room_id = room_id
        self.room_arn = room_arn
        self.sender_id = sender_id
        self.sender_attributes = sender_attributes or {}
        self.attributes = attributes or {}
        self.sender_ip = sender_ip
