"""Trying a policy out: what it would decide about some texts, with the whole reasoning, and nothing written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import roles
from ..errors import Invalid
from ..explain import explain
from ..load import load
from ..message import Message
from ..policy import Policy
from ..publishing.bundled_policy import bundled_data
from ..publishing.records import PolicyPointer
from ..records import Request
from ..state import RoomState, SenderState
from .desk import Desk
from .policies import problems_of
from .policy_sources import Document, compile_with_bases, found, is_bundled, stored_policy
from .targets import require_room

# The gateway waits 30 s for an answer, and Lambda hands over 6 MB: what does not fit is asked for again.
SECONDS_MAX = 15
ANSWER_CHARACTERS_MAX = 3_000_000


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Under which a text is judged: room modes, the modes that a room has on now, attributes of the chat token."""

    modes: Mapping[str, Mapping[str, object]]
    room_id: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trial:
    """Explanations (`moderation.explain`) of the first texts; `complete` unless time or room for the answer ran out."""

    policy: Policy
    results: Sequence[Mapping[str, object]]
    complete: bool


def try_texts(
    desk: Desk,
    request: Request,
    policy_id: str,
    texts: Sequence[str],
    *,
    version: int | None,
    document: Document | None,
    circumstances: Circumstances,
) -> Trial:
    """Judge texts by a version (the latest if none is named), or by a document that has not been saved."""
    roles.require(request.actor.role, request.actor.rooms, "policies.read")
    modes = {name: dict(settings) for name, settings in circumstances.modes.items()}
    if circumstances.room_id:
        require_room(desk, request.actor, "modes.read", circumstances.room_id)
        modes = desk.room_settings.modes(circumstances.room_id) | modes
    policy = _stored(desk, policy_id, version) if document is None else _compiled(desk, policy_id, document)
    return _tried(desk, policy, texts, SenderState(RoomState(modes)), circumstances.attributes)


def _tried(
    desk: Desk, policy: Policy, texts: Sequence[str], state: SenderState, attributes: Mapping[str, str]
) -> Trial:
    now = desk.clock.now()
    results: list[Mapping[str, object]] = []
    size = 0
    for text in texts:
        if desk.clock.now() - now > SECONDS_MAX or size > ANSWER_CHARACTERS_MAX:
            break
        told = explain(Message(text, sender_attributes=dict(attributes)), policy, state, now)
        size += len(json.dumps(told))
        results.append(told)
    return Trial(policy, results, len(results) == len(texts))


def _stored(desk: Desk, policy_id: str, version: int | None) -> Policy:
    known = found(desk, policy_id, version)
    if is_bundled(known):
        return load(bundled_data(), policy_id, known.version)
    return stored_policy(desk, PolicyPointer(policy_id, known.version, known.hash))


def _compiled(desk: Desk, policy_id: str, document: Document) -> Policy:
    compiled = compile_with_bases(desk, policy_id, document).compiled
    if compiled.problems:
        raise Invalid(problems_of(compiled.problems), code="policy_has_problems")
    return load(compiled.data, policy_id)
