"""How a use case is refused, in domain words. Edges translate: adapters into these, the API out of them."""


class ModerationError(Exception):
    """A refusal: `code` (stable) for programs, `detail` for people; `members` go with it, e.g. remainingSeconds."""

    code = "refused"

    def __init__(self, detail: str, *, code: str = "", **members: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code or self.code
        self.members = members


class Invalid(ModerationError):
    """The request contradicts the contract. `problems` are (JSON pointer, what is wrong) pairs."""

    code = "invalid"

    def __init__(self, problems: list[tuple[str, str]], *, code: str = "") -> None:
        super().__init__("; ".join(detail for _, detail in problems), code=code)
        self.problems = problems


class Unauthenticated(ModerationError):
    """Nobody whom we know is asking."""

    code = "unauthenticated"


class Forbidden(ModerationError):
    """The actor may not do this."""

    code = "forbidden"


class NotFound(ModerationError):
    """There is no such thing, or none that the actor may know of."""

    code = "not_found"


class Conflict(ModerationError):
    """The present state rules this out."""

    code = "conflict"


class ChangedMeanwhile(Conflict):
    """What was read has changed before it could be written; reading again may help."""

    code = "changed_meanwhile"


class PreconditionFailed(ModerationError):
    """The caller named what they had read, and that is not what is there now."""

    code = "precondition_failed"


class Unsupported(ModerationError):
    """The request is in a format that nobody here reads."""

    code = "unsupported_media_type"


class IdempotencyMismatch(ModerationError):
    """The idempotency key was used before, with another request."""

    code = "idempotency_mismatch"


class TooMany(ModerationError):
    """Slow down."""

    code = "too_many_requests"

    def __init__(self, detail: str, retry_after_seconds: int) -> None:
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class OverBudget(TooMany):
    """A caller has used up what one caller may do to people in a time. `actor` is for our log, not for the answer."""

    def __init__(self, actor: str, budget: str, limit: int, period_seconds: int, retry_after_seconds: int) -> None:
        detail = f"You have used up your budget of {limit} {budget} in {period_seconds} seconds."
        super().__init__(detail, retry_after_seconds)
        self.members = {"budget": budget, "limit": limit}
        self.actor = actor


class Unavailable(ModerationError):
    """A part of ours (a table, a worker) does not answer now; the same request may succeed in a moment."""

    code = "unavailable"


class ChatServiceRefused(ModerationError):
    """IVS Chat refused a call, or could not be reached. `upstream_code` is its own name of the error."""

    code = "chat_service_refused"

    def __init__(self, upstream_code: str, detail: str) -> None:
        super().__init__(detail)
        self.upstream_code = upstream_code


# The upstream codes that use cases tell apart; the names are IVS Chat's own.
UPSTREAM_NOT_FOUND = "ResourceNotFoundException"
UPSTREAM_THROTTLED = "ThrottlingException"
UPSTREAM_UNREACHABLE = "Unreachable"
