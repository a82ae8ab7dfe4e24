"""Replace a name inside ministack, and refuse to start if that name is no longer what the replacement expects.

ministack is pinned, but a pin can be moved: a hook that silently stops working would make the local stack lie.
"""

import inspect
from collections.abc import Callable
from types import ModuleType
from typing import Any


class PinBrokenError(RuntimeError):
    """The installed ministack differs from the one the patches were written for."""


def expect(owner: ModuleType | type, name: str, parameters: str) -> Callable[..., Any]:
    """Return `owner.name` after checking that it takes exactly these parameters (space separated)."""
    function = getattr(owner, name, None)
    if function is None:
        raise PinBrokenError(f"{owner.__name__}.{name} is gone")
    found = " ".join(inspect.signature(function).parameters)
    if found != parameters:
        raise PinBrokenError(f"{owner.__name__}.{name} takes ({found}), expected ({parameters})")
    checked: Callable[..., Any] = function
    return checked


def replace(owner: ModuleType | type, name: str, parameters: str, replacement: Callable[..., Any]) -> None:
    """Put `replacement` in the place of `owner.name`, once its parameters are what the patch was written for."""
    expect(owner, name, parameters)
    setattr(owner, name, replacement)
