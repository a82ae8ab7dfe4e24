"""One suite for the ports of the Decisions table, run against the fakes and against DynamoDB."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock

import pytest
from botocore.exceptions import ClientError

from aws_edges.dynamo_decisions import DynamoDecisions
from aws_edges.dynamo_filing import DynamoFiling
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_queues import DynamoFlags, DynamoHolds, DynamoStrikes
from aws_edges.dynamo_received import DynamoReceivedLines
from aws_edges.dynamo_stats import DynamoStats
from moderation.errors import ChangedMeanwhile, Invalid, Unavailable
from moderation.ledger.effects import FileDecision, LedgerEffect, PutFlag, PutHold, PutStrikes
from moderation.ledger.lines import BrokenLine
from moderation.ledger.packs import packs_of
from moderation.ledger.ports import Decisions, Filing, Flags, Holds, ReceivedLines, Stats, Strikes
from moderation.ledger.received import Received
from moderation.ledger.records import DecisionFilter, DecisionRecord, Flag, Hold, LoggedHit, RefusedText, StrikeTotal
from moderation.ledger.retention import Retention
from moderation.ledger.tallies import Tally
from moderation.ports import Ledger
from moderation.records import AuditEntry, Page
from tests.edges.conftest import NAMES
from tests.fakes import decisions as fakes
from tests.fakes.state import InMemoryClock, InMemoryLedger, InMemoryState

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBServiceResource

ROOM, OTHER = "room00000001", "room00000002"
NOW_MS = 1_800_000_000_000
LATER = 2_000_000_000
KEPT = Retention()
_numbers = count()


@dataclass
class Ports:
    filing: Filing
    decisions: Decisions
    holds: Holds
    flags: Flags
    strikes: Strikes
    received: ReceivedLines
    stats: Stats
    ledger: Ledger

    def commit(self, *effects: LedgerEffect) -> bool:
        """The effects as part of an act."""
        entry_id = f"entry{next(_numbers)}"
        entry = AuditEntry(entry_id, 1.5, "person:a", "admin", "Test", ROOM, "s", "r", None, {"a": 1}, "q")
        return self.ledger.commit(entry, [], effects)


@pytest.fixture(params=["memory", "DynamoDB"])
def ports(request: pytest.FixtureRequest) -> Iterator[Ports]:
    if request.param == "memory":
        state = InMemoryState()
        book = state.book
        yield Ports(
            fakes.InMemoryFiling(book),
            fakes.InMemoryDecisions(book),
            fakes.InMemoryHolds(book),
            fakes.InMemoryFlags(book),
            fakes.InMemoryStrikes(book),
            fakes.InMemoryReceivedLines(book),
            fakes.InMemoryStats(book),
            InMemoryLedger(state),
        )
        return
    yield on(request.getfixturevalue("dynamodb"), InMemoryClock())


def on(dynamodb: "DynamoDBServiceResource", clock: InMemoryClock) -> Ports:
    return Ports(
        DynamoFiling(dynamodb, NAMES, wait=lambda seconds: None),
        DynamoDecisions(dynamodb, NAMES, clock),
        DynamoHolds(dynamodb, NAMES, clock),
        DynamoFlags(dynamodb, NAMES, clock),
        DynamoStrikes(dynamodb, NAMES),
        DynamoReceivedLines(dynamodb, NAMES),
        DynamoStats(dynamodb, NAMES),
        DynamoLedger(dynamodb, NAMES),
    )


def decision(number: int = 1, **members: Any) -> DecisionRecord:
    told: dict[str, Any] = {
        "message_id": f"message{number:05d}",
        "room_id": ROOM,
        "verdict": "DENY",
        "at_ms": NOW_MS + number,
        "elapsed_ms": 1.25,
        "environment": "env",
        "sequence": number,
        "policy_hash": "f" * 12,
        "user_id": "ada",
        "rule_id": "terms",
    }
    return DecisionRecord(**(told | members))


WHOLE = decision(
    policy_id="p",
    policy_version=3,
    reason_code="profanity",
    remaining_seconds=0,
    strikes=2.5,
    flagged=True,
    degraded="counts",
    hits=(LoggedHit("terms", "profanity", 3, 0, 6, "folded"),),
    notes={"cause": "x"},
    truncated=True,
)
HOLD = Hold("message00001", ROOM, "ada", "Ada", "zounds", "r", "c", NOW_MS, NOW_MS + 900_000, LATER)
FLAG = Flag("message00001", ROOM, "ada", "see", NOW_MS, LATER)


def test_a_decision_is_filed_once_and_found_as_it_was(ports: Ports) -> None:
    text = RefusedText(WHOLE.message_id, "zounds", LATER)
    for _ in range(2):
        ports.filing.keep([], [text, text], KEPT)
        assert ports.decisions.get(WHOLE.message_id) is None, "a text alone is no decision"
    assert ports.filing.file([FileDecision(WHOLE, LATER)])
    assert not ports.filing.file([FileDecision(replace(WHOLE, verdict="ALLOW"), LATER), PutFlag(FLAG, replaces=False)])
    assert not ports.filing.file([FileDecision(WHOLE, LATER)])
    assert ports.decisions.get(WHOLE.message_id) == replace(WHOLE, text="zounds")
    assert ports.decisions.get("message00002") is None


def test_a_failed_review_without_a_user_is_kept_too(ports: Ports) -> None:
    failed = decision(user_id="", rule_id="", policy_hash="", remaining_seconds=None)
    assert ports.filing.file([FileDecision(failed, LATER)])
    assert ports.decisions.get(failed.message_id) == failed


def test_all_or_nothing(ports: Ports) -> None:
    ports.filing.file(
        [FileDecision(decision(1), LATER), PutStrikes(StrikeTotal("ada", ROOM, 2.0, NOW_MS, 60), 0, LATER)]
    )
    total = StrikeTotal("ada", ROOM, 4.0, NOW_MS, 60, version=2, marks={"message00001": NOW_MS, "x-_9": 7})
    with pytest.raises(ChangedMeanwhile):
        ports.filing.file([FileDecision(decision(2), LATER), PutStrikes(total, 0, LATER)])
    assert ports.decisions.get("message00002") is None
    assert ports.filing.file([FileDecision(decision(2), LATER), PutStrikes(total, 1, LATER)])
    assert ports.strikes.get("ada", ROOM) == total
    assert ports.strikes.get("ada", OTHER) is None


def test_which_messages_have_a_decision(ports: Ports) -> None:
    plain = decision(3, verdict="ALLOW", plain=True, user_id="")
    ports.filing.keep(list(packs_of([plain])), [RefusedText("message00004", "zounds", LATER)], KEPT)
    for number in (1, 2):
        ports.filing.file([FileDecision(decision(number), LATER)])
    asked = [f"message{number:05d}" for number in (1, 1, 2, 3, 4, 5)]
    assert set(ports.filing.known(asked)) == {"message00001", "message00002"}
    assert not ports.filing.known(asked[4:])


def test_a_thousand_concurrent_duplicates_have_one_effect(ports: Ports) -> None:
    effects: list[LedgerEffect] = [
        FileDecision(WHOLE, LATER),
        PutHold(HOLD, 0),
        PutStrikes(StrikeTotal("ada", ROOM, 2.5, NOW_MS, 60), 0, LATER),
    ]

    def file(_: int) -> bool:
        try:
            return ports.filing.file(effects)
        except (ChangedMeanwhile, Unavailable):
            return False

    with ThreadPoolExecutor(16) as pool:
        done = list(pool.map(file, range(1_000)))
    print(f"1000 concurrent duplicates: {done.count(True)} effect")
    assert done.count(True) == 1
    assert ports.strikes.get("ada", ROOM) == StrikeTotal("ada", ROOM, 2.5, NOW_MS, 60)
    assert ports.holds.get(HOLD.hold_id) == HOLD


def filed(ports: Ports) -> list[DecisionRecord]:
    """Twelve decisions, each a second later: two users, two rooms, two rules."""
    found = [
        decision(
            number,
            at_ms=NOW_MS + number * 1000,
            room_id=ROOM if number % 3 else OTHER,
            user_id="ada" if number % 2 else "bob",
            rule_id="terms" if number % 4 else "flood",
            verdict="DENY" if number < 9 else "MASK",
        )
        for number in range(12)
    ]
    for each in found:
        ports.filing.file([FileDecision(each, LATER)])
    return found


def whole(listing: Callable[[str], Page[DecisionRecord]]) -> list[str]:
    """A listing's message ids, page by page."""
    page = listing("")
    found = [*page.items]
    while page.next_token:
        page = listing(page.next_token)
        found += page.items
    return [each.message_id for each in found]


WANTED: tuple[tuple[DecisionFilter, Callable[[DecisionRecord], bool]], ...] = (
    (DecisionFilter(), lambda each: True),
    (DecisionFilter(verdict="MASK"), lambda each: each.verdict == "MASK"),
    (DecisionFilter(verdict="DENY", rule_id="flood"), lambda each: (each.verdict, each.rule_id) == ("DENY", "flood")),
    (DecisionFilter(since=NOW_MS / 1000 + 3), lambda each: each.at_ms >= NOW_MS + 3_000),
    (DecisionFilter(until=NOW_MS / 1000 + 3), lambda each: each.at_ms < NOW_MS + 3_000),
    (DecisionFilter(since=5.0, until=4.0), lambda each: False),
    (DecisionFilter(since=-5.0, until=-4.0), lambda each: False),
)


def test_decisions_are_listed_by_room_and_by_user(ports: Ports) -> None:
    everything = sorted(filed(ports), key=lambda each: -each.at_ms)
    for wanted, kept in WANTED:
        here = replace(wanted, room_id=OTHER)
        of_room = [each.message_id for each in everything if each.room_id == ROOM and kept(each)]
        of_ada = [
            each.message_id for each in everything if (each.user_id, each.room_id) == ("ada", OTHER) and kept(each)
        ]
        for limit in (1, 3, 100):
            by_room = partial(ports.decisions.by_room, ROOM, wanted, limit)
            by_user = partial(ports.decisions.by_user, "ada", here, limit)
            assert whole(by_room) == of_room, (wanted, limit)
            assert whole(by_user) == of_ada, (wanted, limit)


def test_plain_allows_are_found_by_room_and_time_each_once(ports: Ports) -> None:
    plain = [
        decision(n, verdict="ALLOW", plain=True, user_id="", content_hash=f"{n:016x}", at_ms=NOW_MS + n * 10_000)
        for n in range(30)
    ]
    for batch in (plain[:20], plain[10:], plain[5:7], [replace(plain[3], room_id=OTHER)]):
        ports.filing.keep(list(packs_of(batch)), [], KEPT)
    since = NOW_MS / 1000
    found = ports.decisions.allowed(ROOM, since, since + 300)
    assert sorted(each.message_id for each in found) == [each.message_id for each in plain]
    some = ports.decisions.allowed(ROOM, since + 20, since + 50.001)
    assert sorted(each.message_id for each in some) == ["message00002", "message00003", "message00004", "message00005"]
    assert {(each.content_hash, each.at_ms) for each in some} == {
        (f"{n:016x}", NOW_MS + n * 10_000) for n in (2, 3, 4, 5)
    }
    assert ports.decisions.allowed(ROOM, since - 600, since) == []


def test_holds_wait_expire_and_leave_the_queue_when_decided(ports: Ports) -> None:
    now = NOW_MS / 1000
    for number in range(4):
        at_ms = NOW_MS + number
        hold = replace(HOLD, hold_id=f"hold0000000{number}", at_ms=at_ms, expires_at_ms=at_ms + 60_000 * (number + 1))
        assert ports.commit(PutHold(hold, 0))

    def listed(status: str, at: float) -> list[str]:
        return [hold.hold_id[-1] for hold in ports.holds.by_room(ROOM, status, at, 100, "").items]

    assert (listed("open", now), listed("expired", now)) == (["0", "1", "2", "3"], [])
    assert (listed("open", now + 130), listed("expired", now + 130)) == (["2", "3"], ["1", "0"])
    known = ports.holds.get("hold00000002")
    assert known is not None
    approved = replace(known, status="approved", decided_by="person:x", decided_at_ms=NOW_MS, version=2, reason="fair")
    assert ports.commit(PutHold(approved, 1))
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutHold(replace(approved, status="denied"), 1))
    assert ports.holds.get("hold00000002") == approved
    assert (listed("open", now), listed("approved", now), listed("denied", now)) == (["0", "1", "3"], ["2"], [])
    page = ports.holds.by_room(ROOM, "open", now, 2, "")
    assert [hold.hold_id[-1] for hold in page.items] == ["0", "1"]
    assert [hold.hold_id[-1] for hold in ports.holds.by_room(ROOM, "open", now, 2, page.next_token).items] == ["3"]


def test_a_hold_may_lack_its_text(ports: Ports) -> None:
    silent = replace(HOLD, text=None, name="", claimed_by="person:x", claimed_until_ms=NOW_MS)
    assert ports.commit(PutHold(silent, 0))
    assert ports.holds.get(silent.hold_id) == silent


def test_a_flag_is_seen_once(ports: Ports) -> None:
    assert ports.filing.file([FileDecision(decision(), LATER), PutFlag(FLAG, replaces=False)])
    assert ports.flags.get(FLAG.message_id) == FLAG
    assert [flag.message_id for flag in ports.flags.by_room(ROOM, "open", 10, "").items] == [FLAG.message_id]
    seen = replace(FLAG, seen_by="person:x", seen_at_ms=NOW_MS)
    assert ports.commit(PutFlag(seen, replaces=True))
    with pytest.raises(ChangedMeanwhile):
        ports.commit(PutFlag(replace(seen, seen_by="person:y"), replaces=True))
    assert ports.flags.by_room(ROOM, "open", 10, "").items == []
    assert ports.flags.by_room(ROOM, "seen", 10, "").items == [seen]


def test_lines_are_received_and_counted_together_or_not_at_all(ports: Ports) -> None:
    hour = NOW_MS // 3_600_000
    first = ports.received.get("env").plus({1, 2, 5})
    ports.received.commit(first, [Tally(ROOM, hour, {"ALLOW": 2, "rule:a.b #:": 1})], NOW_MS, KEPT)
    with pytest.raises(ChangedMeanwhile):
        ports.received.commit(Received("env").plus({9}), [Tally(ROOM, hour, {"ALLOW": 7})], NOW_MS, KEPT)
    assert ports.received.get("env") == first
    second, lost = first.plus({3}, [Tally(ROOM, hour, {"DENY": 1, "rule:\\u00fc": 2})]).counting_lost(5)
    assert lost == 1
    ports.received.commit(replace(second, version=2), [Tally(ROOM, hour, {"ALLOW": 1, "DENY": 1})], NOW_MS, KEPT)
    assert ports.received.get("env") == replace(second, version=2)
    third = replace(second, version=3).counted(NOW_MS / 1000)
    with pytest.raises(ChangedMeanwhile):
        ports.received.commit(replace(third, version=2), [], NOW_MS, KEPT)
    ports.received.commit(third, [], NOW_MS, KEPT)
    assert ports.received.get("env") == third
    ports.received.commit(Received("env2").plus({1}), [Tally(OTHER, hour + 1, {"HOLD": 1})], NOW_MS, KEPT)
    (tally,), _ = ports.stats.of([ROOM], hour - 5, hour)
    assert (tally.room_id, tally.hour, dict(tally.counts)) == (ROOM, hour, {"ALLOW": 3, "DENY": 1, "rule:a.b #:": 1})
    assert tally.rules() == {"a.b #:": 1}
    assert ports.stats.of([ROOM], hour + 1, hour + 9) == ([], True)
    everything, complete = ports.stats.of(None, hour - 30, hour + 30)
    assert {(each.room_id, each.hour) for each in everything} == {(ROOM, hour), (OTHER, hour + 1)}
    assert complete


def test_counts_are_found_by_rooms_and_hours(ports: Ports) -> None:
    rooms, midnight = [f"room0000000{n}" for n in range(9)], NOW_MS // 86_400_000 * 24
    hours = range(midnight - 26, midnight + 26)
    counted = {(room, hour): int(room[-1]) * 1000 + hour % 100 for room in rooms for hour in hours}
    for version, (room, hour) in enumerate(counted, 1):
        tally = Tally(room, hour, {"ALLOW": counted[room, hour]})
        ports.received.commit(replace(Received("env"), version=version), [tally], NOW_MS, KEPT)
    for wanted in (None, rooms, rooms[4:5], [rooms[0], rooms[5], rooms[8]], [*rooms[2:4], "nobody000000"], []):
        for first, last in ((hours[0], hours[-1]), (midnight - 1, midnight), (midnight + 3, midnight + 3)):
            found, complete = ports.stats.of(wanted, first, last)
            expected = {
                (room, hour): count
                for (room, hour), count in counted.items()
                if first <= hour <= last and (wanted is None or room in wanted)
            }
            assert {(each.room_id, each.hour): each.counts["ALLOW"] for each in found} == expected
            assert (complete, len(found)) == (True, len(expected))


def test_a_sum_over_more_rooms_than_one_read_takes_says_so(dynamodb: "DynamoDBServiceResource") -> None:
    stats = on(dynamodb, InMemoryClock()).stats
    endless = Mock(query=lambda **asked: {"Items": [], "LastEvaluatedKey": {"pk": "x", "sk": "y"}})
    stats._table = endless  # type: ignore[attr-defined]
    assert stats.of(None, 0, 47) == ([], False)


def test_a_made_up_cursor_leads_nowhere(dynamodb: "DynamoDBServiceResource") -> None:
    ports = on(dynamodb, InMemoryClock())
    refused = ClientError({"Error": {"Code": "ValidationException"}}, "Query")
    ports.decisions._table.query = Mock(side_effect=refused)  # type: ignore[attr-defined]
    with pytest.raises(Invalid):
        ports.decisions.by_room(ROOM, DecisionFilter(), 5, "made up")
    with pytest.raises(ClientError):
        ports.decisions.by_room(ROOM, DecisionFilter(), 5, "")


def test_what_has_had_its_time_is_gone_though_dynamodb_has_not_deleted_it(dynamodb: "DynamoDBServiceResource") -> None:
    clock = InMemoryClock(NOW_MS / 1000)
    ports = on(dynamodb, clock)
    effects: list[LedgerEffect] = [
        FileDecision(WHOLE, NOW_MS // 1000 + 100),
        PutHold(replace(HOLD, kept_until=NOW_MS // 1000 + 10), 0),
    ]
    ports.filing.keep([], [RefusedText(WHOLE.message_id, "zounds", NOW_MS // 1000 + 10)], KEPT)
    assert ports.filing.file(effects)
    clock.time += 10
    assert ports.decisions.get(WHOLE.message_id) == replace(WHOLE, text=None)
    assert ports.holds.get(HOLD.hold_id) is None
    assert ports.holds.by_room(ROOM, "open", clock.time, 10, "").items == []
    clock.time += 100
    assert ports.decisions.get(WHOLE.message_id) is None
    assert ports.decisions.by_room(ROOM, DecisionFilter(), 10, "").items == []


def test_packs_that_dynamodb_had_no_time_for_are_written_again(dynamodb: "DynamoDBServiceResource") -> None:
    ports = on(dynamodb, InMemoryClock())
    real = ports.filing._client.batch_write_item  # type: ignore[attr-defined]
    refusals = iter([3, 1, 0])
    calls: list[int] = []

    def reluctant(RequestItems: dict[str, list[Any]]) -> dict[str, Any]:
        (writes,) = RequestItems.values()
        calls.append(len(writes))
        left = next(refusals)
        if len(writes) > left:
            real(RequestItems={NAMES["Decisions"]: writes[left:]})
        return {"UnprocessedItems": {NAMES["Decisions"]: writes[:left]} if left else {}}

    ports.filing._client = Mock(batch_write_item=reluctant)  # type: ignore[attr-defined]
    plain = [decision(n, verdict="ALLOW", plain=True, user_id="", at_ms=NOW_MS + n * 60_000) for n in range(4)]
    ports.filing.keep(list(packs_of(plain)), [], KEPT)
    assert calls == [4, 3, 1]
    assert len(ports.decisions.allowed(ROOM, NOW_MS / 1000, NOW_MS / 1000 + 300)) == 4
    stuck = Mock(batch_write_item=lambda RequestItems: {"UnprocessedItems": RequestItems})
    ports.filing._client = stuck  # type: ignore[attr-defined]
    with pytest.raises(Unavailable):
        ports.filing.keep(list(packs_of(plain)), [], KEPT)


def test_what_no_table_takes_is_broken_and_what_passes_is_not(dynamodb: "DynamoDBServiceResource") -> None:
    ports = on(dynamodb, InMemoryClock())
    for code, becomes in (("ValidationException", BrokenLine), ("ThrottlingException", Unavailable)):
        refusal = ClientError({"Error": {"Code": code}}, "PutItem")
        ports.filing._client = Mock(put_item=Mock(side_effect=refusal))  # type: ignore[attr-defined]
        with pytest.raises(becomes):
            ports.filing.file([FileDecision(WHOLE, LATER)])
