"""The function dies at any call of any port, just before it or after it; the caller repeats, and all is well."""

from dataclasses import replace
from typing import Any

import pytest

from moderation.compiled_form import content_hash
from moderation.publishing.documents import document_hash
from moderator_api.application import Api
from moderator_api.authentication import TokenVerifier
from tests.fakes.world import CLIENT, ISSUER, ROOM, InMemoryAnswers, World

HOUSE = "/v1/policies/house"
DOCUMENT: dict[str, Any] = {
    "extends": "base",
    "rules": [{"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": ["zounds"]}}],
}
PORTS = ("policy_versions", "policy_heads", "publications", "ledger")


class Killed(BaseException):
    """The process is gone: nothing catches this."""


class Dying:
    """Counts the calls of several ports, and dies at one of them."""

    def __init__(self, at: int, after: bool) -> None:
        self.left = at
        self.after = after
        self.died = False

    def port(self, real: Any) -> Any:
        dying = self

        class Port:
            def __getattr__(self, name: str) -> Any:
                method = getattr(real, name)
                return lambda *arguments: dying.called(method, arguments)

        return Port()

    def called(self, method: Any, arguments: tuple[Any, ...]) -> Any:
        self.left -= 1
        if self.left == 0 and not self.after:
            self._die()
        done = method(*arguments)
        if self.left == 0:
            self._die()
        return done

    def _die(self) -> None:
        self.died = True
        raise Killed


def life_of_a_policy(world: World) -> None:
    """Saved, published in two places, changed, published again and rolled back in one of them."""
    steps: list[tuple[str, str, dict[str, Any], str]] = [
        ("PUT", "/v1/policies/base", {"document": {"rules": []}}, ""),
        ("PUT", HOUSE, {"document": DOCUMENT}, ""),
        ("POST", f"{HOUSE}/publish", {"version": 1}, "first"),
        ("POST", f"{HOUSE}/publish", {"version": 1, "rooms": [ROOM]}, "second"),
        ("PUT", HOUSE, {"document": {**DOCUMENT, "name": "later"}}, ""),
        ("POST", f"{HOUSE}/publish", {"version": 2, "rooms": [ROOM]}, "third"),
        ("POST", f"{HOUSE}/rollback", {"rooms": [ROOM]}, "fourth"),
    ]
    for method, path, body, key in steps:
        for _ in range(2):
            try:
                answer = world.ask(method, path, body, headers={"Idempotency-Key": key} if key else {})
            except Killed:
                continue
            assert answer.status == 200, answer
            break


def outcome(world: World) -> Any:
    kept = world.state.policies
    return (
        {key: (each.hash, each.document_hash, each.bases) for key, each in kept.versions.items()},
        kept.publications,
        [(each.operation, each.room_id, each.before, each.after) for each in world.state.audit.values()],
    )


def lived(dying: Dying) -> World:
    """A world after the life of a policy, with ports that may die."""
    world = World()
    desk = replace(world.desk, **{name: dying.port(getattr(world.desk, name)) for name in PORTS})
    world.api = Api(desk, TokenVerifier(ISSUER, CLIENT, world.keys, world.clock), InMemoryAnswers())
    life_of_a_policy(world)
    return world


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_kill_at_any_call_changes_nothing_in_the_end(after: bool) -> None:
    counting = Dying(-1, after)
    expected = outcome(lived(counting))
    assert len(expected[2]) == 7
    calls = -1 - counting.left
    for at in range(1, calls + 1):
        dying = Dying(at, after)
        world = lived(dying)
        assert dying.died, at
        assert outcome(world) == expected, at
        for version in world.state.policies.versions.values():
            data = world.desk.policy_versions.compiled(version.hash)
            assert data is not None
            assert content_hash(data) == version.hash
            document = world.desk.policy_versions.document(version.document_hash)
            assert document is not None
            assert document_hash(document) == version.document_hash
    print(f"{calls} kills")
    assert calls > 40
