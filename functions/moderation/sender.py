"""What a sender's token attributes say. The service that mints the chat token writes them; the client cannot.

| attribute          | value                                                      |
|--------------------|------------------------------------------------------------|
| `role`             | e.g. viewer, vip, moderator, broadcaster                   |
| `language`         | language tag, e.g. `de` or `pt-BR`: of the refusal's text  |
| `followedAt`       | epoch seconds since when the sender follows the channel    |
| `subscriber`       | `true`                                                     |
| `accountCreatedAt` | epoch seconds                                              |
| `firstMessage`     | `true` for a chatter who is new to the room                |
| `displayName`      | what clients show in place of the user id                  |
"""

ROLE = "role"
LANGUAGE = "language"
FOLLOWED_AT = "followedAt"
SUBSCRIBER = "subscriber"
ACCOUNT_CREATED_AT = "accountCreatedAt"
FIRST_MESSAGE = "firstMessage"
DISPLAY_NAME = "displayName"

_TRUE = "true"
# Longer digit runs are no time in seconds, and int() refuses very long ones.
_DIGITS_MAX = 12


def is_subscriber(attributes: dict[str, str]) -> bool:
    """Whether the token says that the sender subscribes."""
    return attributes.get(SUBSCRIBER) == _TRUE


def seconds_since(attributes: dict[str, str], name: str, now: float) -> float | None:
    """Seconds from the time in attribute `name` until `now`; None if it is absent or no time."""
    value = attributes.get(name, "")
    if not value.isascii() or not value.isdigit() or len(value) > _DIGITS_MAX:
        return None
    return now - int(value)


def is_first_message(attributes: dict[str, str], seconds: dict[int, int]) -> bool:
    """Whether the token marks a new chatter whose window (messages by age) shows no earlier message."""
    return attributes.get(FIRST_MESSAGE) == _TRUE and sum(seconds.values()) <= 1
