"""Policies on the wire."""

import json
from collections.abc import Sequence
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Header, Path, Query
from pydantic import Field, StringConstraints

from moderation.document.schema import POLICY_ID_PATTERN
from moderation.publishing.difference import Change, told
from moderation.publishing.records import PolicyPointer, PolicyVersion, Publication
from moderation.services.policies import PolicyShown
from moderation.services.policy_sources import Compilation, is_bundled
from moderation.tables import ALL_ROOMS

from .times import time_of
from .wire import Body, View, Visible

VERSION_MAX = 9_999_999_999
# Lambda hands over 6 MB, in which a quote or a backslash of the body takes two bytes.
DIFFERENCE_CHARACTERS_MAX = 3_000_000
_CHARACTERS_BESIDE_VALUES = 300

PolicyId = Annotated[str, Path(pattern=POLICY_ID_PATTERN, description="The policy's id; `default` is the bundled one")]
Version = Annotated[
    int, Path(ge=0, le=VERSION_MAX, description="Number of a version, from 1; the bundled policy has 0")
]
# The union lies within: outside, the router would overlook the alias and take a header for a query parameter.
FromVersion = Annotated[
    int | None, Query(alias="from", ge=0, le=VERSION_MAX, description="Otherwise the version before `to`")
]
ToVersion = Annotated[int | None, Query(alias="to", ge=0, le=VERSION_MAX, description="Otherwise the latest")]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=500, description="ETag of the policy as you have read it")
]
IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", max_length=500, description="`*`: only if there is no such policy yet")
]
Document = Annotated[
    dict[str, Any], Field(description="A policy document; its schema is docs/policy.schema.json of the product")
]


class PutPolicy(Body):
    """A policy's next version."""

    document: Document
    note: Annotated[str, StringConstraints(max_length=256), Visible] = ""


class ValidatePolicy(Body):
    """A document to look over."""

    document: Document


class BaseView(View):
    """A policy that a version was compiled with. `changed`: its latest version says something else by now."""

    policy_id: str
    version: int
    changed: bool


class CostView(View):
    """What a version takes: counts, bytes of compiled form, and about how much CPU for an ordinary chat line."""

    rules: int | None = None
    terms: int | None = None
    patterns: int | None = None
    bytes: int
    microseconds: int | None = None


class VersionView(View):
    """A version without its document. The bundled policy's has no time."""

    policy_id: str
    version: int
    name: str
    note: str
    author: str
    at: str | None
    hash: str
    cost: CostView
    extends: list[str]


class PlaceView(View):
    """Where a version is in force: in a room, or with null in every room without a policy of its own."""

    room_id: str | None
    policy_id: str
    version: int
    hash: str


class PolicyView(VersionView):
    """A version with its document. `stale`: saved again, the same document would come to something else.

    `inForce` shows where versions of the policy are in force: of the first hundred places those in your scope.
    """

    document: dict[str, Any]
    bases: list[BaseView]
    stale: bool
    in_force: list[PlaceView]


class ProblemView(View):
    """Something wrong with a document, and where, as a JSON pointer into the document."""

    pointer: str
    detail: str


class ValidationView(View):
    """What saving a document would come to."""

    valid: bool
    problems: list[ProblemView]
    hash: str | None
    cost: CostView | None
    extends: list[str]


class ChangeView(View):
    """A change; see `text`. Lists tell what was added and removed, everything else what it was and is.

    `cut`: the answer had no room for that, only for the text.
    """

    part: str
    change: str
    rule_id: str | None
    member: str | None
    text: str
    before: Any = None
    after: Any = None
    added: list[Any]
    removed: list[Any]
    cut: bool


class DifferenceView(View):
    """What `to` changes against `from`, inherited rules included as they were when each version was compiled."""

    policy_id: str
    from_: Annotated[int, Field(alias="from")]
    to: int
    changes: list[ChangeView]


def version_view(version: PolicyVersion) -> VersionView:
    """A version as listed."""
    return VersionView.model_validate(_members(version))


def policy_view(shown: PolicyShown) -> PolicyView:
    """A version as answered."""
    bases = [
        {"policy_id": base.policy_id, "version": base.version, "changed": base.policy_id in shown.stale}
        for base in shown.version.bases
    ]
    return PolicyView.model_validate(
        _members(shown.version)
        | {
            "document": shown.document,
            "bases": bases,
            "stale": bool(shown.stale),
            "in_force": place_views(shown.in_force),
        }
    )


def place_views(publications: Sequence[Publication]) -> list[PlaceView]:
    """Publications as answered; where nothing is published there is nothing to show."""
    views = [place_view(each.scope, each.pointer) for each in publications]
    return [view for view in views if view]


def place_view(scope: str, pointer: PolicyPointer | None) -> PlaceView | None:
    """A version in force in a scope as answered."""
    if pointer is None:
        return None
    room_id = None if scope == ALL_ROOMS else scope
    return PlaceView(room_id=room_id, policy_id=pointer.policy_id, version=pointer.version, hash=pointer.hash)


def validation_view(compilation: Compilation) -> ValidationView:
    """A validation as answered."""
    compiled = compilation.compiled
    return ValidationView(
        valid=not compiled.problems,
        problems=[ProblemView(pointer=problem.path, detail=problem.text) for problem in compiled.problems],
        hash=compiled.hash or None,
        cost=CostView.model_validate(compiled.cost) if compiled.cost else None,
        extends=[base.policy_id for base in compilation.bases],
    )


def difference_view(policy_id: str, before: int, after: int, changes: Sequence[Change]) -> DifferenceView:
    """A comparison as answered: all changes, those that still fit with their values."""
    left = DIFFERENCE_CHARACTERS_MAX - _CHARACTERS_BESIDE_VALUES * len(changes)
    views = []
    for change in changes:
        size = len(json.dumps((change.before, change.after, change.added, change.removed)))
        cut = size > left
        left -= 0 if cut else size
        views.append(_change_view(change, cut=cut))
    return DifferenceView.model_validate({"policy_id": policy_id, "from": before, "to": after, "changes": views})


def _change_view(change: Change, *, cut: bool) -> ChangeView:
    return ChangeView(
        part=change.part,
        change=change.kind,
        rule_id=change.rule_id or None,
        member=change.member or None,
        text=told(change),
        before=None if cut else change.before,
        after=None if cut else change.after,
        added=[] if cut else list(change.added),
        removed=[] if cut else list(change.removed),
        cut=cut,
    )


def _members(version: PolicyVersion) -> dict[str, object]:
    return {
        "policy_id": version.policy_id,
        "version": version.version,
        "name": version.name,
        "note": version.note,
        "author": version.author,
        "at": None if is_bundled(version) else time_of(version.at),
        "hash": version.hash,
        "cost": dict(version.cost),
        "extends": [base.policy_id for base in version.bases],
    }
