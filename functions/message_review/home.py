"""Which rooms are ours: the function's own account and region, by the ARNs that Lambda and IVS Chat give."""

_PARTS = 6
_ROOM_ID_LENGTH = 12


def is_home(room_arn: str, context: object, region: str) -> bool:
    """Whether the room is one that this function may review with its own state.

    The permission on the function admits this account's rooms only; should that ever be opened, a foreign room must
    still not be decided by another room's policy. The account is known from Lambda's context, which may be None.
    """
    parts = room_arn.split(":")
    if len(parts) != _PARTS or parts[2] != "ivschat" or parts[3] != region:
        return False
    kind, _, room_id = parts[5].partition("/")
    if kind != "room" or len(room_id) != _ROOM_ID_LENGTH or not (room_id.isascii() and room_id.isalnum()):
        return False
    own = str(getattr(context, "invoked_function_arn", "")).split(":")
    return len(own) <= _PARTS - 1 or own[4] == parts[4]
