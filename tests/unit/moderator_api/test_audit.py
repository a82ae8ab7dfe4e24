"""The audit through the API: found, taken away, proven."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.chain.linking import link_all
from moderation.records import AuditEntry
from moderator_api.exporting import COLUMNS, csv_rows
from moderator_api.pagination import sealed
from moderator_api.routes.audit import EXPORTED_ENTRIES_MAX
from moderator_api.schemas.audit import EntryView
from tests.fakes.world import FOREIGN, ROOM, World

BAN = {"kind": "ban", "reason": "spam"}
BEGIN = "2027-01-15T08:00:00.000Z"
READABLE = ("actor", "subject", "reason", "before", "after")


@pytest.fixture
def acted(world: World) -> World:
    """Four acts, ten seconds apart: a ban, a ban elsewhere, a deletion, a change of roles."""
    lead, admin = world.person("lead"), world.person("admin")
    for method, path, body, token in (
        ("PUT", f"/v1/rooms/{ROOM}/sanctions/ada", BAN, lead),
        ("PUT", f"/v1/rooms/{FOREIGN}/sanctions/ada", BAN, admin),
        ("DELETE", f"/v1/rooms/{ROOM}/messages/message00001", None, lead),
        ("PUT", "/v1/moderators/new", {"role": "analyst", "rooms": [ROOM], "username": "new@example.com"}, admin),
    ):
        assert world.ask(method, path, body, token=token).status < 300
        world.clock.time += 10
    return world


def chained(world: World) -> None:
    rows = world.state.audit_rows
    entries = world.desk.audit.trail.entries([key[0][6:] for key in rows.items if key[1] == "entry"])
    link_all(world.desk.audit.chains, entries.values())


def operations(world: World, **query: str) -> list[str]:
    answer = world.ask("GET", "/v1/audit", token=world.person("admin"), query=query)
    assert answer.status == 200, answer.body
    return [item["operation"] for item in answer.json["items"]]


def test_an_entry_tells_who_did_what_to_whom_and_why(acted: World) -> None:
    chained(acted)
    entry = acted.ask("GET", "/v1/audit", token=acted.person("analyst"), query={"roomId": ROOM}).json["items"][-1]
    assert entry | {"entryId": "", "after": None, "requestId": ""} == {
        "entryId": "",
        "recordedAt": BEGIN,
        "roomId": ROOM,
        "operation": "ImposeSanction",
        "role": "lead",
        "actor": "person:sub-of-lead",
        "subject": "ada",
        "reason": "spam",
        "before": None,
        "after": None,
        "requestId": "",
        "erased": False,
        "link": {"chain": f"{ROOM}#2027-01", "sequence": 1},
    }
    assert entry["after"]["kind"] == "ban"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["PutModerator", "DeleteMessage", "ImposeSanction", "ImposeSanction"]),
        ({"roomId": ROOM}, ["DeleteMessage", "ImposeSanction"]),
        ({"operation": "ImposeSanction"}, ["ImposeSanction", "ImposeSanction"]),
        ({"actor": "person:sub-of-admin"}, ["PutModerator", "ImposeSanction"]),
        ({"subject": "ada"}, ["ImposeSanction", "ImposeSanction"]),
        ({"subject": "ada", "roomId": FOREIGN}, ["ImposeSanction"]),
        ({"since": "2027-01-15T08:00:20Z"}, ["PutModerator", "DeleteMessage"]),
        ({"until": "2027-01-15T09:00:10+01:00"}, ["ImposeSanction"]),
        ({"since": "2027-01-15T08:00:20Z", "until": "2027-01-15T08:00:20Z"}, []),
        ({"since": "1000-01-01T00:00:00+14:00", "until": "2999-12-31T23:59:59-12:00"}, ["PutModerator"] * 4),
    ],
)
def test_entries_are_found_by(acted: World, query: dict[str, str], expected: list[str]) -> None:
    found = operations(acted, **query)
    assert (len(found) if len(expected) == 4 else found) == (4 if len(expected) == 4 else expected)


@pytest.mark.parametrize("since", ["yesterday", "2027-01-15T08:00:00", "2027-13-01T00:00:00Z", "1e999"])
def test_a_time_without_its_zone_is_no_time(acted: World, since: str) -> None:
    answer = acted.ask("GET", "/v1/audit", token=acted.person("admin"), query={"since": since})
    assert (answer.status, answer.json["errors"][0]["parameter"]) == (400, "since")


def test_pages_belong_to_their_filters(acted: World) -> None:
    token = acted.person("admin")
    first = acted.ask("GET", "/v1/audit", token=token, query={"limit": 3})
    rest = acted.ask("GET", "/v1/audit", token=token, query={"limit": 3, "cursor": first.json["cursor"]})
    assert [len(first.json["items"]), len(rest.json["items"]), rest.json["cursor"]] == [3, 1, None]
    other = acted.ask("GET", "/v1/audit", token=token, query={"roomId": ROOM, "cursor": first.json["cursor"]})
    assert (other.status, other.code) == (400, "invalid")


def test_what_was_erased_says_so_and_who_acted_and_nothing_else(acted: World) -> None:
    rows = acted.state.audit_rows.items
    for key in [key for key, row in rows.items() if row.get("subject") == "ada"]:
        del rows[key]
    found = acted.ask("GET", "/v1/audit", token=acted.person("admin"), query={"operation": "ImposeSanction"})
    for entry in found.json["items"]:
        assert entry["erased"] is True
        assert entry["actor"] in ("person:sub-of-lead", "person:sub-of-admin")
        assert [entry[name] for name in READABLE if name != "actor"] == [None] * 4
    assert "ada" not in found.body
    assert operations(acted, subject="ada") == []


def test_an_auditor_of_one_room_sees_that_room_only(acted: World) -> None:
    token = acted.person("analyst", ROOM)
    assert acted.ask("GET", "/v1/audit", token=token).code == "scope_not_allowed"
    assert acted.ask("GET", "/v1/audit", token=token, query={"roomId": FOREIGN}).code == "room_not_found"
    items = acted.ask("GET", "/v1/audit", token=token, query={"roomId": ROOM}).json["items"]
    assert {item["roomId"] for item in items} == {ROOM}
    assert acted.ask("POST", "/v1/audit/verify", {"roomId": FOREIGN}, token=token).code == "room_not_found"


def test_json_lines_are_the_entries(acted: World) -> None:
    answer = acted.ask("GET", "/v1/audit/export", token=acted.person("admin"))
    listed = acted.ask("GET", "/v1/audit", token=acted.person("admin")).json["items"]
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [json.loads(line) for line in answer.body.splitlines()] == listed
    assert "Next-Cursor" not in answer.headers


def test_csv_has_the_names_once_and_a_row_per_entry(acted: World) -> None:
    chained(acted)
    answer = acted.ask("GET", "/v1/audit/export", token=acted.person("admin"), query={"format": "csv"})
    names, *rows = csv.reader(io.StringIO(answer.body))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert tuple(names) == COLUMNS
    newest = dict(zip(names, rows[0], strict=True))
    assert (newest["operation"], newest["erased"], newest["chain"]) == ("PutModerator", "false", "org#2027-01")
    assert json.loads(newest["after"])["role"] == "analyst"
    assert newest["before"] == ""
    assert len(rows) == 4


def test_a_long_export_goes_on_by_cursor(world: World) -> None:
    count = EXPORTED_ENTRIES_MAX + 250
    for number in range(count):
        entry = AuditEntry(f"e{number:05d}", world.clock.now(), "a", "lead", "X", ROOM, "s", "", None, None, "q")
        world.state.audit_rows.record(entry)
        world.clock.time += 1
    token, ids, cursor = world.person("admin"), [], ""
    while True:
        query = {"format": "csv", **({"cursor": cursor} if cursor else {})}
        answer = world.ask("GET", "/v1/audit/export", token=token, query=query)
        ids += [row[1] for row in csv.reader(io.StringIO(answer.body))]
        cursor = answer.headers.get("Next-Cursor", "")
        if not cursor:
            break
    assert ids == ["entryId", *(f"e{number:05d}" for number in reversed(range(count)))]


FORMULAS = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n")
CELLS = st.text(st.sampled_from("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n,;\"'|!A1()\u00a0\ufeff x"), max_size=12)


@given(actor=CELLS, subject=CELLS, reason=CELLS, before=CELLS)
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(
    actor: str, subject: str, reason: str, before: str
) -> None:
    view = EntryView(
        entry_id="e",
        recorded_at=BEGIN,
        room_id=None,
        operation="X",
        role="lead",
        actor=actor,
        subject=subject,
        reason=reason,
        before=before,
        after={"text": before},
        request_id="q",
        erased=False,
        link=None,
    )
    # The dialect of spreadsheets: newline="" keeps line breaks inside of cells.
    (row,) = csv.reader(io.StringIO(csv_rows([view], header=False), newline=""))
    read = dict(zip(COLUMNS, row, strict=True))
    for cell in row:
        assert cell[:1] not in FORMULAS
    for name, text in (("actor", actor), ("subject", subject), ("reason", reason)):
        neutralised = text[:1] in FORMULAS
        assert read[name] == (f"'{text}" if neutralised else text)
    assert json.loads(read["before"]) == before


def verify(world: World, **body: Any) -> Any:
    answer = world.ask("POST", "/v1/audit/verify", body, token=world.person("analyst"))
    assert answer.status == 200, answer.body
    return answer.json


def test_a_proof_tells_how_far_it_went(acted: World) -> None:
    assert verify(acted)["pending"] == 4
    chained(acted)
    assert verify(acted) == {
        "intact": True,
        "entries": 4,
        "chains": 3,
        "erased": 0,
        "pending": 0,
        "complete": True,
        "cursor": None,
    }
    assert verify(acted, roomId=ROOM)["entries"] == 2
    assert verify(acted, month="2026-01")["entries"] == 0


def test_a_proof_names_the_first_break(acted: World) -> None:
    chained(acted)
    rows = acted.state.audit_rows.items
    (key,) = (key for key, row in rows.items() if key[1] == "entry" and row["operation"] == "DeleteMessage")
    rows[key]["role"] = "nobody"
    proof = verify(acted)
    assert (proof["intact"], proof["complete"]) == (False, True)
    assert proof["firstBroken"] == {
        "kind": "altered_entry",
        "chain": f"{ROOM}#2027-01",
        "sequence": 2,
        "entryId": key[0][6:],
        "detail": "The entry is not what was linked.",
    }
    assert verify(acted, roomId=FOREIGN)["intact"] is True


def test_words_that_somebody_overwrote_are_shown_as_they_are(acted: World) -> None:
    for row in acted.state.audit_rows.items.values():
        if row["sk"] == "readable":
            row["after"] = "{no JSON"
    entry = acted.ask("GET", "/v1/audit", token=acted.person("admin")).json["items"][0]
    assert entry["after"] == "{no JSON"
    chained(acted)
    assert verify(acted)["firstBroken"]["kind"] == "altered_words"


def test_an_entry_that_was_left_out_is_named(acted: World) -> None:
    acted.clock.time += 301
    broken = verify(acted, roomId=ROOM)["firstBroken"]
    assert (broken["kind"], broken["sequence"]) == ("unlinked_entry", None)


def test_a_long_proof_goes_on_by_cursor(world: World) -> None:
    for number in range(2_150):
        entry = AuditEntry(f"e{number:05d}", world.clock.now(), "a", "lead", "X", ROOM, "s", "", None, None, "q")
        world.state.audit_rows.record(entry)
    chained(world)
    first = verify(world, roomId=ROOM)
    # Links first, then, within what is left of the call, entries that may have been left out.
    assert (first["intact"], first["entries"], first["complete"]) == (True, 2_150, False)
    rest = verify(world, roomId=ROOM, cursor=first["cursor"])
    assert (rest["intact"], rest["entries"], rest["complete"]) == (True, 0, True)
    refused = world.ask("POST", "/v1/audit/verify", {"cursor": first["cursor"]}, token=world.person("analyst"))
    assert (refused.status, refused.code) == (400, "invalid")


@pytest.mark.parametrize(
    "token", ["links:1", "x|links:-1", f"{ROOM}#2027-01|links:x", f"{ROOM}#2027-01|nowhere:", "a|b|heads:", "|"]
)
def test_a_made_up_position_is_refused(world: World, token: str) -> None:
    cursor = sealed(token, "verify", "", "")
    refused = world.ask("POST", "/v1/audit/verify", {"cursor": cursor}, token=world.person("analyst"))
    assert (refused.status, refused.code) == (400, "invalid")
