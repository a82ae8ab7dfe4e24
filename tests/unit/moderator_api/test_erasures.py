"""A user's right to be forgotten, and to see what is held, through the API."""

from typing import Any
from urllib.parse import quote

import pytest

from moderation.erasure.erasing import SETTLED_SECONDS, EraserDesk, erase
from moderation.erasure.records import FINISHED
from moderation.ledger.records import DecisionRecord, Hold
from moderation.reconciliation.records import DeliveredMessage
from moderator_api.pagination import sealed
from tests.fakes.world import ROOM, World

USER = "ada/of=1 ü%"
PATH = f"/v1/users/{quote(USER, safe='')}"
MESSAGE = "message00001"


@pytest.fixture
def known(world: World) -> World:
    """A user with a timeout, a held message, a delivered one, and a token."""
    timeout = {"kind": "timeout", "seconds": 60, "reason": "ada spams"}
    user = quote(USER, safe="")
    assert world.ask("PUT", f"/v1/rooms/{ROOM}/sanctions/{user}", timeout, token=world.person("lead")).status == 200
    assert world.ask("POST", f"/v1/rooms/{ROOM}/tokens", {"userId": "ada"}, token=world.person("admin")).status == 201
    world.state.issues[USER, ROOM] = (1, 1, world.clock.time + 60)
    at_ms = int(world.clock.time * 1000)
    book = world.state.book
    book.decisions[MESSAGE] = DecisionRecord(MESSAGE, ROOM, "HOLD", at_ms, 1.0, "env", 1, user_id=USER, rule_id="r")
    book.texts[MESSAGE] = "what was held"
    book.holds[MESSAGE] = Hold(MESSAGE, ROOM, USER, "Ada", "what was held", "r", "c", at_ms, at_ms + 1, 2_000_000_000)
    world.chat_log.delivered.append(
        DeliveredMessage("message00002", ROOM, USER, "what was seen", world.clock.time - 10)
    )
    return world


def everything(world: World) -> list[dict[str, Any]]:
    token, items, cursor = world.person("admin"), list[dict[str, Any]](), ""
    while True:
        query = {"cursor": cursor} if cursor else {}
        answer = world.ask("GET", f"{PATH}/export", token=token, query=query)
        assert answer.status == 200, answer.body
        items += answer.json["items"]
        cursor = answer.json["cursor"]
        if not cursor:
            return items


def test_all_that_is_held_can_be_had(known: World) -> None:
    items = everything(known)
    assert [item["kind"] for item in items] == [
        "sanction",
        "tokens",
        "message",
        "decision",
        "hold",
        "audit",
        "audit",
    ]
    by_kind = {item["kind"]: item["data"] for item in items}
    assert by_kind["sanction"]["reason"] == "ada spams"
    assert by_kind["message"]["content"] == "what was seen"
    assert by_kind["decision"]["text"] == by_kind["hold"]["text"] == "what was held"
    assert (by_kind["audit"]["operation"], by_kind["audit"]["reason"]) == ("ImposeSanction", "ada spams")
    assert {item["roomId"] for item in items} == {ROOM, None}, "the export itself concerns no room"


def test_a_request_to_forget_is_accepted_and_says_by_when(known: World) -> None:
    asked = known.ask("POST", f"{PATH}/erasure", {"reason": "asked"}, token=known.person("admin"))
    assert asked.status == 202
    assert asked.json | {"erasureId": ""} == {
        "erasureId": "",
        "status": "running",
        "requestedBy": "person:sub-of-admin",
        "requestedAt": "2027-01-15T08:00:00.000Z",
        "finishedAt": None,
        "completeBy": "2027-01-22T08:00:00.000Z",
        "removed": {"messages": 0, "auditEntries": 0, "actions": 0, "rows": 0},
        "keptSanctions": 0,
    }
    assert USER not in asked.body
    path = f"/v1/erasures/{asked.json['erasureId']}"
    assert known.ask("GET", path, token=known.person("admin")).json == asked.json
    assert known.ask("GET", "/v1/erasures/nothing", token=known.person("admin")).code == "erasure_not_found"


def test_after_it_nothing_is_held_and_the_audit_still_holds(known: World) -> None:
    known.clock.time += 3_600
    admin = known.person("admin")
    erasure_id = known.ask("POST", f"{PATH}/erasure", token=admin).json["erasureId"]
    desk = EraserDesk(known.clock, known.desk.erasures, known.desk.personal_data)
    known.clock.time += 2 * SETTLED_SECONDS
    progress = erase(desk, erasure_id, lambda: True)
    assert progress
    assert progress.status == FINISHED
    # The chat log runs out by `completeBy`, and nothing is left that would say in which rooms to look.
    (own_entry,) = everything(known)
    assert own_entry["data"]["operation"] == "ExportUserData"
    answer = known.ask("GET", f"/v1/erasures/{erasure_id}", token=admin).json
    assert (answer["status"], answer["finishedAt"]) == ("finished", "2027-01-15T09:04:00.000Z")
    assert answer["removed"] == {"messages": 1, "auditEntries": 2, "actions": 0, "rows": 2}
    entries = known.ask("GET", "/v1/audit", token=admin).json["items"]
    assert {entry["operation"]: entry["erased"] for entry in entries} == {
        "EraseUser": True,
        "CreateChatToken": False,
        "ExportUserData": False,
        "ImposeSanction": True,
    }
    told = {entry["operation"]: entry for entry in entries if entry["erased"]}
    assert (told["EraseUser"]["actor"], told["ImposeSanction"]["actor"]) == (
        "person:sub-of-admin",
        "person:sub-of-lead",
    )
    assert [(each["subject"], each["reason"], each["after"]) for each in told.values()] == [(None, None, None)] * 2


def test_an_export_is_one_entry_that_tells_who_took_whose_data(known: World) -> None:
    before = set(known.state.audit)
    everything(known)
    (export_id,) = set(known.state.audit) - before
    entry = known.state.audit[export_id]
    assert (entry.operation, entry.actor, entry.subject) == ("ExportUserData", "person:sub-of-admin", USER)
    known.state.broken = True
    refused = known.ask("GET", f"{PATH}/export", token=known.person("admin"))
    assert (refused.status, "items" in refused.json) == (503, False), "no entry, no data"


def test_nobody_takes_a_later_part_without_an_entry_of_their_own(known: World) -> None:
    first = known.ask("GET", f"{PATH}/export", token=known.person("admin"))
    assert first.status == 200
    ban = {"kind": "ban", "reason": "ada spams"}
    path = f"/v1/rooms/{ROOM}/sanctions/{quote(USER, safe='')}"
    assert known.ask("PUT", path, ban, token=known.person("admin")).status == 200
    my_ban = list(known.state.audit)[-1]
    mine = next(id_ for id_ in known.state.audit if id_.startswith("export-"))
    another = known.person("admin", sub="another-admin")
    for token, user, cursor in (
        (another, USER, first.json["cursor"]),
        (known.person("admin"), USER, sealed("export-1234 audit ", "held", USER)),
        (known.person("admin"), USER, sealed(f"{my_ban} audit ", "held", USER)),
        (known.person("admin"), "ada", sealed(f"{mine} audit ", "held", "ada")),
        (known.person("admin"), USER, sealed(f"{mine} elsewhere ", "held", USER)),
    ):
        path = f"/v1/users/{quote(user, safe='')}/export"
        refused = known.ask("GET", path, token=token, query={"cursor": cursor})
        assert (refused.status, refused.code) == (400, "invalid"), cursor


def test_nobody_forgets_a_colleague_of_their_rank(known: World) -> None:
    known.person("admin", sub="other-admin")
    refused = known.ask("POST", "/v1/users/other-admin/erasure", token=known.person("admin"))
    assert (refused.status, refused.code) == (403, "target_not_below")


def test_a_made_up_cursor_leads_nowhere(known: World) -> None:
    cursor = sealed("elsewhere x", "held", USER)
    refused = known.ask("GET", f"{PATH}/export", token=known.person("admin"), query={"cursor": cursor})
    assert (refused.status, refused.code) == (400, "invalid")
