"""What the use cases of policies talk about."""

from collections.abc import Mapping
from dataclasses import dataclass

# The bundled policy has one version: that of the product that is deployed.
BUNDLED_VERSION = 0


@dataclass(frozen=True, slots=True)
class PolicyBase:
    """A policy that a version extends, as it was when that version was compiled."""

    policy_id: str
    version: int
    document_hash: str


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One immutable version, without its document and its compiled form, which are kept by their hashes.

    `hash` names the compiled form; `bases` are the policies that the document extends, nearest first; `cost` is that
    of `moderation.compile`; `at` is epoch seconds.
    """

    policy_id: str
    version: int
    hash: str
    document_hash: str
    bases: tuple[PolicyBase, ...]
    cost: Mapping[str, int]
    name: str
    note: str
    author: str
    at: int


@dataclass(frozen=True, slots=True)
class PolicyPointer:
    """Which version is in force somewhere."""

    policy_id: str
    version: int
    hash: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What is in force in a scope: a room id, or "*" for every room without a policy of its own.

    `pointer` is None where nothing was published, so that what lies above counts; `earlier` holds what was in force
    before, newest last; `fail_mode` is "open", "closed" or "" for as the policy says; `revision` counts changes of the
    pointer, the last of which was at `at` (epoch s; 0 before any).
    """

    scope: str
    pointer: PolicyPointer | None = None
    earlier: tuple[PolicyPointer | None, ...] = ()
    fail_mode: str = ""
    revision: int = 0
    at: int = 0
