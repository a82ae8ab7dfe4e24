"""Policies in memory: the same promises as the DynamoDB adapters, proven by tests/edges/test_policy_ports.py."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from moderation.compile import CompiledDocument, compile_policy
from moderation.compiled_form import content_hash
from moderation.publishing.documents import document_hash, packed, unpacked
from moderation.publishing.records import PolicyPointer, PolicyVersion, Publication
from moderation.records import Page


@cache
def _compiled(document: str) -> CompiledDocument:
    """Compiled once for all worlds."""
    return compile_policy(json.loads(document))


KEY_BYTES_MAX = 2048


class InMemoryPolicies:
    """What the Policies table holds, and State about policies. `documents` and `compiled` may be damaged by tests."""

    def __init__(self) -> None:
        self.versions: dict[tuple[str, int], PolicyVersion] = {}
        self.documents: dict[str, bytes] = {}
        self.compiled: dict[str, bytes] = {}
        self.publications: dict[str, Publication] = {}

    def add(self, policy_id: str, document: Mapping[str, object], version: int = 1) -> PolicyVersion:
        """Store a version of a document that extends nothing."""
        compiled = _compiled(json.dumps(document))
        assert compiled.problems == ()
        name = document_hash(document)
        made = PolicyVersion(policy_id, version, compiled.hash, name, (), compiled.cost, "", "", "person:x", 1)
        self.versions[policy_id, version] = made
        self.documents[name], self.compiled[compiled.hash] = packed(document), compiled.data
        return made

    def put_in_force(self, scope: str, version: PolicyVersion, *earlier: PolicyPointer | None) -> None:
        """Have a version decide in a scope."""
        pointer = PolicyPointer(version.policy_id, version.version, version.hash)
        self.publications[scope] = Publication(scope, pointer, earlier, revision=1)

    def latest_number(self, policy_id: str) -> int:
        return max((number for of, number in self.versions if of == policy_id), default=0)

    def publication(self, scope: str) -> Publication:
        return self.publications.get(scope, Publication(scope))

    def publish(self, publication: Publication) -> None:
        """What a publication's item holds; the fail mode is not among it."""
        kept = self.publication(publication.scope).fail_mode
        self.publications[publication.scope] = replace(publication, fail_mode=kept)

    def set_fail_mode(self, scope: str, fail_mode: str) -> None:
        self.publications[scope] = replace(self.publication(scope), fail_mode=fail_mode)


class InMemoryPolicyVersions:
    """Versions, documents, compiled data."""

    def __init__(self, policies: InMemoryPolicies) -> None:
        self._policies = policies

    def get(self, policy_id: str, version: int) -> PolicyVersion | None:
        return self._policies.versions.get((policy_id, version))

    def list(self, policy_id: str, limit: int, next_token: str) -> Page[PolicyVersion]:
        before = int(next_token or 10**9)
        found = [each for (of, number), each in self._policies.versions.items() if of == policy_id and number < before]
        found.sort(key=lambda each: -each.version)
        return Page(found[:limit], str(found[limit - 1].version) if len(found) > limit else "")

    def document(self, document_hash: str) -> dict[str, object] | None:
        data = self._policies.documents.get(document_hash)
        return None if data is None else unpacked(data, document_hash)

    def compiled(self, content_hash: str) -> bytes | None:
        return self._whole(content_hash)

    def keep_document(self, document: Mapping[str, object]) -> str:
        name = document_hash(document)
        self._policies.documents[name] = packed(document)
        return name

    def keep_compiled(self, data: bytes) -> None:
        self._policies.compiled[content_hash(data)] = data

    def _whole(self, name: str) -> bytes | None:
        data = self._policies.compiled.get(name)
        return data if data is not None and content_hash(data) == name else None


class InMemoryPolicyHeads:
    """Latest versions."""

    def __init__(self, policies: InMemoryPolicies) -> None:
        self._policies = policies

    def latest(self, policy_id: str) -> PolicyVersion | None:
        assert len(policy_id.encode()) < KEY_BYTES_MAX, "DynamoDB refuses such a key"
        return self._heads().get(policy_id)

    def list(self, limit: int, next_token: str) -> Page[PolicyVersion]:
        found = [head for policy_id, head in sorted(self._heads().items()) if policy_id > next_token]
        return Page(found[:limit], found[limit - 1].policy_id if len(found) > limit else "")

    def _heads(self) -> dict[str, PolicyVersion]:
        return {policy_id: version for (policy_id, _), version in sorted(self._policies.versions.items())}


class InMemoryPublications:
    """What is in force where."""

    def __init__(self, policies: InMemoryPolicies) -> None:
        self._policies = policies

    def get(self, scope: str) -> Publication:
        return self._policies.publication(scope)

    def of(self, policy_id: str) -> Sequence[Publication]:
        found: Any = sorted(self._policies.publications.items())
        return [
            Publication(scope, each.pointer, (), "", each.revision)
            for scope, each in found
            if each.pointer and each.pointer.policy_id == policy_id
        ]
