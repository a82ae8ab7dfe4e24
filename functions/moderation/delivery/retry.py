"""What a refusal by IVS Chat means for an intent, and when it is tried again."""

from ..errors import UPSTREAM_NOT_FOUND, UPSTREAM_THROTTLED, UPSTREAM_UNREACHABLE
from .operations import BULK, URGENT, queue_of

# IVS Chat is busy or away: says nothing about the call, so it never uses up an intent's tries.
PASSING = frozenset(
    {UPSTREAM_THROTTLED, UPSTREAM_UNREACHABLE, "InternalServerException", "ServiceUnavailableException"}
)
# The same call will get the same answer.
FINAL = frozenset({UPSTREAM_NOT_FOUND, "ValidationException", "ConflictException"})

# Any other refusal (grants removed, an account on hold) may be put right by a person: 8 tries last about a minute.
FAILURES_MAX = 8
FIRST_SECONDS = {URGENT: 0.1, BULK: 1.0}
LONGEST_SECONDS = 30.0


def wait_seconds(operation: str, tries: int, chance: float) -> float:
    """Full jitter: a share (`chance`, 0 to 1) of a span that doubles with every try up to 30 s.

    Six refusals of something urgent take some 6 s. An outage is over for every intent at most 30 s after its end.
    """
    return chance * min(LONGEST_SECONDS, FIRST_SECONDS[queue_of(operation)] * float(2 ** min(tries, 10)))
