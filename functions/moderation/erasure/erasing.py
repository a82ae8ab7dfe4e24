"""Forgetting a user, step by step; every step may be repeated, and a round that stops half-way is taken up again.

What is recorded about the user shortly before the request is still on its way: decision lines into their table, audit
entries to the chainer, which announces them. So the first round removes what is settled, and only one that begins
later, and is done with everything up to the request, ends the erasure. What comes after the request is new.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..ports import Clock
from .ports import Erasures, PersonalData
from .records import FINISHED, Erasure, Removed

SETTLED_SECONDS = 120


@dataclass(frozen=True, slots=True)
class EraserDesk:
    """What it takes to forget somebody."""

    clock: Clock
    erasures: Erasures
    personal_data: PersonalData


def erase(desk: EraserDesk, erasure_id: str, goes_on: Callable[[], bool]) -> Erasure | None:
    """Carry one erasure on; how far it is now, or None if there is nothing to do."""
    erasure = desk.erasures.get(erasure_id)
    if erasure is None or erasure.status == FINISHED:
        return None
    began = desk.clock.now()
    user_id, data = erasure.user_id, desk.personal_data
    removed, all_seen = _remove_messages(data, user_id, goes_on)
    words, words_seen = _remove_words(data, user_id, began - SETTLED_SECONDS, goes_on)
    ended, waiting = data.remove_ended_actions(user_id)
    rows, kept = data.remove_rows(user_id, began)
    removed = removed.plus(words).plus(rows).plus(Removed(actions=ended))
    progress = replace(erasure, removed=erasure.removed.plus(removed), kept_sanctions=kept)
    settled = began >= erasure.requested_at + 2 * SETTLED_SECONDS
    if all_seen and words_seen and not waiting and settled:
        progress = replace(progress, status=FINISHED, user_id="", finished_at=desk.clock.now())
    desk.erasures.save(progress)
    return progress


def _remove_messages(data: PersonalData, user_id: str, goes_on: Callable[[], bool]) -> tuple[Removed, bool]:
    gone: set[str] = set()
    while goes_on():
        # The index shows for a moment what is gone already.
        found = [message_id for message_id in data.messages(user_id) if message_id not in gone]
        if not found:
            return Removed(messages=len(gone)), True
        for message_id in found:
            data.remove_message(message_id)
        gone |= set(found)
    return Removed(messages=len(gone)), False


def _remove_words(data: PersonalData, user_id: str, until: float, goes_on: Callable[[], bool]) -> tuple[Removed, bool]:
    gone: set[str] = set()
    while goes_on():
        found = [entry_id for entry_id in data.entries(user_id, until) if entry_id not in gone]
        if not found:
            return Removed(audit_entries=len(gone)), True
        for entry_id in found:
            data.remove_words(entry_id)
        gone |= set(found)
    return Removed(audit_entries=len(gone)), False


def _left(data: PersonalData, user_id: str, now: float) -> bool:
    """Whether something came in meanwhile, or an index lags: the next round looks again."""
    return bool(data.messages(user_id) or data.entries(user_id, now))
