"""Readers of single context values: each takes a typed value or its string form, and says what is allowed."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
Reader = Callable[[object], object]


@dataclass(frozen=True)
class WarmHours:
    """From each time that `cron` names (UTC) on, keep `environments` warm."""

    cron: str
    environments: int


def boolean(value: object) -> bool:
    """`true` or `false`."""
    if value in (True, "true"):
        return True
    if value in (False, "false"):
        return False
    raise ValueError("true or false")


def one_of(*allowed: str) -> Callable[[object], str]:
    """One of a few words."""

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise ValueError(f"one of {', '.join(allowed)}")
        return value

    return read


def integer(least: int, most: int) -> Callable[[object], int]:
    """A whole number within limits, both included."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None or not least <= number <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return number

    return read


def one_number_of(*allowed: int) -> Callable[[object], int]:
    """One of a few numbers."""

    def read(value: object) -> int:
        number = _whole(value)
        if number is None or number not in allowed:
            raise ValueError(f"one of {', '.join(map(str, allowed))}")
        return number

    return read


def optional(read: Callable[[object], T]) -> Callable[[object], T | None]:
    """The same, or nothing: null, or an empty string on a command line."""
    return lambda value: None if value is None or value == "" else read(value)


def matching(pattern: str, allowed: str) -> Callable[[object], str]:
    """A string of one form."""
    form = re.compile(pattern)

    def read(value: object) -> str:
        if not isinstance(value, str) or not form.fullmatch(value):
            raise ValueError(allowed)
        return value

    return read


email = matching(r"[^@\s]+@[^@\s]+\.[^@\s.]+", "an e-mail address")
topic_arn = matching(r"arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}", "the ARN of an SNS topic")
# The service's own pattern for AWS::IVSChat::Room Name, without the empty name.
room_name = matching(r"[A-Za-z0-9_-]{1,128}", "1 to 128 letters, digits, '-' or '_'")
_cron = matching(r"cron\(\S+ \S+ \S+ \S+ \S+ \S+\)", "cron(six fields)")


def schedule(value: object) -> tuple[WarmHours, ...]:
    """A list of `{"cron", "environments"}`, typed or as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError as error:
            raise ValueError('a JSON list of {"cron", "environments"}') from error
    if not isinstance(value, list):
        raise ValueError('a list of {"cron", "environments"}')
    return tuple(_warm_hours(each) for each in value)


def _warm_hours(entry: object) -> WarmHours:
    if not isinstance(entry, dict) or set(entry) != {"cron", "environments"}:
        raise ValueError('each entry has exactly "cron" and "environments"')
    return WarmHours(_cron(entry["cron"]), integer(1, 10_000)(entry["environments"]))


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,9}", value):
        return int(value)
    return None
