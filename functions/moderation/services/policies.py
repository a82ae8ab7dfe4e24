"""Policies as documents with immutable versions: read, validate, save, compare."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .. import roles
from ..default import DEFAULT_POLICY_ID, default_document
from ..document.problem import Problem
from ..document.resolve import chain, resolve
from ..errors import Conflict, Invalid, PreconditionFailed
from ..publishing.bundled_policy import bundled_version
from ..publishing.difference import Change, differences
from ..publishing.documents import document_hash
from ..publishing.effects import KeepPolicyVersion, PutPolicyHead
from ..publishing.records import PolicyVersion, Publication
from ..records import Page, Request
from ..tables import ALL_ROOMS
from .acts import Act, on_fresh_reads, record
from .desk import Desk
from .policy_sources import (
    Compilation,
    Document,
    compile_with_bases,
    document_of,
    found,
    pinned_documents,
    stale_bases,
)

# Sorts before every policy id: the listing begins with the bundled policy, whatever the size of its pages.
_AFTER_BUNDLED = "-"


@dataclass(frozen=True, slots=True)
class PolicyShown:
    """A version with its document, the bases that have changed since, and where the policy is in force."""

    version: PolicyVersion
    document: Document
    stale: tuple[str, ...]
    in_force: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions and what lies between them, inherited rules included as they were when each was compiled."""

    before: PolicyVersion
    after: PolicyVersion
    changes: Sequence[Change]


def list_policies(desk: Desk, request: Request, limit: int, next_token: str) -> Page[PolicyVersion]:
    """The latest version of each policy by id, after the bundled one."""
    _require(request, "policies.read")
    if next_token:
        return desk.policy_heads.list(limit, next_token)
    rest: Page[PolicyVersion] = desk.policy_heads.list(limit - 1, "") if limit > 1 else Page((), _AFTER_BUNDLED)
    return Page([bundled_version(), *rest.items], rest.next_token)


def list_versions(desk: Desk, request: Request, policy_id: str, limit: int, next_token: str) -> Page[PolicyVersion]:
    """A policy's versions, newest first."""
    _require(request, "policies.read")
    head = found(desk, policy_id)
    if policy_id == DEFAULT_POLICY_ID:
        return Page([head])
    return desk.policy_versions.list(policy_id, limit, next_token)


def get_policy(desk: Desk, request: Request, policy_id: str, version: int | None = None) -> PolicyShown:
    """One version, the latest if none is named."""
    _require(request, "policies.read")
    return shown(desk, request, found(desk, policy_id, version))


def shown(desk: Desk, request: Request, version: PolicyVersion) -> PolicyShown:
    """A version with all that belongs to it. Rooms outside of the actor's scope are not named."""
    in_force = desk.publications.of(version.policy_id)
    return PolicyShown(
        version=version,
        document=document_of(desk, version.policy_id, version.document_hash),
        stale=tuple(stale_bases(desk, version)),
        in_force=tuple(each for each in in_force if _may_see(request, each.scope)),
    )


def validate(desk: Desk, request: Request, policy_id: str, document: Document) -> Compilation:
    """What saving a document would come to; nothing is written."""
    _require(request, "policies.read")
    return compile_with_bases(desk, policy_id, document)


def save(
    desk: Desk, request: Request, policy_id: str, document: Document, note: str, fits: Callable[[int], bool]
) -> PolicyVersion:
    """Compile a document and store it as the policy's next version; nothing that is in force changes.

    `fits` judges the version that is the latest now (0 = there is no such policy). The same document with the same
    bases as the latest version is no new version.
    """
    _require(request, "policies.change")
    if policy_id == DEFAULT_POLICY_ID:
        raise Conflict("The bundled policy is not edited; extend it.", code="policy_read_only")
    compilation = compile_with_bases(desk, policy_id, document)
    if compilation.compiled.problems:
        raise Invalid(problems_of(compilation.compiled.problems), code="policy_has_problems")
    return on_fresh_reads(lambda: _save(desk, request, policy_id, document, note, fits, compilation))


def problems_of(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Problems of a document as problems of the body that carries it."""
    return [(f"/document{problem.path}", problem.text) for problem in problems]


def compare(desk: Desk, request: Request, policy_id: str, before: int | None, after: int | None) -> Difference:
    """What version `after` (otherwise the latest) changes against `before` (otherwise the one before that)."""
    _require(request, "policies.read")
    second = found(desk, policy_id, after)
    first = found(desk, policy_id, _before(second) if before is None else before)
    return Difference(first, second, differences(_resolved(desk, first), _resolved(desk, second)))


def _save(
    desk: Desk,
    request: Request,
    policy_id: str,
    document: Document,
    note: str,
    fits: Callable[[int], bool],
    compilation: Compilation,
) -> PolicyVersion:
    head = desk.policy_heads.latest(policy_id)
    if not fits(head.version if head else 0):
        is_now = f"version {head.version} is the latest" if head else "there is no such policy"
        raise PreconditionFailed(f"The policy has changed since you read it: {is_now}.")
    desk.policy_versions.keep_compiled(compilation.compiled.data)
    same = (document_hash(document), compilation.bases, compilation.compiled.hash)
    if head and (head.document_hash, head.bases, head.hash) == same:
        return head
    for base in compilation.bases:
        if base.policy_id == DEFAULT_POLICY_ID:
            # The product's next release brings another one; versions that were compiled with this one stay explained.
            desk.policy_versions.keep_document(default_document())
    version = PolicyVersion(
        policy_id=policy_id,
        version=head.version + 1 if head else 1,
        hash=compilation.compiled.hash,
        document_hash=desk.policy_versions.keep_document(document),
        bases=compilation.bases,
        cost=compilation.compiled.cost,
        name=str(document.get("name", "")),
        note=note,
        author=request.actor.reference,
        at=int(desk.clock.now()),
    )
    act = Act(
        "SavePolicy",
        subject=policy_id,
        reason=note,
        before=_facts(head) if head else None,
        after=_facts(version),
        effects=(KeepPolicyVersion(version), PutPolicyHead(version)),
    )
    record(desk, request, act)
    return version


def _may_see(request: Request, scope: str) -> bool:
    return scope == ALL_ROOMS or roles.covers(request.actor.rooms, scope)


def _before(version: PolicyVersion) -> int:
    """The number of the version before; the first one has none but itself."""
    return max(version.version - 1, min(version.version, 1))


def _resolved(desk: Desk, version: PolicyVersion) -> dict[str, object]:
    document = document_of(desk, version.policy_id, version.document_hash)
    problems: list[Problem] = []
    documents = chain(document, pinned_documents(desk, version), problems)
    if problems:
        # Documents live longer than a schema does.
        detail = f"Version {version.version} of {version.policy_id} says what is no longer understood: {problems[0]}"
        raise Conflict(detail, code="policy_document_outdated")
    return resolve(documents, problems)


def _require(request: Request, operation: str) -> None:
    roles.require(request.actor.role, request.actor.rooms, operation)


def _facts(version: PolicyVersion) -> dict[str, object]:
    return {"version": version.version, "hash": version.hash, "documentHash": version.document_hash}
