"""Changes of policies that a transaction carries."""

from dataclasses import dataclass

from .records import PolicyPointer, PolicyVersion, Publication


@dataclass(frozen=True, slots=True)
class KeepPolicyVersion:
    """Write a version, which must not be there yet. What it names by hash has been stored."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True)
class PutPolicyHead:
    """Make a version the latest of its policy, provided that the one before it still is."""

    version: PolicyVersion


@dataclass(frozen=True, slots=True)
class PutPublication:
    """Record what is in force in a scope from now on. `replaces` is the revision that was read, 0 if there was none."""

    publication: Publication
    replaces: int


@dataclass(frozen=True, slots=True)
class PointAt:
    """Have reviews in a scope use a version, or with None what lies above; a PutPublication guards it."""

    scope: str
    pointer: PolicyPointer | None


@dataclass(frozen=True, slots=True)
class SetFailMode:
    """Decide what happens in a scope when state cannot be read: "open", "closed", or "" for as the policy says."""

    scope: str
    fail_mode: str


PolicyEffect = KeepPolicyVersion | PutPolicyHead | PutPublication | PointAt | SetFailMode
