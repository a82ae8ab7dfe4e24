"""Finding policies, and compiling a document with the latest versions of all that it extends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..compile import CompiledDocument, compile_policy
from ..compiled_form import BrokenPolicyError
from ..default import DEFAULT_POLICY_ID, default_document
from ..document.resolve import CHAIN_MAX
from ..document.schema import POLICY_ID_PATTERN
from ..errors import Conflict, NotFound
from ..load import load
from ..policy import Policy
from ..publishing.bundled_policy import bundled_version
from ..publishing.records import BUNDLED_VERSION, PolicyBase, PolicyPointer, PolicyVersion
from .desk import Desk

Document = Mapping[str, object]
_NAME = re.compile(POLICY_ID_PATTERN)


@dataclass(frozen=True, slots=True)
class Compilation:
    """A compiled document, or its problems; `bases` is what it was compiled with, nearest first."""

    compiled: CompiledDocument
    bases: tuple[PolicyBase, ...]


def latest(desk: Desk, policy_id: str) -> PolicyVersion | None:
    """The latest version of a policy."""
    return bundled_version() if policy_id == DEFAULT_POLICY_ID else desk.policy_heads.latest(policy_id)


def found(desk: Desk, policy_id: str, version: int | None = None) -> PolicyVersion:
    """A version, the latest if none is named; raises NotFound."""
    head = latest(desk, policy_id)
    if head is None:
        raise NotFound(f"There is no policy {policy_id}.", code="policy_not_found")
    if version is None or version == head.version:
        return head
    older = None if policy_id == DEFAULT_POLICY_ID else desk.policy_versions.get(policy_id, version)
    if older is None:
        detail = f"The policy {policy_id} has no version {version}; its latest is {head.version}."
        raise NotFound(detail, code="policy_version_not_found")
    return older


def document_of(desk: Desk, policy_id: str, document_hash: str) -> dict[str, object]:
    """A stored document; raises Conflict if it is damaged."""
    if policy_id == DEFAULT_POLICY_ID and document_hash == bundled_version().document_hash:
        return default_document()
    document = desk.policy_versions.document(document_hash)
    if document is None:
        raise Conflict(f"A document of the policy {policy_id} cannot be read whole.", code="policy_document_damaged")
    return document


def pinned_documents(desk: Desk, version: PolicyVersion) -> dict[str, object]:
    """The documents that a version was compiled with, by policy id."""
    return {base.policy_id: document_of(desk, base.policy_id, base.document_hash) for base in version.bases}


def stored_policy(desk: Desk, pointer: PolicyPointer) -> Policy:
    """A version as a review would load it from the store; raises Conflict if it is not there whole or does not load."""
    data = desk.policy_versions.compiled(pointer.hash)
    try:
        if data is None:
            raise BrokenPolicyError("its compiled form is not there whole")
        return load(data, pointer.policy_id, pointer.version)
    except BrokenPolicyError as broken:
        detail = f"Version {pointer.version} of {pointer.policy_id} does not load: {broken}. Save its document again."
        raise Conflict(detail, code="policy_version_unusable") from broken


def compile_with_bases(desk: Desk, policy_id: str, document: Document) -> Compilation:
    """Compile a policy's document. What it extends counts as it is now, whether published or not."""
    bases: list[PolicyBase] = []
    # The policy itself is among the names that can be followed, so that a circle shows as one.
    documents: dict[str, Document] = {policy_id: document}
    name = document.get("extends")
    # What is no name of a policy is not looked up; compiling tells what is wrong with it.
    while isinstance(name, str) and _NAME.fullmatch(name) and name not in documents and len(bases) <= CHAIN_MAX:
        base = latest(desk, name)
        if base is None:
            break
        bases.append(PolicyBase(name, base.version, base.document_hash))
        documents[name] = document_of(desk, name, base.document_hash)
        name = documents[name].get("extends")
    return Compilation(compile_policy(document, documents), tuple(bases))


def stale_bases(desk: Desk, version: PolicyVersion) -> list[str]:
    """The policies whose latest documents are not those that a version was compiled with."""
    stale = []
    for base in version.bases:
        now = latest(desk, base.policy_id)
        if now is None or now.document_hash != base.document_hash:
            stale.append(base.policy_id)
    return stale


def is_bundled(version: PolicyVersion) -> bool:
    """Whether a version comes with the product."""
    return version.policy_id == DEFAULT_POLICY_ID and version.version == BUNDLED_VERSION
