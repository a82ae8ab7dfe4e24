"""The ladder of a compiled policy, read without the rest: whoever counts strikes matches no terms."""

from typing import Any

from ..compiled_form import unpack
from ..ladder import Ladder, Step

# Of a message whose policy is gone: its strikes count, nothing follows.
NO_LADDER = Ladder(604_800, ())


def ladder_of(data: bytes) -> Ladder:
    """The ladder in compiled data; raises BrokenPolicyError for anything else."""
    header: Any = unpack(data)[0]
    ladder = header["ladder"]
    return Ladder(ladder["halfLifeSeconds"], tuple(Step(*step) for step in ladder["steps"]))
