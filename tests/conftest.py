"""Options and fixtures that every suite shares."""

from collections.abc import Callable, Iterator

import pytest

from local.options import Options
from local.stack import LocalStack


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
    directory = tmp_path_factory.mktemp("local")
    with LocalStack(Options(port_aws=0, port_ivschat=0, port_service=0, directory=directory)) as stack:
        yield stack
