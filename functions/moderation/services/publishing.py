"""What is in force where: publish a version, roll back, withdraw, decide what happens when state cannot be read.

A pointer moves in one transaction with its audit entry, and only to compiled data that have just been read whole and
loaded: a version that does not run never takes effect.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .. import roles
from ..default import DEFAULT_POLICY_ID
from ..errors import Conflict
from ..publishing.bundled_policy import bundled_data, held_hash
from ..publishing.effects import PointAt, PutPublication, SetFailMode
from ..publishing.records import BUNDLED_VERSION, PolicyPointer, Publication
from ..records import Request
from ..tables import ALL_ROOMS
from .acts import Act, on_fresh_reads, record
from .desk import Desk
from .policy_sources import found, is_bundled, stored_policy
from .targets import require_room

# Of what was in force before, as many can be returned to one by one.
EARLIER_MAX = 10

Pointers = tuple[PolicyPointer | None, ...]
Move = Callable[[Publication], tuple[PolicyPointer | None, Pointers]]


@dataclass(frozen=True, slots=True)
class InForce:
    """What decides in a scope: its own publication, over the organisation's, over the bundled policy."""

    own: Publication
    pointer: PolicyPointer
    source: str
    fail_mode: str


def in_force(desk: Desk, request: Request, scope: str) -> InForce:
    """What decides in a room, or in the organisation."""
    if scope == ALL_ROOMS:
        roles.require(request.actor.role, request.actor.rooms, "policies.read")
    else:
        require_room(desk, request.actor, "policies.read_room", scope)
    return _in_force(desk, desk.publications.get(scope))


def publish(desk: Desk, request: Request, policy_id: str, version: int, scopes: Sequence[str]) -> list[InForce]:
    """Put a version in force in rooms, or with "*" in the organisation; the next message is decided by it."""
    _require(desk, request, scopes)
    pointer = _ready(desk, policy_id, version)

    def move(before: Publication) -> tuple[PolicyPointer | None, Pointers]:
        return pointer, _remembered(before)

    return _in_each(desk, request, "PublishPolicy", scopes, move)


def roll_back(
    desk: Desk, request: Request, policy_id: str, version: int | None, scopes: Sequence[str]
) -> list[InForce]:
    """Put back what was in force before the policy's present version, or a version that is named."""
    _require(desk, request, scopes)
    named = None if version is None else _ready(desk, policy_id, version)
    loads: set[PolicyPointer] = set()

    def move(before: Publication) -> tuple[PolicyPointer | None, Pointers]:
        if before.pointer is None or before.pointer.policy_id != policy_id:
            raise Conflict(f"{policy_id} is not in force in {_place(before.scope)}.", code="policy_not_in_force")
        if named:
            return named, _remembered(before)
        if not before.earlier:
            raise Conflict(f"Nothing was in force in {_place(before.scope)} before.", code="nothing_earlier")
        earlier = before.earlier[-1]
        if earlier is not None and earlier not in loads:
            stored_policy(desk, earlier)
            loads.add(earlier)
        return earlier, before.earlier[:-1]

    for scope in scopes:
        # All scopes or none, as far as can be seen beforehand.
        move(desk.publications.get(scope))
    return _in_each(desk, request, "RollBackPolicy", scopes, move)


def withdraw(desk: Desk, request: Request, scope: str) -> InForce:
    """Take a scope's own policy away: a room follows the organisation again, the organisation the bundled policy."""
    _require(desk, request, (scope,))
    return _in_each(desk, request, "WithdrawPolicy", (scope,), lambda before: (None, _remembered(before)))[0]


def set_fail_mode(desk: Desk, request: Request, scope: str, fail_mode: str) -> InForce:
    """Decide what happens when state cannot be read: "open", "closed", or "" for as what lies above says."""
    _require(desk, request, (scope,))
    return on_fresh_reads(lambda: _set_fail_mode(desk, request, scope, fail_mode))


def _in_force(desk: Desk, own: Publication) -> InForce:
    above = own if own.scope == ALL_ROOMS else desk.publications.get(ALL_ROOMS)
    fail_mode = own.fail_mode or above.fail_mode
    if own.pointer and own.scope != ALL_ROOMS:
        return InForce(own, own.pointer, "room", fail_mode)
    if above.pointer:
        return InForce(own, above.pointer, "organisation", fail_mode)
    bundled = PolicyPointer(DEFAULT_POLICY_ID, BUNDLED_VERSION, held_hash())
    return InForce(own, bundled, "bundled", fail_mode)


def _set_fail_mode(desk: Desk, request: Request, scope: str, fail_mode: str) -> InForce:
    before = desk.publications.get(scope)
    if before.fail_mode != fail_mode:
        effect = SetFailMode(scope, fail_mode)
        record(
            desk,
            request,
            Act("SetFailMode", _room(scope), before=before.fail_mode, after=fail_mode, effects=(effect,)),
        )
    return _in_force(desk, replace(before, fail_mode=fail_mode))


def _in_each(desk: Desk, request: Request, operation: str, scopes: Sequence[str], move: Move) -> list[InForce]:
    publications = []
    for number, scope in enumerate(scopes):
        # An audit entry for each scope, with an id that a repetition of the request finds again.
        own = replace(request, action_id=f"{request.action_id}-{number}") if number else request
        publications.append(_moved(desk, own, operation, scope, move))
    return [_in_force(desk, publication) for publication in publications]


def _moved(desk: Desk, request: Request, operation: str, scope: str, move: Move) -> Publication:
    def attempt() -> Publication:
        before = desk.publications.get(scope)
        pointer, earlier = move(before)
        if pointer == before.pointer:
            return before
        now = int(desk.clock.now())
        after = replace(before, pointer=pointer, earlier=earlier, revision=before.revision + 1, at=now)
        changed = before.pointer if pointer is None else pointer
        act = Act(
            operation,
            _room(scope),
            subject=changed.policy_id if changed else "",
            before=_facts(before.pointer),
            after=_facts(pointer),
            effects=(PutPublication(after, before.revision), PointAt(scope, pointer)),
        )
        record(desk, request, act)
        return desk.publications.get(scope)

    return on_fresh_reads(attempt)


def _ready(desk: Desk, policy_id: str, version: int) -> PolicyPointer:
    known = found(desk, policy_id, version)
    if is_bundled(known):
        # Later releases of the product bring another bundled policy; a pointer to this one has to find it then too.
        desk.policy_versions.keep_compiled(bundled_data())
    pointer = PolicyPointer(policy_id, known.version, known.hash)
    stored_policy(desk, pointer)
    return pointer


def _require(desk: Desk, request: Request, scopes: Sequence[str]) -> None:
    for scope in scopes:
        if scope == ALL_ROOMS:
            roles.require(request.actor.role, request.actor.rooms, "policies.publish_everywhere")
        else:
            require_room(desk, request.actor, "policies.publish", scope)


def _remembered(before: Publication) -> Pointers:
    return (*before.earlier, before.pointer)[-EARLIER_MAX:]


def _room(scope: str) -> str:
    return "" if scope == ALL_ROOMS else scope


def _place(scope: str) -> str:
    return "the organisation" if scope == ALL_ROOMS else f"the room {scope}"


def _facts(pointer: PolicyPointer | None) -> dict[str, object] | None:
    return (
        None if pointer is None else {"policyId": pointer.policy_id, "version": pointer.version, "hash": pointer.hash}
    )
