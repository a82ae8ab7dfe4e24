"""Each function's own parser accepts the environment that the template gives it, and nothing in it goes unread."""

import importlib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from infra.assets import ASSETS
from tests.infra.conftest import Synthesised
from tests.infra.intrinsics import ACCOUNT, REGION, resolve

PACKAGES = tuple(sorted(ASSETS))
# What the runtime sets in every function.
RUNTIME = {
    "AWS_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_SESSION_TOKEN": "token",
    "AWS_LAMBDA_FUNCTION_NAME": "f",
}


class Watched(dict[str, str]):
    """An environment that remembers what was read."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.read: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.read.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("a parser names what it reads")


def environment(synthesised: Synthesised, package: str) -> dict[str, str]:
    """A function's variables as they are after deployment."""
    variables = synthesised.functions()[package]["Properties"]["Environment"]["Variables"]
    resolved: dict[str, str] = resolve(variables, synthesised.template["Resources"])
    return resolved


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("which", ["full", "every_option", "emulated"])
def test_the_parser_accepts_the_environment_and_reads_all_of_it(
    package: str, which: str, request: pytest.FixtureRequest
) -> None:
    ours = environment(request.getfixturevalue(which), package)
    watched = Watched({**RUNTIME, **ours})
    importlib.import_module(f"{package}.settings").parse(watched)
    assert set(ours) <= watched.read


def test_the_console_learns_where_to_sign_in_and_which_room(full: Synthesised) -> None:
    settings = importlib.import_module("console_site.settings").parse(environment(full, "console_site"))
    assert b'"login": "https://roomkeeper-0a1b2c3d.auth.us-west-2.amazoncognito.com"' in settings.config
    assert b'"messaging": "us-west-2"' in settings.config
    assert b'"roomId"' in settings.config


def test_the_handler_that_rooms_get_is_the_alias(full: Synthesised) -> None:
    for package in ("moderator_api", "room_attacher"):
        assert environment(full, package)["REVIEW_HANDLER_ARN"] == f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f:live"
