"""Options and fixtures that every suite shares."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from local.options import Options
from local.stack import LocalStack

# Machines are shared: how long an example takes is no property of the code.
settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long counts whole (CI runs a tenth)")


@pytest.fixture
def soak_count(request: pytest.FixtureRequest) -> Callable[[int], int]:
    """Scale a long count: whole under `make soak`, a tenth otherwise."""
    whole = bool(request.config.getoption("--soak"))
    return lambda count: count if whole else count // 10


@pytest.fixture(scope="session")
def local_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """The whole product on free ports: the real template, deployed and seeded, IAM enforced. Starts in seconds."""
    yield from started(tmp_path_factory)


def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A local stack for as long as a fixture lives."""
    # A shared machine can take longer than the 200 ms that IVS Chat gives a review; no test asserts that speed.
    patient = {"review_timeout_ms": 5_000}
    options = Options(
        port_aws=0, port_ivschat=0, port_service=0, directory=tmp_path_factory.mktemp("local"), quotas=patient
    )
    with LocalStack(options) as stack:
        yield stack
