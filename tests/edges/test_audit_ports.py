"""The Audit table's ports keep the same promises in memory and on DynamoDB, so what holds in memory holds there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from aws_edges.dynamo_chains import DynamoChains
from aws_edges.dynamo_heads import DynamoHeads, DynamoSightings
from aws_edges.dynamo_ledger import DynamoLedger
from aws_edges.dynamo_trail import DynamoTrail
from moderation.chain.desk import ChainDesk
from moderation.chain.linking import link_all
from moderation.chain.ports import AuditFilter
from moderation.chain.proving import prove
from moderation.chain.records import Head, PublishedDay, Sighting, StoredEntry
from moderation.chain.sweeping import publish_heads, sweep
from moderation.errors import ChangedMeanwhile, Invalid
from moderation.records import AuditEntry
from tests.edges.conftest import NAMES
from tests.fakes.audit import InMemoryAudit, InMemoryChains, InMemoryHeads, InMemorySightings, InMemoryTrail
from tests.fakes.events import InMemoryEvents
from tests.fakes.state import InMemoryClock

# 2027-01-31T23:59:50Z: the fifth entry belongs to February.
BEGIN = 1_801_439_990.0
ROOM, OTHER = "room00000001", "room00000002"
JANUARY, FEBRUARY = f"{ROOM}#2027-01", f"{ROOM}#2027-02"
ENTRY = AuditEntry("e", BEGIN, "person:ann", "lead", "ImposeSanction", ROOM, "ada", "spam", None, {"a": 1}, "q")
EVER: dict[str, Any] = {"since": BEGIN - 86_400, "until": BEGIN + 86_400}


@dataclass
class Side:
    """One side of the ports."""

    desk: ChainDesk
    record: Callable[[AuditEntry], object]
    overwrite: Callable[[str, str, str, Any], None]


@pytest.fixture(params=["memory", "dynamodb"])
def side(request: pytest.FixtureRequest) -> Side:
    clock, events = InMemoryClock(BEGIN), InMemoryEvents()
    if request.param == "memory":
        audit = InMemoryAudit()

        def set_in_memory(pk: str, sk: str, name: str, value: Any) -> None:
            audit.items[pk, sk][name] = value

        desk = ChainDesk(
            clock=clock,
            trail=InMemoryTrail(audit),
            chains=InMemoryChains(audit),
            heads=InMemoryHeads(audit),
            sightings=InMemorySightings(audit),
            events=events,
        )
        return Side(desk, audit.record, set_in_memory)
    dynamodb = request.getfixturevalue("dynamodb")
    ledger = DynamoLedger(dynamodb, NAMES)

    def set_in_table(pk: str, sk: str, name: str, value: Any) -> None:
        dynamodb.Table(NAMES["Audit"]).update_item(
            Key={"pk": pk, "sk": sk},
            UpdateExpression="SET #name = :value",
            ExpressionAttributeNames={"#name": name},
            ExpressionAttributeValues={":value": value},
        )

    desk = ChainDesk(
        clock=clock,
        trail=DynamoTrail(dynamodb, NAMES),
        chains=DynamoChains(dynamodb, NAMES),
        heads=DynamoHeads(dynamodb, NAMES),
        sightings=DynamoSightings(dynamodb, NAMES),
        events=events,
    )
    return Side(desk, lambda entry: ledger.commit(entry, [], []), set_in_table)


def recorded(side: Side, number: int = 8) -> list[StoredEntry]:
    """Entries two seconds apart: even ones about ada, odd ones about bob; each third in another room."""
    ids = [f"entry{at}" for at in range(number)]
    for at, entry_id in enumerate(ids):
        side.record(
            replace(
                ENTRY,
                entry_id=entry_id,
                at=BEGIN + 2 * at,
                subject="bob" if at % 2 else "ada",
                room_id=OTHER if at % 3 == 2 else ROOM,
                operation="LiftSanction" if at == 6 else "ImposeSanction",
                actor="person:eve" if at in (1, 6) else "person:ann",
            )
        )
    found = side.desk.trail.entries(ids)
    return [found[entry_id] for entry_id in ids]


def ids(entries: Any) -> list[str]:
    return [entry.entry_id for entry in entries]


def test_what_was_recorded_is_read_as_it_was(side: Side) -> None:
    entries = recorded(side)
    assert [entry.chain for entry in entries][:5] == [JANUARY, JANUARY, f"{OTHER}#2027-01", JANUARY, JANUARY]
    assert entries[5].chain == f"{OTHER}#2027-02"
    assert (entries[0].at_ms, entries[0].operation, entries[0].role) == (int(BEGIN * 1000), "ImposeSanction", "lead")
    part = side.desk.trail.readable(["entry1", "nothing"])["entry1"]
    assert (part.actor, part.subject, part.reason, part.before, part.after) == (
        "person:eve",
        "bob",
        "spam",
        "null",
        '{"a":1}',
    )
    assert side.desk.trail.entries(["nothing"]) == {}


def test_what_was_recorded_comes_by_time_over_the_end_of_the_month(side: Side) -> None:
    recorded(side)
    found: list[StoredEntry] = []
    token, pages = "", 0
    while True:
        page = side.desk.trail.recorded(BEGIN + 1, BEGIN + 13, 2, token)
        found += page.items
        token, pages = page.next_token, pages + 1
        if not token:
            break
    assert ids(found) == [f"entry{at}" for at in range(1, 7)]
    assert pages >= 3


def test_a_chain_s_entries_come_by_room_and_month(side: Side) -> None:
    recorded(side)
    first = side.desk.trail.of_chain(JANUARY, 3, "")
    rest = side.desk.trail.of_chain(JANUARY, 3, first.next_token)
    assert ids([*first.items, *rest.items]) == ["entry0", "entry1", "entry3", "entry4"]
    assert rest.next_token == ""
    assert ids(side.desk.trail.of_chain(FEBRUARY, 100, "").items) == ["entry6", "entry7"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({}, [7, 6, 5, 4, 3, 2, 1, 0]),
        ({"room_id": ROOM}, [7, 6, 4, 3, 1, 0]),
        ({"room_id": OTHER}, [5, 2]),
        ({"operation": "LiftSanction"}, [6]),
        ({"room_id": ROOM, "operation": "ImposeSanction"}, [7, 4, 3, 1, 0]),
        ({"subject": "ada"}, [6, 4, 2, 0]),
        ({"subject": "ada", "room_id": OTHER}, [2]),
        ({"subject": "ada", "operation": "LiftSanction"}, [6]),
        ({"actor": "person:eve"}, [6, 1]),
        ({"actor": "person:eve", "subject": "bob"}, [1]),
        ({"actor": "person:eve", "room_id": OTHER}, []),
        ({"subject": "nobody"}, []),
        ({"since": BEGIN + 4}, [7, 6, 5, 4, 3, 2]),
        ({"since": BEGIN + 4, "until": BEGIN + 10}, [4, 3, 2]),
        ({"subject": "ada", "until": BEGIN + 8}, [2, 0]),
        ({"room_id": ROOM, "since": BEGIN + 8}, [7, 6, 4]),
    ],
)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_people_find_entries_newest_first(side: Side, wanted: dict[str, Any], expected: list[int], limit: int) -> None:
    recorded(side)
    found: list[StoredEntry] = []
    token = ""
    while True:
        page = side.desk.trail.search(AuditFilter(**(EVER | wanted)), limit, token)
        assert len(page.items) <= limit
        found += page.items
        token = page.next_token
        if not token:
            break
    assert ids(found) == [f"entry{at}" for at in expected]


def test_a_made_up_cursor_leads_to_no_other_room(dynamodb: Any) -> None:
    trail = DynamoTrail(dynamodb, NAMES)
    ledger = DynamoLedger(dynamodb, NAMES)
    ledger.commit(replace(ENTRY, room_id=OTHER), [], [])
    for token in (f"{OTHER} 9999999999999#x", f"{OTHER} ", "2027-01 ", "nonsense"):
        with pytest.raises(Invalid):
            trail.search(AuditFilter(**EVER, room_id=ROOM), 10, token)


def test_links_are_appended_all_or_nothing(side: Side) -> None:
    entries = [entry for entry in recorded(side) if entry.chain == JANUARY]
    chains = side.desk.chains
    assert chains.last(JANUARY) is None
    assert link_all(chains, entries[:3]) == 3
    links = chains.links(JANUARY, 0, 10)
    assert [link.sequence for link in links] == [1, 2, 3]
    assert chains.last(JANUARY) == links[-1]
    assert chains.links(JANUARY, 1, 1) == [links[1]]
    assert chains.at(JANUARY, [3, 9]) == {3: links[2]}
    assert chains.marks(["entry1", "entry4"]) == {"entry1": (JANUARY, 2)}
    # Known entries are told, and nothing is written.
    (new,) = [replace(links[2], sequence=4, entry_id="entry4")]
    assert chains.append([new, replace(links[0], sequence=5)]) == {"entry0"}
    assert chains.last(JANUARY) == links[-1]
    # Somebody else was faster.
    with pytest.raises(ChangedMeanwhile):
        chains.append([replace(links[2], entry_id="entry4")])
    assert chains.marks(["entry4"]) == {}


def test_fifty_links_fit_into_one_transaction_and_more_into_several(side: Side) -> None:
    for at in range(60):
        side.record(replace(ENTRY, entry_id=f"e{at:03d}", at=BEGIN - 100 + at))
    entries = side.desk.trail.entries([f"e{at:03d}" for at in range(60)])
    assert link_all(side.desk.chains, entries.values()) == 60
    assert link_all(side.desk.chains, entries.values()) == 0
    assert [link.sequence for link in side.desk.chains.links(JANUARY, 0, 100)] == list(range(1, 61))


def test_a_stray_row_behind_the_end_hides_nothing(side: Side, request: pytest.FixtureRequest) -> None:
    entries = recorded(side)
    link_all(side.desk.chains, entries)
    side.desk.heads.keep("2027-01-31", [Head(JANUARY, 4, "h")])
    stray = {"pk": f"chain#{JANUARY}", "sk": "000000000007x", "entryId": "stray"}
    if request.node.callspec.params["side"] == "dynamodb":
        request.getfixturevalue("dynamodb").Table(NAMES["Audit"]).put_item(Item=stray)
        last = side.desk.chains.last(JANUARY)
        assert last
        assert last.sequence == 4
        assert [link.sequence for link in side.desk.chains.links(JANUARY, 0, 10)] == [1, 2, 3, 4]


def test_heads_are_written_once(side: Side) -> None:
    heads = side.desk.heads
    assert (heads.first_day(), heads.last_day()) == (None, None)
    heads.keep("2027-01-31", [Head(JANUARY, 4, "hash"), Head("org#2027-01", 1, "other")])
    heads.keep("2027-01-31", [Head(JANUARY, 5, "later")])
    assert list(heads.of_day("2027-01-31")) == [Head("org#2027-01", 1, "other"), Head(JANUARY, 4, "hash")]
    published = PublishedDay("2027-01-31", 2, "digest", 1_800_000_000_000)
    assert heads.close(published)
    assert not heads.close(replace(published, digest="another"))
    heads.close(replace(published, day="2027-02-01"))
    assert (heads.first_day(), heads.last_day()) == (published, replace(published, day="2027-02-01"))
    assert [day.day for day in heads.days("2027-02-01")] == ["2027-02-01"]
    assert [day.day for day in heads.days("")] == ["2027-01-31", "2027-02-01"]
    assert list(heads.of_chain(JANUARY, ["2027-01-31", "2027-02-01"])) == [Head(JANUARY, 4, "hash")]


def test_sightings_are_kept_once_and_in_their_order(side: Side) -> None:
    later = Sighting("r2", 1_800_000_000_002, "REMOVE", "entry#e", "entry")
    sooner = Sighting("r1", 1_800_000_000_001, "MODIFY", "chain#c", "000000000001")
    for sighting in (later, sooner, later):
        side.desk.sightings.keep(sighting)
    assert list(side.desk.sightings.all()) == [sooner, later]


def test_a_proof_holds_until_a_row_changes(side: Side) -> None:
    entries = recorded(side)
    link_all(side.desk.chains, entries)
    clock: Any = side.desk.clock
    clock.time += 3_600
    publish_heads(side.desk, "2027-02-01", sweep(side.desk, lambda: True))
    proven = prove(side.desk, "", "", "", 100)
    assert (proven.finding, proven.entries, proven.chains) == (None, 8, 4)
    side.overwrite("entry#entry3", "entry", "role", "admin")
    found = prove(side.desk, "", "", "", 100).finding
    assert found
    assert (found.kind, found.chain, found.sequence, found.entry_id) == ("altered_entry", JANUARY, 3, "entry3")
