"""The shape of a kind's run side: `build(params, emotes)` gives a function from a subject to its hits."""

from collections.abc import Callable, Sequence

from moderation.hit import Hit
from moderation.subject import Subject

TYPE_CHECKING = False  # `typing` itself costs more to import than all rules together
if TYPE_CHECKING:
    from typing import Any

    Params = dict[str, Any]
else:
    Params = dict

Find = Callable[[Subject], Sequence[Hit]]
