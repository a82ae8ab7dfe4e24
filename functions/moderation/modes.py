"""Room modes: settings of a room that take effect for everybody, with an optional timer each.

A mode is on when it is stored and its `until` (epoch seconds), if it has one, lies ahead: nothing has to run to
switch it off.
"""

SLOW = "slow"
FOLLOWERS_ONLY = "followersOnly"
SUBSCRIBERS_ONLY = "subscribersOnly"
LINKS_OFF = "linksOff"
EMOTE_ONLY = "emoteOnly"
UNIQUE_CHAT = "uniqueChat"
FROZEN = "frozen"
SHIELD = "shield"

MODES = (SLOW, FOLLOWERS_ONLY, SUBSCRIBERS_ONLY, LINKS_OFF, EMOTE_ONLY, UNIQUE_CHAT, FROZEN, SHIELD)

# The sender's window reaches back at least one full minute.
SLOW_SECONDS_MAX = 60


def in_force(modes: dict[str, dict[str, object]], now: float) -> dict[str, dict[str, object]]:
    """The modes that are on at `now`; unknown names and malformed settings count as off."""
    on = {}
    for name, settings in modes.items():
        if name not in MODES or not isinstance(settings, dict):
            continue
        until = settings.get("until")
        if until is None or (isinstance(until, int | float) and until > now):
            on[name] = settings
    return on
