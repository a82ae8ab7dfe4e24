"""Ladders of policy versions, kept once found: a version never changes."""

from moderation import bundled, package_data
from moderation.compiled_form import BrokenPolicyError, name_of
from moderation.ladder import Ladder
from moderation.ledger.ladders import NO_LADDER, ladder_of
from moderation.ledger.records import DecisionRecord
from moderation.publishing.ports import PolicyVersions

KEPT_MAX = 200


class PolicyLadders:
    """Implements moderation.services.struck.Ladders."""

    def __init__(self, versions: PolicyVersions) -> None:
        self._versions = versions
        data = package_data.read(bundled, "default.rkp")
        self._bundled = (name_of(data), ladder_of(data))
        self._known: dict[str, Ladder] = {}

    def of(self, decision: DecisionRecord) -> Ladder:
        """The ladder of the version that decided; none of what is neither bundled nor kept."""
        name, ladder = self._bundled
        if decision.policy_hash and name.startswith(decision.policy_hash):
            return ladder
        if decision.policy_hash not in self._known:
            found = self._found(decision)
            if found is None:
                return NO_LADDER
            if len(self._known) >= KEPT_MAX:
                self._known.clear()
            self._known[decision.policy_hash] = found
        return self._known[decision.policy_hash]

    def _found(self, decision: DecisionRecord) -> Ladder | None:
        version = self._versions.get(decision.policy_id, decision.policy_version)
        if version is None or not decision.policy_hash or not version.hash.startswith(decision.policy_hash):
            return None
        data = self._versions.compiled(version.hash)
        try:
            return None if data is None else ladder_of(data)
        except BrokenPolicyError:
            return None
