"""Options and fixtures that every suite shares."""

from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long counts whole (CI runs a tenth)")


@pytest.fixture
def soak_count(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Scale a long count: whole under `make soak`, a tenth otherwise."""
    whole = bool(request.config.getoption("--soak"))
    return lambda count: count if whole else count // 10
