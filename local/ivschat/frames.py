"""The JSON frames of the messaging protocol: requests from clients, and MESSAGE, EVENT and ERROR to them."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

Frame = dict[str, Any]


class Refused(Exception):
    """A request that is answered with an ERROR frame."""

    def __init__(self, code: int, message: str, *, identifier: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.identifier = identifier


class Request(NamedTuple):
    """One frame from a client, its keys in lower case; `request_id` is empty where the client gave none."""

    action: str
    request_id: str
    members: dict[str, Any]

    def text(self, name: str, *, required: bool = False, maximum: int | None = None) -> str | None:
        """A string member; null counts as absent. Longer than `maximum` code points is refused as too large."""
        value = self.members.get(name.lower())
        if value is None and not required:
            return None
        if not isinstance(value, str) or (required and not value):
            raise Refused(400, f"{name} must be a string" + (" that is not empty" if required else ""))
        if maximum is not None and len(value) > maximum:
            raise Refused(413, f"{name} exceeds {maximum} characters")
        return well_formed(value)

    def attributes(self, maximum_bytes: int) -> dict[str, str] | None:
        value = self.members.get("attributes")
        if value is None:
            return None
        if not is_string_map(value):
            raise Refused(400, "Attributes must be a map of strings to strings")
        if map_bytes(value) > maximum_bytes:
            raise Refused(413, f"Attributes exceed {maximum_bytes} bytes")
        return {well_formed(key): well_formed(entry) for key, entry in value.items()}


def parse(text: str | None) -> Request:
    """Reads one frame. Keys match in any case, as clients in the field send both.

    Raises:
        Refused: 400 for anything that is not a JSON object with an Action; the request id is kept if it was readable.
    """
    try:
        frame = json.loads(text) if text is not None else None
    except (ValueError, RecursionError):
        frame = None
    if not isinstance(frame, dict):
        raise Refused(400, "The request is not a JSON object in a text frame")
    members = {key.lower(): value for key, value in frame.items()}
    request_id = members.get("requestid")
    action = members.get("action")
    known_id = well_formed(request_id) if isinstance(request_id, str) else ""
    return Request(action if isinstance(action, str) else "", known_id, members)


def message(
    identifier: str,
    request_id: str,
    content: str,
    attributes: dict[str, str] | None,
    sent_ns: int,
    sender: dict[str, Any],
) -> Frame:
    return {
        "Type": "MESSAGE",
        "Id": identifier,
        "RequestId": request_id,
        "Attributes": attributes,
        "Content": content,
        "SendTime": send_time(sent_ns),
        "Sender": sender,
    }


def event(identifier: str, request_id: str, name: str, attributes: dict[str, str] | None, sent_ns: int) -> Frame:
    return {
        "Type": "EVENT",
        "Id": identifier,
        "RequestId": request_id,
        "EventName": name,
        "Attributes": attributes,
        "SendTime": send_time(sent_ns),
    }


def error(identifier: str, request_id: str, code: int, text: str) -> Frame:
    return {"Type": "ERROR", "Id": identifier, "RequestId": request_id, "ErrorCode": code, "ErrorMessage": text}


def send_time(epoch_ns: int) -> str:
    """RFC 3339 in UTC with nanoseconds, trailing zeros trimmed: Go's RFC3339Nano, as seen in live frames."""
    seconds, nanos = divmod(epoch_ns, 1_000_000_000)
    fraction = f".{nanos:09d}".rstrip("0").rstrip(".")
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


def well_formed(text: str) -> str:
    """Lone surrogates, which JSON escapes can spell but UTF-8 cannot, become U+FFFD, as Go's decoder makes them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def is_string_map(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())


def map_bytes(attributes: dict[str, str]) -> int:
    """Keys and values together, in UTF-8."""
    return sum(len(well_formed(text).encode()) for pair in attributes.items() for text in pair)
