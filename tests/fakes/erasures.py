"""Erasures in memory, and the rows that name users, as far as use cases look."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from moderation.delivery.records import PENDING
from moderation.erasure.records import RUNNING, Erasure, HeldRow, Removed
from moderation.tables import ALL_ROOMS

if TYPE_CHECKING:
    from tests.fakes.state import InMemoryState


class InMemoryErasures:
    """Requests."""

    def __init__(self, state: "InMemoryState") -> None:
        self._known = state.erasures

    def get(self, erasure_id: str) -> Erasure | None:
        return self._known.get(erasure_id)

    def unfinished(self) -> Sequence[str]:
        return [id_ for id_, erasure in sorted(self._known.items()) if erasure.status == RUNNING]

    def save(self, erasure: Erasure) -> None:
        assert erasure.erasure_id in self._known
        self._known[erasure.erasure_id] = erasure


class InMemoryPersonalData:
    """Rows."""

    def __init__(self, state: "InMemoryState") -> None:
        self._state = state

    def messages(self, user_id: str) -> Sequence[str]:
        decisions = self._state.book.decisions
        return [id_ for id_, decision in decisions.items() if decision.user_id == user_id][:100]

    def remove_message(self, message_id: str) -> None:
        book = self._state.book
        for rows in (book.decisions, book.texts, book.flags, book.holds):
            rows.pop(message_id, None)

    def entries(self, user_id: str, until: float) -> Sequence[str]:
        rows = self._state.audit_rows.items.items()
        before = f"{int(until * 1000):013d}"
        about = (
            row
            for _, row in rows
            if row.get("person") == user_id or (row.get("subject") == user_id and not row.get("ofNoUser"))
        )
        return [str(row["pk"]).removeprefix("readable#") for row in about if row["timeSort"] < before][:100]

    def remove_words(self, entry_id: str) -> None:
        self._state.audit_rows.items.pop((f"readable#{entry_id}", "readable"), None)

    def remove_ended_actions(self, user_id: str) -> tuple[int, bool]:
        named = f'"userId": {json.dumps(user_id)}'
        actions = self._state.actions
        found = [id_ for id_, action in actions.items() if named in json.dumps(dict(action.intent.arguments))]
        ended = [id_ for id_ in found if actions[id_].status != PENDING]
        for id_ in ended:
            del actions[id_]
        return len(ended), len(ended) < len(found)

    def remove_rows(self, user_id: str, now: float) -> tuple[Removed, int]:
        state, rows, kept = self._state, 0, 0
        for key in [key for key in state.sanctions if key[0] == user_id]:
            if state.sanctions[key].in_force(now):
                state.sanctions[key] = replace(state.sanctions[key], reason="")
                kept += 1
            else:
                del state.sanctions[key]
                rows += 1
        for book in (state.issues, state.book.strikes):
            for key in [key for key in book if key[0] == user_id]:
                del book[key]
                rows += 1
        return Removed(rows=rows), kept

    def held(self, user_id: str) -> Sequence[HeldRow]:
        state = self._state
        sanctions = [
            HeldRow("sanction", "" if scope == ALL_ROOMS else scope, {"kind": each.kind, "reason": each.reason})
            for (user, scope), each in state.sanctions.items()
            if user == user_id
        ]
        tokens = [HeldRow("tokens", room, {"issued": 1}) for user, room in state.issues if user == user_id]
        strikes = [
            HeldRow("strikes", room, {"total": each.total})
            for (user, room), each in state.book.strikes.items()
            if user == user_id
        ]
        return [*sanctions, *tokens, *strikes]
