"""The ladder of a compiled policy, read without the rest: whoever counts strikes matches no terms."""

from ..compiled_form import unpack
from ..ladder import Ladder, read_ladder

# Of a message whose policy is gone: its strikes count, nothing follows.
NO_LADDER = Ladder(604_800, ())


def ladder_of(data: bytes) -> Ladder:
    """The ladder in compiled data; raises BrokenPolicyError for anything else."""
    return read_ladder(unpack(data)[0])
