"""Room modes: read and change, with timers."""

import json
from collections.abc import Mapping

from ..delivery.operations import SEND_EVENT
from ..effects import PutModes
from ..errors import ChatServiceRefused
from ..records import Request
from .acts import Act, Call, on_fresh_reads
from .chat_calls import perform_call
from .desk import Desk
from .targets import require_room

Modes = dict[str, dict[str, object]]
EVENT = "roomkeeper:mode"
# Told later than this, the modes may have changed again.
NEWS_SECONDS = 60


def get_modes(desk: Desk, request: Request, room_id: str) -> Modes:
    """The modes that are on. One whose time is up counts as off."""
    require_room(desk, request.actor, "modes.read", room_id)
    return _on(desk.room_settings.modes(room_id), desk.clock.now())


def change_modes(desk: Desk, request: Request, room_id: str, changes: Mapping[str, dict[str, object] | None]) -> Modes:
    """Switch modes on (with their settings) or off (None); the rest stays. Viewers' pages are told by an event."""
    require_room(desk, request.actor, "modes.change", room_id)
    return on_fresh_reads(lambda: _change(desk, request, room_id, changes))


def _change(desk: Desk, request: Request, room_id: str, changes: Mapping[str, dict[str, object] | None]) -> Modes:
    stored = desk.room_settings.modes(room_id)
    kept = {name: settings for name, settings in stored.items() if name not in changes}
    switched_on = {name: settings for name, settings in changes.items() if settings is not None}
    after = _on(kept | switched_on, desk.clock.now())
    attributes = {"modes": json.dumps(after, sort_keys=True, separators=(",", ":"))}
    act = Act("ChangeModes", room_id, before=stored, after=after, effects=(PutModes(room_id, stored, after),))
    call = Call(
        SEND_EVENT, room_id, {"eventName": EVENT, "attributes": attributes}, expires_at=desk.clock.now() + NEWS_SECONDS
    )
    try:
        perform_call(desk, request, act, call)
    except ChatServiceRefused:
        # The mode is in force for the next message; only the notice to the pages is missing, and recorded as failed.
        return after
    return after


def _on(modes: Modes, now: float) -> Modes:
    return {name: settings for name, settings in modes.items() if _until(settings) > now}


def _until(settings: Mapping[str, object]) -> float:
    until = settings.get("until")
    return float(until) if isinstance(until, int | float) else float("inf")
