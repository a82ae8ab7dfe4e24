"""Compiled policies in memory, bounded in bytes. The bundled one is always there."""

from moderation.load import load
from moderation.policy import Policy
from moderation.rules.terms import TermMatcher

# Of what matchers are made of, equal parts once; with what they build of it, it takes some 5 times as much.
BYTES_MAX = 8_000_000
# What a policy takes besides: its rules and viewer texts.
RULES_BYTES = 20_000
NAMES_MAX = 500

Name = tuple[str, str, int]


class PolicyShelf:
    """Policies by content hash, id and version; the least recently used go first. Equal parts are kept once."""

    __slots__ = ("_bytes", "_matchers", "_policies", "bundled")

    def __init__(self, bundled: Policy) -> None:
        self.bundled = bundled
        self._policies: dict[Name, Policy] = {}
        self._bytes = 0
        # Most policies extend the bundled one: what it holds already is not held again.
        self._matchers: dict[str, TermMatcher] = dict(zip(bundled.sections, bundled.matchers, strict=True))

    def get(self, content_hash: str, policy_id: str, version: int) -> Policy | None:
        """The policy under this name; the same content under another name costs nothing."""
        if not content_hash:
            return self.bundled
        name = (content_hash, policy_id, version)
        policy = self._policies.pop(name, None)
        if policy is None:
            held = (self.bundled, *self._policies.values())
            twin = next((policy for policy in held if policy.hash == content_hash), None)
            if twin is None:
                return None
            policy = _renamed(twin, policy_id, version)
        self._policies[name] = policy
        self._make_room()
        return policy

    def put(self, data: bytes, policy_id: str, version: int) -> Policy:
        """Load a policy and keep it; raises BrokenPolicyError and then keeps what there was."""
        policy = load(data, policy_id, version, self._matchers)
        self._policies[(policy.hash, policy_id, version)] = policy
        self._weigh()
        self._make_room()
        return policy

    def _make_room(self) -> None:
        while len(self._policies) > NAMES_MAX or (len(self._policies) > 1 and self._bytes > BYTES_MAX):
            del self._policies[next(iter(self._policies))]
            self._weigh()

    def _weigh(self) -> None:
        """Forget the matchers that no policy uses, and count the others."""
        policies = {policy.hash: policy for policy in self._policies.values()}
        sections: dict[str, int] = {}
        for policy in policies.values():
            sections.update(policy.sections)
        for section in self.bundled.sections:
            sections.pop(section, None)
        self._bytes = sum(sections.values()) + RULES_BYTES * len(policies)
        for section in [*self._matchers]:
            if section not in sections and section not in self.bundled.sections:
                del self._matchers[section]


def _renamed(policy: Policy, policy_id: str, version: int) -> Policy:
    twin = Policy.__new__(Policy)
    for name in Policy.__slots__:
        setattr(twin, name, getattr(policy, name))
    twin.policy_id = policy_id
    twin.version = version
    return twin
