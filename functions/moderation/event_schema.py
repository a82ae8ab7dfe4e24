"""The JSON Schema of what arrives on the event bus: one envelope, and what each type's `data` holds at least.

A member is never removed or given another meaning within a version; listeners ignore members that they do not know.
"""

from . import events

VERSION = "1"

Schema = dict[str, object]

_TEXT: Schema = {"type": "string"}
_ID: Schema = {"type": "string", "minLength": 1}
_COUNT: Schema = {"type": "integer", "minimum": 0}


def _of(required: dict[str, Schema], **optional: Schema) -> Schema:
    return {"type": "object", "required": list(required), "properties": {**required, **optional}}


_DECIDED = _of(
    {"messageId": _ID, "userId": _ID, "ruleId": _TEXT, "reasonCode": _TEXT},
    policyId=_TEXT,
    policyVersion={"type": "integer"},
    policyHash=_TEXT,
    holdId=_ID,
    degraded=_TEXT,
)
_FALLBACK = _of({"messageId": _ID, "cause": _ID}, userId=_ID, outcome=_TEXT)
_RECORDED = _of(
    {"entryId": _ID, "operation": _ID, "actor": _ID, "role": _ID, "subject": _TEXT, "reason": _TEXT},
    before={},
    after={},
    cut={"const": True, "description": "`before` and `after` were left out: they would not fit into an event"},
)
_HEADS = _of({"day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, "chains": _COUNT, "digest": _ID})
_TAMPERED = _of({"change": {"enum": ["MODIFY", "REMOVE"]}, "partition": _ID, "sort": _ID})

DATA: dict[str, Schema] = {
    events.MESSAGE_HELD: _DECIDED,
    events.MESSAGE_DENIED: _DECIDED,
    events.MESSAGE_FLAGGED: _DECIDED,
    events.ENGINE_FALLBACK: _FALLBACK,
    events.MESSAGE_DELETED: _RECORDED,
    events.USER_SANCTIONED: _RECORDED,
    events.USER_LIFTED: _RECORDED,
    events.USER_DISCONNECTED: _RECORDED,
    events.USER_PURGED: _RECORDED,
    events.USER_ERASED: _RECORDED,
    events.HOLD_DECIDED: _RECORDED,
    events.MODES_CHANGED: _RECORDED,
    events.ROOM_CHANGED: _RECORDED,
    events.MODERATOR_CHANGED: _RECORDED,
    events.POLICY_CHANGED: _RECORDED,
    events.AUDIT_RECORDED: _RECORDED,
    events.AUDIT_HEADS_PUBLISHED: _HEADS,
    events.AUDIT_TAMPERED: _TAMPERED,
}


def published_schema() -> Schema:
    """The document that docs/events.schema.json holds: it describes an event's `detail` on the bus."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Roomkeeper events",
        "description": "The `detail` of an event on the bus. Its source is `roomkeeper`, its detail-type the type.",
        "type": "object",
        "required": ["version", "id", "type", "occurredAt", "roomId", "data"],
        "properties": {
            "version": {"const": VERSION},
            "id": {**_ID, "description": "The same for every delivery of the same fact"},
            "type": {"enum": list(DATA)},
            "occurredAt": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$"},
            "roomId": {"type": ["string", "null"], "description": "null where no single room is concerned"},
            "data": {"type": "object"},
        },
        "allOf": [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"properties": {"data": shape}},
            }
            for name, shape in DATA.items()
        ],
    }
