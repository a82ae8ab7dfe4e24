"""One suite for the ports of our own state, run against the fakes and against DynamoDB."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING
from unittest.mock import Mock

import pytest
from botocore.exceptions import ClientError

from aws_edges.dynamo_attach_operations import DynamoAttachOperations
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_moderators import DynamoModerators
from aws_edges.dynamo_room_settings import DynamoRoomSettings
from aws_edges.dynamo_sanctions import DynamoSanctions
from aws_edges.dynamo_token_issues import DynamoTokenIssues
from moderation.effects import (
    DropAttachment,
    Effect,
    KeepAttachment,
    LiftSanction,
    PutModerator,
    PutModes,
    PutSanction,
    SameSanction,
    StartAttaching,
)
from moderation.errors import ChangedMeanwhile, Invalid
from moderation.ports import AttachOperations, Ledger, Moderators, RoomSettings, Sanctions, TokenIssues
from moderation.records import Attachment, AttachProgress, AuditEntry, Moderator, SanctionRecord
from tests.edges.conftest import NAMES
from tests.fakes import state as fakes

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM = "room00000001"
_numbers = count()


@dataclass
class Ports:
    ledger: Ledger
    sanctions: Sanctions
    moderators: Moderators
    room_settings: RoomSettings
    token_issues: TokenIssues
    attach_operations: AttachOperations

    def commit(self, *effects: Effect, entry_id: str = "") -> bool:
        entry_id = entry_id or f"entry{next(_numbers)}"
        entry = AuditEntry(entry_id, 1.5, "person:a", "admin", "Test", ROOM, "s", "r", None, {"a": 1}, "q")
        return self.ledger.commit(entry, [], effects)


@pytest.fixture(params=["memory", "DynamoDB"])
def ports(request: pytest.FixtureRequest) -> Iterator[Ports]:
    if request.param == "memory":
        state = fakes.InMemoryState()
        yield Ports(
            fakes.InMemoryLedger(state),
            fakes.InMemorySanctions(state),
            fakes.InMemoryModerators(state),
            fakes.InMemoryRoomSettings(state),
            fakes.InMemoryTokenIssues(state),
            fakes.InMemoryAttachOperations(state),
        )
        return
    dynamodb: DynamoDBServiceResource = request.getfixturevalue("dynamodb")
    yield Ports(
        DynamoLedger(dynamodb, NAMES),
        DynamoSanctions(dynamodb, NAMES),
        DynamoModerators(dynamodb, NAMES),
        DynamoRoomSettings(dynamodb, NAMES),
        DynamoTokenIssues(dynamodb, NAMES),
        DynamoAttachOperations(dynamodb, NAMES),
    )


def sanction(user: str = "a/ä#b", at: int = 1_800_000_000, **members: object) -> SanctionRecord:
    base = SanctionRecord(user, ROOM, "ban", None, "because", "person:a", at)
    return replace(base, **members)  # type: ignore[arg-type]


@pytest.mark.parametrize("until", [None, 1_900_000_000])
def test_a_sanction_reads_as_it_was_written(ports: Ports, until: int | None) -> None:
    written = sanction(until=until)
    ports.commit(PutSanction(written, 0))
    assert ports.sanctions.get("a/ä#b", ROOM) == written
    assert ports.sanctions.get("a/ä#b", "*") is None
    assert list(ports.sanctions.list(ROOM, 10, "").items) == [written]


def test_a_sanction_changes_only_from_the_version_that_was_read(ports: Ports) -> None:
    first, second = sanction(), sanction(version=2, kind="timeout", until=1_900_000_000)
    ports.commit(PutSanction(first, 0))
    for stale in (PutSanction(first, 0), PutSanction(second, 2), LiftSanction(second)):
        with pytest.raises(ChangedMeanwhile):
            ports.commit(stale)
    ports.commit(PutSanction(second, 1))
    assert ports.sanctions.get("a/ä#b", ROOM) == second
    ports.commit(LiftSanction(second))
    assert ports.sanctions.get("a/ä#b", ROOM) is None
    assert list(ports.sanctions.list(ROOM, 10, "").items) == []


def test_nothing_happens_unless_a_sanction_is_as_it_was_read(ports: Ports) -> None:
    person = Moderator("sub", "user@example.com", "lead", ("*",))
    user, version = sanction().user_id, sanction().version
    ports.commit(SameSanction(user, ROOM, 0), PutModerator(person, 0))
    ports.commit(PutSanction(sanction(), 0))
    for stale in (SameSanction(user, ROOM, 0), SameSanction(user, ROOM, version + 1), SameSanction(user, "*", version)):
        with pytest.raises(ChangedMeanwhile):
            ports.commit(stale, PutModerator(replace(person, sub="other"), 0))
    assert ports.moderators.get("other") is None
    ports.commit(SameSanction(user, ROOM, version), SameSanction(user, "*", 0), PutModerator(person, 1))
    assert ports.sanctions.get(user, ROOM) == sanction()


def test_a_commit_is_all_or_nothing(ports: Ports) -> None:
    ports.commit(PutSanction(sanction("known"), 0))
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutSanction(sanction("new"), 0), PutSanction(sanction("known"), 0), entry_id="torn")
    assert ports.sanctions.get("new", ROOM) is None
    assert ports.commit(PutSanction(sanction("new"), 0), entry_id="torn") is True, "the entry was not written either"


def test_a_commit_repeated_changes_nothing(ports: Ports) -> None:
    assert ports.commit(PutSanction(sanction(), 0), entry_id="once") is True
    ports.commit(LiftSanction(sanction()))
    assert ports.commit(PutSanction(sanction(), 0), entry_id="once") is False
    assert ports.sanctions.get("a/ä#b", ROOM) is None


def test_sanctions_are_listed_newest_first_page_by_page(ports: Ports) -> None:
    for number in range(5):
        ports.commit(PutSanction(sanction(f"user#{number}", at=1_800_000_000 + number), 0))
    ports.commit(PutSanction(sanction("elsewhere", scope="*"), 0))
    seen, token = [], ""
    for _ in range(10):
        page = ports.sanctions.list(ROOM, 2, token)
        seen += [each.user_id for each in page.items]
        token = page.next_token
        if not token:
            break
    assert seen == [f"user#{number}" for number in (4, 3, 2, 1, 0)]


def test_moderators_by_sub_by_name_and_in_order(ports: Ports) -> None:
    people = [Moderator(f"sub{n}", f"user{n}@example.com", "lead", ("*",) if n else (ROOM,), n != 1) for n in range(3)]
    for person in reversed(people):
        ports.commit(PutModerator(person, 0))
    assert ports.moderators.get("sub0") == people[0]
    assert ports.moderators.get("sub9") is None
    assert ports.moderators.named("user1@example.com") == people[1]
    assert ports.moderators.named("user") is None
    first = ports.moderators.list(2, "")
    assert list(first.items) == people[:2]
    assert list(ports.moderators.list(2, first.next_token).items) == people[2:]
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutModerator(replace(people[0], role="admin", version=3), 2))


@pytest.mark.parametrize("token", ["x", "x#", "#", "#" + "y" * 1200])
def test_a_made_up_cursor_is_the_callers_mistake(
    dynamodb: "DynamoDBServiceResource", monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    """DynamoDB refuses to start from an empty or too long key; moto does not see all of these, so it is told to."""
    refusal = ClientError({"Error": {"Code": "ValidationException"}}, "Query")
    for store in (DynamoSanctions(dynamodb, NAMES), DynamoModerators(dynamodb, NAMES)):
        monkeypatch.setattr(store, "_table", Mock(query=Mock(side_effect=refusal)))
        listing = partial(store.list, ROOM) if isinstance(store, DynamoSanctions) else store.list
        with pytest.raises(Invalid):
            listing(10, token)
        with pytest.raises(ClientError):
            listing(10, "")


def test_modes_change_only_from_what_was_read(ports: Ports) -> None:
    assert ports.room_settings.modes(ROOM) == {}
    slow: dict[str, dict[str, object]] = {"slow": {"seconds": 10, "until": 1_900_000_000}}
    ports.commit(PutModes(ROOM, {}, slow))
    assert ports.room_settings.modes(ROOM) == slow
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutModes(ROOM, {}, {"frozen": {}}))
    ports.commit(PutModes(ROOM, slow, {}))
    ports.commit(PutModes(ROOM, {}, {"frozen": {}}))
    assert ports.room_settings.modes(ROOM) == {"frozen": {}}


def test_what_a_room_had_before_us_is_kept_and_dropped(ports: Ports) -> None:
    before = Attachment(ROOM, "arn:theirs", "ALLOW", ("arn:log",))
    ports.commit(KeepAttachment(before))
    assert ports.room_settings.attachment(ROOM) == before
    ports.commit(KeepAttachment(replace(before, handler_uri="", fallback_result="", logging_arns=())))
    assert ports.room_settings.attachment(ROOM) == Attachment(ROOM, "", "", ())
    for _ in range(2):
        ports.commit(DropAttachment(ROOM))
    assert ports.room_settings.attachment(ROOM) is None


def test_tokens_are_counted_by_user_room_and_minute(ports: Ports) -> None:
    now = 1_800_000_015.0
    issues = ports.token_issues
    assert [issues.count("ada", ROOM, now, 2) for _ in range(3)] == [0, 0, 45]
    assert issues.count("ada", "room00000002", now, 2) == 0
    assert issues.count("bob", ROOM, now, 2) == 0
    assert issues.count("ada", ROOM, now + 45, 2) == 0, "a new minute"
    assert sorted(issues.rooms("ada", now + 60)) == [ROOM, "room00000002"]
    assert issues.rooms("ada", now + 60 + 181 * 60) == []
    assert issues.rooms("nobody", now) == []


def test_a_bulk_attachment_is_listed_until_it_is_finished(ports: Ports) -> None:
    queued = AttachProgress("op1", (), "team", None, "person:a", "queued")
    ports.commit(StartAttaching(queued, 1_900_000_000))
    assert ports.attach_operations.get("op1") == queued
    assert list(ports.attach_operations.unfinished()) == ["op1"]
    running = replace(queued, room_ids=(ROOM, "room00000002"), status="running", position=2, attached=1)
    running = replace(running, failed=(("room00000002", "full"),), leased_until=1_800_000_060)
    ports.attach_operations.save(running)
    assert ports.attach_operations.get("op1") == running
    assert list(ports.attach_operations.unfinished()) == ["op1"]
    ports.attach_operations.save(replace(running, status="finished"))
    assert list(ports.attach_operations.unfinished()) == []
    assert ports.attach_operations.get("unknown") is None
