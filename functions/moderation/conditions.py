"""When a rule applies: conditions on the room's modes and on the sender's token attributes."""

from collections.abc import Callable, Iterable

from moderation.sender import ACCOUNT_CREATED_AT, ROLE, is_first_message, seconds_since
from moderation.subject import Subject

Condition = Callable[[Subject], bool]


def build(when: dict[str, object]) -> Condition | None:
    """One condition from a rule's `when`; all of its parts must hold. None = the rule always applies."""
    parts = [_PARTS[name](value) for name, value in when.items()]
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    return lambda subject: all(part(subject) for part in parts)


def _modes(names: Iterable[str]) -> Condition:
    wanted = frozenset(names)
    return lambda subject: not wanted.isdisjoint(subject.modes)


def _roles(names: Iterable[str]) -> Condition:
    wanted = frozenset(names)
    return lambda subject: subject.message.sender_attributes.get(ROLE) in wanted


def _except_roles(names: Iterable[str]) -> Condition:
    spared = frozenset(names)
    return lambda subject: subject.message.sender_attributes.get(ROLE) not in spared


def _attributes(wanted: dict[str, list[str]]) -> Condition:
    values = {name: frozenset(accepted) for name, accepted in wanted.items()}

    def holds(subject: Subject) -> bool:
        sent = subject.message.sender_attributes
        return all(sent.get(name) in accepted for name, accepted in values.items())

    return holds


def _first_message(expected: bool) -> Condition:
    return lambda subject: is_first_message(subject.message.sender_attributes, subject.state.seconds) is expected


def _account_younger(limit_seconds: float) -> Condition:
    """An account of unknown age is not young: a service that never tells the age must not lose its whole chat."""

    def holds(subject: Subject) -> bool:
        age = seconds_since(subject.message.sender_attributes, ACCOUNT_CREATED_AT, subject.now)
        return age is not None and age < limit_seconds

    return holds


_PARTS: dict[str, Callable[..., Condition]] = {
    "modes": _modes,
    "roles": _roles,
    "exceptRoles": _except_roles,
    "attributes": _attributes,
    "firstMessage": _first_message,
    "accountYoungerThanSeconds": _account_younger,
}
