"""Whether a room mode refuses a message. The first refusal in the order of the table counts."""

from collections.abc import Callable, Mapping

from moderation.modes import EMOTE_ONLY, FOLLOWERS_ONLY, FROZEN, LINKS_OFF, SLOW, SUBSCRIBERS_ONLY, UNIQUE_CHAT
from moderation.policy import Policy
from moderation.refusal import Refusal, seconds_until
from moderation.rules.emote_only import consists_of_emotes
from moderation.rules.link_reader import find_links
from moderation.sender import FOLLOWED_AT, ROLE, is_subscriber, seconds_since
from moderation.slow_mode import wait_seconds
from moderation.state import COUNTS
from moderation.subject import Subject

Settings = Mapping[str, object]


def mode_refusal(subject: Subject, policy: Policy) -> Refusal | None:
    """The refusal by the modes in force, or None. Senders in a role that the policy exempts are not touched."""
    if subject.message.sender_attributes.get(ROLE) in policy.exempt_roles:
        return None
    for name, judge in _JUDGES.items():
        settings = subject.modes.get(name)
        if settings is not None:
            refusal = judge(subject, settings, policy)
            if refusal is not None:
                return refusal
    return None


def _frozen(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    return _until_switched_off(FROZEN, "room_frozen", subject, settings)


def _subscribers_only(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    if is_subscriber(subject.message.sender_attributes):
        return None
    return _until_switched_off(SUBSCRIBERS_ONLY, "subscribers_only", subject, settings)


def _followers_only(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    """Refuses who does not follow, or not for `seconds` yet. Subscribers count as followers."""
    attributes = subject.message.sender_attributes
    if is_subscriber(attributes):
        return None
    needed = _number(settings.get("seconds"))
    followed = seconds_since(attributes, FOLLOWED_AT, subject.now)
    if followed is None:
        return _until_switched_off(FOLLOWERS_ONLY, "followers_only", subject, settings)
    if followed >= needed:
        return None
    return Refusal(f"mode:{FOLLOWERS_ONLY}", "followers_only", seconds_until(needed - followed, 0))


def _slow(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    if COUNTS in subject.state.degraded:
        return None
    wait = wait_seconds(subject.state.seconds, _number(settings.get("seconds")))
    return Refusal(f"mode:{SLOW}", "slow_mode", seconds_until(wait, 0)) if wait else None


def _unique_chat(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    return Refusal(f"mode:{UNIQUE_CHAT}", "not_unique") if subject.state.unique_seen else None


def _emote_only(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    if consists_of_emotes(subject.content, policy.emotes):
        return None
    return _until_switched_off(EMOTE_ONLY, "emotes_only", subject, settings)


def _links_off(subject: Subject, settings: Settings, policy: Policy) -> Refusal | None:
    if not find_links(subject.content):
        return None
    return _until_switched_off(LINKS_OFF, "links_off", subject, settings)


def _until_switched_off(mode: str, code: str, subject: Subject, settings: Settings) -> Refusal:
    return Refusal(f"mode:{mode}", code, seconds_until(settings.get("until"), subject.now))


def _number(value: object) -> float:
    return value if isinstance(value, int | float) else 0


_JUDGES: dict[str, Callable[[Subject, Settings, Policy], Refusal | None]] = {
    FROZEN: _frozen,
    SUBSCRIBERS_ONLY: _subscribers_only,
    FOLLOWERS_ONLY: _followers_only,
    SLOW: _slow,
    UNIQUE_CHAT: _unique_chat,
    EMOTE_ONLY: _emote_only,
    LINKS_OFF: _links_off,
}
