"""Where policies are kept and where it stands which is in force. Every call may raise Unavailable."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from ..records import Page
from .records import PolicyVersion, Publication


class PolicyVersions(Protocol):
    """Immutable versions, their documents and compiled forms. Reads are strongly consistent."""

    def get(self, policy_id: str, version: int) -> PolicyVersion | None:
        """One version."""
        ...

    def list(self, policy_id: str, limit: int, next_token: str) -> Page[PolicyVersion]:
        """A policy's versions, newest first."""
        ...

    def document(self, document_hash: str) -> dict[str, object] | None:
        """A document by its hash; None if it is not there whole."""
        ...

    def compiled(self, content_hash: str) -> bytes | None:
        """Compiled data by content hash, verified; None if they are not there whole."""
        ...

    def keep_document(self, document: Mapping[str, object]) -> str:
        """Store a document unless it is there; its hash."""
        ...

    def keep_compiled(self, data: bytes) -> None:
        """Store compiled data unless they are there, and read them again; raises Unavailable if they are not whole."""
        ...


class PolicyHeads(Protocol):
    """The latest version of each policy."""

    def latest(self, policy_id: str) -> PolicyVersion | None:
        """One policy's latest version, strongly consistent."""
        ...

    def list(self, limit: int, next_token: str) -> Page[PolicyVersion]:
        """All policies' latest versions by policy id."""
        ...


class Publications(Protocol):
    """Which version is in force where."""

    def get(self, scope: str) -> Publication:
        """What is in force in a room, or with "*" in the organisation; strongly consistent."""
        ...

    def of(self, policy_id: str) -> Sequence[Publication]:
        """The first hundred scopes in which a version of the policy is in force, without what was before."""
        ...
