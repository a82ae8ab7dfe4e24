"""Who chats under the name of a policy, a message or a moderator gets no hold on what was recorded about those."""

import pytest

from moderation.audit import OF_NO_USER
from moderation.erasure.erasing import SETTLED_SECONDS, EraserDesk, erase
from tests.fakes.world import ROOM, World
from tests.unit.moderator_api.requests import DOCUMENT, GOOD, PUT_MODERATOR
from tests.unit.moderator_api.test_authorization import prepared

USERS = {"ada", "banned", "x"}
SUB = "sub-of-somebody"
MESSAGE = "message00001"


@pytest.fixture
def recorded(world: World) -> World:
    """Acts on a moderator, a policy and a message."""
    admin = world.person("admin")
    assert world.ask("PUT", f"/v1/moderators/{SUB}", PUT_MODERATOR, token=admin).status == 200
    assert world.ask("PUT", "/v1/policies/house", DOCUMENT, token=admin).status == 200
    assert world.ask("DELETE", f"/v1/rooms/{ROOM}/messages/{MESSAGE}", token=admin).status == 200
    return world


def test_each_operation_has_users_as_subjects_or_never() -> None:
    seen: dict[str, set[str]] = {}
    for good in GOOD:
        world = prepared()
        caller = world.person("admin")
        assert world.ask(good.method, good.url, good.body, token=caller, query=good.query).status < 300, str(good)
        for entry in world.state.audit.values():
            if entry.subject:
                seen.setdefault(entry.operation, set()).add(entry.subject)
    assert {operation for operation, subjects in seen.items() if not subjects <= USERS} == OF_NO_USER & set(seen)
    assert len(seen) >= 18


def test_a_moderator_does_not_learn_from_a_users_history_what_admins_did(recorded: World) -> None:
    for name in (SUB, "house", MESSAGE):
        state = recorded.ask("GET", f"/v1/rooms/{ROOM}/users/{name}", token=recorded.person("moderator", ROOM)).json
        assert state["history"] == [], name


@pytest.mark.parametrize("name", [SUB, "house", MESSAGE])
def test_forgetting_a_user_leaves_the_words_about_a_namesake(name: str, recorded: World) -> None:
    admin = recorded.person("admin")
    erasure_id = recorded.ask("POST", f"/v1/users/{name}/erasure", token=admin).json["erasureId"]
    recorded.clock.time += 2 * SETTLED_SECONDS
    desk = EraserDesk(recorded.clock, recorded.desk.erasures, recorded.desk.personal_data)
    assert erase(desk, erasure_id, lambda: True)
    entries = recorded.ask("GET", "/v1/audit", token=admin).json["items"]
    assert {entry["operation"] for entry in entries if entry["erased"]} == {"EraseUser"}
    exported = recorded.ask("GET", f"/v1/users/{name}/export", token=admin)
    assert exported.json["items"] == []
