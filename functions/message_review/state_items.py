"""Items of the State and Windows tables as the core's nouns. Raises GarbledItem for what nobody of ours has written."""

from moderation.state import BAN, CLOSED, OPEN, TIMEOUT, WARNING, RoomState, Sanction

Item = dict[str, object]


class GarbledItem(Exception):
    """An item of the wrong shape: as bad as one that could not be read."""


def room_state(room: Item, organisation: Item) -> RoomState:
    """A room's settings over the organisation's: the room's policy pointer and fail mode come first, as a whole."""
    pointer = room if room.get("policyHash") else organisation
    modes = room.get("modes", {})
    if not isinstance(modes, dict):
        raise GarbledItem("modes")
    version = pointer.get("policyVersion", 0)
    return RoomState(
        modes={name: mode for name, mode in modes.items() if isinstance(mode, dict)},
        policy_id=_text(pointer, "policyId"),
        policy_hash=_text(pointer, "policyHash"),
        policy_version=version if isinstance(version, int) else 0,
        fail_mode=_fail_mode(room) or _fail_mode(organisation),
    )


def sanction(item: Item | None) -> Sanction | None:
    """A sanction as stored, expired ones included: the review judges them by its clock."""
    if item is None:
        return None
    kind = item.get("kind")
    until = item.get("until")
    if kind not in (WARNING, TIMEOUT, BAN) or not (until is None or isinstance(until, int | float)):
        raise GarbledItem("sanction")
    return Sanction(str(kind), until, _text(item, "reason"))


def tally(seconds: dict[int, int], hashes: dict[str, int], window: Item, minute: int, now: float) -> None:
    """Add a window's counters to counts by age and by hash. A second ahead of our clock counts as now."""
    base = int(now) - minute * 60
    for name, value in window.items():
        if not isinstance(value, int):
            continue
        if name[0] == "s" and len(name) == 3 and name[1:].isdigit():
            age = max(0, base - int(name[1:]))
            seconds[age] = seconds.get(age, 0) + value
        elif name[0] == "h" and len(name) == 17:
            hashes[name[1:]] = hashes.get(name[1:], 0) + value


def _fail_mode(item: Item) -> str:
    mode = item.get("failMode", "")
    return str(mode) if mode in (OPEN, CLOSED) else ""


def _text(item: Item, name: str) -> str:
    value = item.get(name, "")
    return value if isinstance(value, str) else ""
