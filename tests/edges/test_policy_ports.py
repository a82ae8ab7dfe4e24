"""One suite for the ports of policies, run against the fakes and against DynamoDB."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_policy_versions import DynamoPolicyVersions
from aws_edges.dynamo_publications import DynamoPolicyHeads, DynamoPublications
from aws_edges.dynamo_room_settings import DynamoRoomSettings
from moderation.compile import compile_policy
from moderation.effects import Effect, PutModes
from moderation.errors import ChangedMeanwhile
from moderation.ports import Ledger, RoomSettings
from moderation.publishing.effects import KeepPolicyVersion, PointAt, PutPolicyHead, PutPublication, SetFailMode
from moderation.publishing.ports import PolicyHeads, PolicyVersions, Publications
from moderation.publishing.records import PolicyBase, PolicyPointer, PolicyVersion, Publication
from moderation.records import AuditEntry
from tests.edges.conftest import NAMES
from tests.fakes import policies as fakes
from tests.fakes.state import InMemoryLedger, InMemoryRoomSettings, InMemoryState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM, OTHER = "room00000001", "room00000002"
_numbers = count()


@dataclass
class Ports:
    ledger: Ledger
    versions: PolicyVersions
    heads: PolicyHeads
    publications: Publications
    room_settings: RoomSettings

    def commit(self, *effects: Effect) -> bool:
        entry_id = f"entry{next(_numbers)}"
        entry = AuditEntry(entry_id, 1.5, "person:a", "admin", "Test", ROOM, "s", "r", None, {"a": 1}, "q")
        return self.ledger.commit(entry, [], effects)

    def save(self, version: PolicyVersion) -> None:
        self.commit(KeepPolicyVersion(version), PutPolicyHead(version))

    def publish(self, scope: str, pointer: PolicyPointer | None, *earlier: PolicyPointer | None) -> Publication:
        before = self.publications.get(scope)
        after = replace(before, pointer=pointer, earlier=earlier, revision=before.revision + 1, at=before.at + 7)
        self.commit(PutPublication(after, before.revision), PointAt(scope, pointer))
        return after


@pytest.fixture(params=["memory", "DynamoDB"])
def ports(request: pytest.FixtureRequest) -> Iterator[Ports]:
    if request.param == "memory":
        state = InMemoryState()
        yield Ports(
            InMemoryLedger(state),
            fakes.InMemoryPolicyVersions(state.policies),
            fakes.InMemoryPolicyHeads(state.policies),
            fakes.InMemoryPublications(state.policies),
            InMemoryRoomSettings(state),
        )
        return
    dynamodb: DynamoDBServiceResource = request.getfixturevalue("dynamodb")
    yield Ports(
        DynamoLedger(dynamodb, NAMES),
        DynamoPolicyVersions(dynamodb, NAMES),
        DynamoPolicyHeads(dynamodb, NAMES),
        DynamoPublications(dynamodb, NAMES),
        DynamoRoomSettings(dynamodb, NAMES),
    )


def version(number: int, policy_id: str = "house", **members: object) -> PolicyVersion:
    made = PolicyVersion(
        policy_id=policy_id,
        version=number,
        hash=f"{number:032x}",
        document_hash="d" * 32,
        bases=(PolicyBase("default", 0, "b" * 32),),
        cost={"rules": 3, "bytes": 200},
        name="House",
        note="why",
        author="person:a",
        at=1_800_000_000,
    )
    return replace(made, **members)  # type: ignore[arg-type]


def test_a_version_comes_back_as_it_was_saved(ports: Ports) -> None:
    first, second = version(1), version(2, bases=(), note="")
    for each in (first, second):
        ports.save(each)
    assert ports.versions.get("house", 1) == first
    assert ports.versions.get("house", 3) is None
    assert ports.heads.latest("house") == second
    assert ports.heads.latest("other") is None


def test_a_version_is_written_once_and_in_its_turn(ports: Ports) -> None:
    ports.save(version(1))
    for wrong in (version(1, note="again"), version(3)):
        with pytest.raises(ChangedMeanwhile):
            ports.save(wrong)
    assert ports.versions.get("house", 1) == version(1)
    assert ports.versions.get("house", 3) is None
    assert ports.heads.latest("house") == version(1)


def test_versions_are_listed_newest_first_and_policies_by_id(ports: Ports) -> None:
    for number in range(1, 6):
        ports.save(version(number))
    ports.save(version(1, "another"))
    ports.save(version(1, "house-2"))
    seen: list[int] = []
    token = ""
    for _ in range(5):
        page = ports.versions.list("house", 2, token)
        seen += [each.version for each in page.items]
        token = page.next_token
        if not token:
            break
    assert seen == [5, 4, 3, 2, 1]
    first = ports.heads.list(2, "")
    assert [(each.policy_id, each.version) for each in first.items] == [("another", 1), ("house", 5)]
    assert [each.policy_id for each in ports.heads.list(2, first.next_token).items] == ["house-2"]


def test_what_is_in_force_where(ports: Ports) -> None:
    assert ports.publications.get(ROOM) == Publication(ROOM)
    one, two = PolicyPointer("house", 1, "1" * 32), PolicyPointer("house", 2, "2" * 32)
    namesake = PolicyPointer("house-2", 1, "3" * 32)
    ports.publish("*", one)
    ports.publish(ROOM, two, None, one)
    ports.publish(OTHER, namesake)
    assert ports.publications.get(ROOM) == Publication(ROOM, two, (None, one), "", 1, 7)
    found = ports.publications.of("house")
    assert sorted((each.scope, each.pointer) for each in found) == [("*", one), (ROOM, two)]
    ports.publish(ROOM, None, two)
    assert ports.publications.get(ROOM) == Publication(ROOM, None, (two,), "", 2, 14)
    assert [each.scope for each in ports.publications.of("house")] == ["*"]


def test_a_pointer_moves_only_from_where_it_was_read(ports: Ports) -> None:
    pointer = PolicyPointer("house", 1, "1" * 32)
    stale = ports.publications.get(ROOM)
    ports.publish(ROOM, pointer)
    for replaces in (0, 2):
        with pytest.raises(ChangedMeanwhile):
            ports.commit(PutPublication(replace(stale, pointer=None, revision=9), replaces), PointAt(ROOM, None))
    assert ports.publications.get(ROOM).pointer == pointer


def test_a_pointer_that_moved_while_it_was_read_is_not_moved_on(
    dynamodb: "DynamoDBServiceResource", monkeypatch: pytest.MonkeyPatch
) -> None:
    state, publications = InMemoryState(), DynamoPublications(dynamodb, NAMES)
    ports = Ports(
        DynamoLedger(dynamodb, NAMES),
        fakes.InMemoryPolicyVersions(state.policies),
        fakes.InMemoryPolicyHeads(state.policies),
        publications,
        InMemoryRoomSettings(state),
    )
    one, two, three = (PolicyPointer("house", number, f"{number}" * 32) for number in (1, 2, 3))
    ports.publish(ROOM, one)
    read, others = publications._item, [two]

    def interrupted(key: Any) -> Any:
        found = read(key)
        if others:
            ports.publish(ROOM, others.pop(), one)
        return found

    monkeypatch.setattr(publications, "_item", interrupted)
    seen = publications.get(ROOM)
    after = replace(seen, pointer=three, earlier=(*seen.earlier, seen.pointer), revision=seen.revision + 1)
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutPublication(after, seen.revision), PointAt(ROOM, three))
    assert publications.get(ROOM).pointer == two


def test_modes_pointer_and_fail_mode_leave_each_other_alone(ports: Ports) -> None:
    pointer = PolicyPointer("house", 1, "1" * 32)
    ports.commit(PutModes(ROOM, {}, {"frozen": {}}))
    ports.commit(SetFailMode(ROOM, "closed"))
    ports.publish(ROOM, pointer)
    assert ports.publications.get(ROOM) == Publication(ROOM, pointer, (), "closed", 1, 7)
    assert ports.room_settings.modes(ROOM) == {"frozen": {}}
    ports.commit(SetFailMode(ROOM, ""))
    assert ports.publications.get(ROOM) == Publication(ROOM, pointer, (), "", 1, 7)
    ports.commit(SetFailMode("*", "open"))
    assert ports.publications.get("*").fail_mode == "open"


def test_documents_and_compiled_data_by_hash(ports: Ports) -> None:
    document: dict[str, object] = {"rules": [], "name": "Ünï"}
    assert ports.versions.document(ports.versions.keep_document(document)) == document
    assert ports.versions.document("0" * 32) is None
    made = compile_policy(document)
    ports.versions.keep_compiled(made.data)
    assert ports.versions.compiled(made.hash) == made.data
    assert ports.versions.compiled("0" * 32) is None
