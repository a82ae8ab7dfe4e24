"""Failures that a test can ask for; all off unless set through `POST /_emulator/faults`."""

import random
from dataclasses import dataclass, field, fields
from typing import Any

REVIEW_FAILURES = ("invocationError", "functionError", "invalidResponse")


@dataclass(slots=True)
class Faults:
    """Standing faults; the names on the wire are the same in camelCase."""

    # Added before every handler invocation, and counted against its deadline.
    review_delay_ms: int = 0
    # Every review fails in this way: one of REVIEW_FAILURES.
    review_failure: str = ""
    # Share of control-plane calls answered with ThrottlingException, and of which operations (none named: all).
    throttle_percent: int = 0
    throttle_operations: list[str] = field(default_factory=list)
    # Share of control-plane calls answered with InternalServerException.
    internal_error_percent: int = 0
    # The account is answered with PendingVerification, and messaging requests with 403.
    pending_verification: bool = False
    # New messaging connections are refused with this HTTP status.
    refuse_connections: int = 0
    # Added before every control-plane answer.
    control_delay_ms: int = 0

    def throttles(self, operation: str) -> bool:
        named = not self.throttle_operations or operation in self.throttle_operations
        return named and _hit(self.throttle_percent)

    def fails_internally(self) -> bool:
        return _hit(self.internal_error_percent)

    def as_json(self) -> dict[str, Any]:
        return {_camel(entry.name): getattr(self, entry.name) for entry in fields(self)}

    def update(self, wanted: dict[str, Any]) -> None:
        """Sets the named faults.

        Raises:
            ValueError: an unknown name or a wrong value; nothing is set then.
        """
        known = {_camel(entry.name): entry.name for entry in fields(self)}
        problems = [f"{name} is not a fault" for name in wanted if name not in known]
        problems += [text for name, value in wanted.items() if name in known and (text := self._problem(name, value))]
        if problems:
            raise ValueError(f"{'; '.join(problems)}. Faults: {', '.join(known)}")
        for name, value in wanted.items():
            setattr(self, known[name], value)

    @staticmethod
    def _problem(name: str, value: object) -> str | None:
        if name == "reviewFailure":
            return (
                None
                if value in ("", *REVIEW_FAILURES)
                else f"{name} must be empty or one of {', '.join(REVIEW_FAILURES)}"
            )
        if name == "throttleOperations":
            good = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
            return None if good else f"{name} must be a list of operation names"
        if name == "pendingVerification":
            return None if isinstance(value, bool) else f"{name} must be true or false"
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            return f"{name} must be an integer of 0 or more"
        if name.endswith("Percent") and value > 100:
            return f"{name} must be at most 100"
        return None


def _hit(percent: int) -> bool:
    return percent > 0 and random.randrange(100) < percent  # noqa: S311 a dice for failures, not a secret


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
