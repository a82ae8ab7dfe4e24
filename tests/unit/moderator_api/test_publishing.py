"""What is in force where: one pointer a place, moved only to what loads, and always on record."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from moderation.default import default_policy
from moderation.publishing.bundled_policy import bundled_version
from moderation.services.publishing import EARLIER_MAX
from tests.fakes.world import FOREIGN, ROOM, Answer, World

HOUSE = "/v1/policies/house"
ORGANISATION = "/v1/organisation/policy"
IN_ROOM = f"/v1/rooms/{ROOM}/policy"


def words(*terms: str) -> dict[str, Any]:
    return {"rules": [{"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": list(terms)}}]}


@pytest.fixture
def world() -> World:
    """A policy with three versions, nothing in force."""
    made = World()
    for number in range(1, 4):
        made.state.policies.add("house", words(f"word{number}"), number)
    made.state.policies.add("other", words("else"))
    return made


def publish(world: World, version: int, *rooms: str, policy_id: str = "house", **more: Any) -> Answer:
    body: dict[str, Any] = {"version": version} | ({"rooms": list(rooms)} if rooms else {})
    return world.ask("POST", f"/v1/policies/{policy_id}/publish", body, **more)


def roll_back(world: World, *rooms: str, **body: Any) -> Answer:
    return world.ask("POST", f"{HOUSE}/rollback", body | ({"rooms": list(rooms)} if rooms else {}))


def deciding(world: World, path: str = IN_ROOM) -> tuple[str, str, int]:
    answer = world.ask("GET", path).json
    return answer["source"], answer["policyId"], answer["version"]


def test_a_change_of_what_is_in_force_has_its_time(world: World) -> None:
    """Reconciliation asks since when."""
    published = world.state.policies.publications
    changes: list[Callable[[], Answer]] = [
        lambda: publish(world, 1, ROOM),
        lambda: publish(world, 2, ROOM),
        lambda: roll_back(world, ROOM),
        lambda: world.ask("DELETE", IN_ROOM),
    ]
    for seconds, change in enumerate(changes):
        world.clock.time += 10 + seconds
        assert change().status == 200
        assert published[ROOM].at == world.clock.time


def test_a_room_follows_the_organisation_until_it_has_a_policy_of_its_own(world: World) -> None:
    assert deciding(world) == ("bundled", "default", 0)
    assert world.ask("GET", IN_ROOM).json["hash"] == default_policy().hash, "as decisions name it"
    publish(world, 1)
    assert deciding(world) == deciding(world, ORGANISATION) == ("organisation", "house", 1)
    publish(world, 2, ROOM)
    assert deciding(world) == ("room", "house", 2)
    assert deciding(world, f"/v1/rooms/{FOREIGN}/policy") == ("organisation", "house", 1)
    answer = world.ask("DELETE", IN_ROOM)
    assert (answer.status, deciding(world)) == (200, ("organisation", "house", 1))
    world.ask("DELETE", ORGANISATION)
    assert deciding(world) == ("bundled", "default", 0)


def test_the_policy_tells_where_it_is_in_force(world: World) -> None:
    publish(world, 1)
    publish(world, 2, ROOM, FOREIGN)
    publish(world, 1, policy_id="other")
    places = world.ask("GET", HOUSE).json["inForce"]
    assert [(each["roomId"], each["version"]) for each in places] == [(ROOM, 2), (FOREIGN, 2)]
    assert world.ask("GET", "/v1/policies/other").json["inForce"][0]["roomId"] is None


def test_rooms_outside_of_the_scope_are_not_told(world: World) -> None:
    publish(world, 1)
    publish(world, 2, ROOM, FOREIGN)
    token = world.person("policy_editor", ROOM)
    places = world.ask("GET", HOUSE, token=token).json["inForce"]
    assert [each["roomId"] for each in places] == [None, ROOM]
    saved = world.ask("PUT", HOUSE, {"document": words("another")}, token=token).json
    assert [each["roomId"] for each in saved["inForce"]] == [None, ROOM]


def test_every_move_is_on_record_with_before_and_after_in_its_room(world: World) -> None:
    publish(world, 1, ROOM, FOREIGN)
    publish(world, 2, ROOM)
    roll_back(world, ROOM)
    world.ask("DELETE", IN_ROOM)
    moves = [
        (entry.operation, entry.room_id, _version(entry.before), _version(entry.after))
        for entry in world.state.audit.values()
    ]
    assert moves == [
        ("PublishPolicy", ROOM, None, 1),
        ("PublishPolicy", FOREIGN, None, 1),
        ("PublishPolicy", ROOM, 1, 2),
        ("RollBackPolicy", ROOM, 2, 1),
        ("WithdrawPolicy", ROOM, 1, None),
    ]
    assert {entry.subject for entry in world.state.audit.values()} == {"house"}


def test_what_is_in_force_already_changes_nothing(world: World) -> None:
    publish(world, 1, ROOM)
    assert publish(world, 1, ROOM).status == 200
    assert len(world.state.audit) == 1


def test_rolling_back_goes_back_step_by_step(world: World) -> None:
    for number in (1, 2, 3):
        publish(world, number)
    assert [roll_back(world).json["places"][0]["version"] for _ in range(2)] == [2, 1]
    assert deciding(world, ORGANISATION) == ("organisation", "house", 1)
    # Before the first version there was nothing, so the bundled policy decides again.
    assert roll_back(world).json["places"][0]["source"] == "bundled"
    refused = roll_back(world)
    assert (refused.status, refused.code) == (409, "policy_not_in_force")


def test_rolling_back_to_a_named_version_can_be_rolled_back_itself(world: World) -> None:
    for number in (1, 2, 3):
        publish(world, number)
    assert roll_back(world, version=1).json["places"][0]["version"] == 1
    assert roll_back(world).json["places"][0]["version"] == 3


def test_rolling_back_brings_another_policy_back_too(world: World) -> None:
    publish(world, 1, ROOM, policy_id="other")
    publish(world, 2, ROOM)
    roll_back(world, ROOM)
    assert deciding(world) == ("room", "other", 1)


def test_rolling_back_in_several_rooms_is_refused_before_anything_moves(world: World) -> None:
    publish(world, 1, ROOM)
    publish(world, 2, ROOM)
    before = len(world.state.audit)
    refused = roll_back(world, ROOM, FOREIGN)
    assert (refused.status, refused.code) == (409, "policy_not_in_force")
    assert (deciding(world)[2], len(world.state.audit)) == (2, before)


def test_as_many_earlier_pointers_are_kept_as_promised(world: World) -> None:
    for number in range(EARLIER_MAX + 5):
        publish(world, 1 + number % 2)
    assert len(world.state.policies.publication("*").earlier) == EARLIER_MAX
    for _ in range(EARLIER_MAX):
        assert roll_back(world).status == 200
    assert roll_back(world).code == "nothing_earlier"


def damaged(world: World, content_hash: str) -> None:
    data = world.state.policies.compiled[content_hash]
    world.state.policies.compiled[content_hash] = data[:-1] + bytes([data[-1] ^ 1])


def lost(world: World, content_hash: str) -> None:
    del world.state.policies.compiled[content_hash]


@pytest.mark.parametrize("damage", [damaged, lost])
def test_a_version_that_does_not_load_never_takes_effect(world: World, damage: Callable[[World, str], None]) -> None:
    publish(world, 1)
    publish(world, 2)
    known = world.state.policies.versions
    for number in (1, 3):
        damage(world, known["house", number].hash)
    audit = len(world.state.audit)
    for answer in (publish(world, 3), roll_back(world), roll_back(world, version=3), publish(world, 3, ROOM)):
        assert (answer.status, answer.code) == (409, "policy_version_unusable"), answer
    assert (deciding(world, ORGANISATION), len(world.state.audit)) == (("organisation", "house", 2), audit)
    # The document is still there; saved again it compiles to the same content, which heals the copy.
    saved = world.ask("PUT", HOUSE, {"document": words("word3")}).json
    assert saved["version"] == 3
    assert publish(world, 3).status == 200


def test_a_hash_with_another_policys_data_does_not_load(world: World) -> None:
    kept = world.state.policies
    one, two = (kept.versions["house", number].hash for number in (1, 2))
    kept.compiled[one] = kept.compiled[two]
    assert publish(world, 1).code == "policy_version_unusable"


def test_the_bundled_policy_can_be_pinned(world: World) -> None:
    publish(world, 1)
    publish(world, 0, ROOM, policy_id="default")
    assert deciding(world) == ("room", "default", 0)
    assert bundled_version().hash in world.state.policies.compiled


def test_a_repetition_after_a_crash_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = type(world.desk.ledger).commit
    crashes = [RuntimeError("killed")]

    def crashing(self: object, entry: Any, intents: Any, effects: Any) -> bool:
        if entry.room_id == FOREIGN and crashes:
            raise crashes.pop()
        return commit(self, entry, intents, effects)  # type: ignore[arg-type]

    monkeypatch.setattr(type(world.desk.ledger), "commit", crashing)
    key = {"Idempotency-Key": "publish-1"}
    assert publish(world, 1, ROOM, FOREIGN, headers=key).status == 500
    assert [entry.room_id for entry in world.state.audit.values()] == [ROOM]
    assert publish(world, 1, ROOM, FOREIGN, headers=key).status == 200
    assert [entry.room_id for entry in world.state.audit.values()] == [ROOM, FOREIGN]
    # Once answered, the same request changes nothing, whatever has happened since.
    publish(world, 2, ROOM, FOREIGN)
    publish(world, 1, ROOM, FOREIGN, headers=key)
    assert deciding(world) == ("room", "house", 2)


def test_of_two_who_publish_at_once_the_later_one_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = type(world.desk.ledger).commit
    others = [3]

    def late(self: object, entry: Any, intents: Any, effects: Any) -> bool:
        if others:
            assert publish(world, others.pop(), ROOM).status == 200
        return commit(self, entry, intents, effects)  # type: ignore[arg-type]

    monkeypatch.setattr(type(world.desk.ledger), "commit", late)
    assert publish(world, 2, ROOM).status == 200
    answer = world.ask("GET", IN_ROOM).json
    assert [answer["version"], *(each and each["version"] for each in answer["earlier"])] == [2, 3, None]


def test_rooms_that_are_not_there_or_not_yours(world: World) -> None:
    assert publish(world, 1, "nosuchroom12").code == "room_not_found"
    token = world.person("policy_editor", ROOM)
    assert publish(world, 1, ROOM, token=token).status == 200
    refused = publish(world, 1, ROOM, FOREIGN, token=token)
    assert (refused.status, refused.code) == (404, "room_not_found")
    assert publish(world, 1, token=token).code == "scope_not_allowed"
    assert deciding(world, f"/v1/rooms/{FOREIGN}/policy")[0] == "bundled"


def test_fail_modes_of_room_and_organisation(world: World) -> None:
    def shown(path: str) -> tuple[str | None, str | None]:
        answer = world.ask("GET", path).json
        return answer["failMode"], answer["effectiveFailMode"]

    assert shown(IN_ROOM) == (None, None)
    world.ask("PATCH", ORGANISATION, {"failMode": "closed"})
    assert (shown(ORGANISATION), shown(IN_ROOM)) == (("closed", "closed"), (None, "closed"))
    world.ask("PATCH", IN_ROOM, {"failMode": "open"})
    assert shown(IN_ROOM) == ("open", "open")
    world.ask("PATCH", IN_ROOM, {"failMode": "open"})
    world.ask("PATCH", IN_ROOM, {"failMode": None})
    assert shown(IN_ROOM) == (None, "closed")
    entries = [(each.room_id, each.before, each.after) for each in world.state.audit.values()]
    assert entries == [("", "", "closed"), (ROOM, "", "open"), (ROOM, "open", "")]


def _version(facts: Any) -> Any:
    return facts and facts["version"]


class Pointers(RuleBasedStateMachine):
    """Any sequence of publishing, rolling back and withdrawing, against two stacks."""

    @initialize()
    def begin(self) -> None:
        self.world = World()
        for name in ("house", "other"):
            for number in (1, 2):
                self.world.state.policies.add(name, words(f"{name}{number}"), number)
        self.stacks: dict[str, list[tuple[str, int] | None]] = {"*": [None], ROOM: [None]}

    @rule(scope=st.sampled_from(["*", ROOM]), policy_id=st.sampled_from(["house", "other"]), number=st.integers(1, 2))
    def publish(self, scope: str, policy_id: str, number: int) -> None:
        rooms = () if scope == "*" else (scope,)
        assert publish(self.world, number, *rooms, policy_id=policy_id).status == 200
        self._push(scope, (policy_id, number))

    @rule(scope=st.sampled_from(["*", ROOM]))
    def withdraw(self, scope: str) -> None:
        assert self.world.ask("DELETE", ORGANISATION if scope == "*" else IN_ROOM).status == 200
        self._push(scope, None)

    @rule(scope=st.sampled_from(["*", ROOM]))
    def roll_back(self, scope: str) -> None:
        stack = self.stacks[scope]
        answer = roll_back(self.world, *(() if scope == "*" else (scope,)))
        if stack[-1] is None or stack[-1][0] != "house":
            assert answer.code == "policy_not_in_force"
        elif len(stack) == 1:
            assert answer.code == "nothing_earlier"
        else:
            assert answer.status == 200
            stack.pop()

    @precondition(lambda self: hasattr(self, "stacks"))
    @invariant()
    def what_decides_is_the_top_of_the_stacks(self) -> None:
        room, organisation = self.stacks[ROOM][-1], self.stacks["*"][-1]
        source, top = ("room", room) if room else ("organisation", organisation) if organisation else ("bundled", None)
        assert deciding(self.world) == (source, *(top or ("default", 0)))
        for scope, stack in self.stacks.items():
            publication = self.world.state.policies.publication(scope)
            pointers = [*publication.earlier, publication.pointer]
            assert [each and (each.policy_id, each.version) for each in pointers] == stack

    def _push(self, scope: str, pointer: tuple[str, int] | None) -> None:
        if self.stacks[scope][-1] != pointer:
            self.stacks[scope] = [*self.stacks[scope], pointer][-(EARLIER_MAX + 1) :]


TestPointers = Pointers.TestCase
TestPointers.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
