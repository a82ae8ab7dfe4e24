"""Compiled policies in memory, bounded in bytes. The bundled one is always there."""

from moderation.load import load
from moderation.policy import Policy
from moderation.rules.terms import TermMatcher

# Of compiled data as stored; in memory it takes 15 to 18 times as much, at most some 40 MB.
BYTES_MAX = 2_000_000
NAMES_MAX = 500

Name = tuple[str, str, int]


class PolicyShelf:
    """Policies by content hash, id and version; the least recently used go first. Equal parts are kept once."""

    __slots__ = ("_matchers", "_policies", "_sizes", "bundled")

    def __init__(self, bundled: Policy) -> None:
        self.bundled = bundled
        self._policies: dict[Name, Policy] = {}
        self._sizes: dict[str, int] = {}
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
        self._sizes[policy.hash] = len(data)
        self._make_room()
        return policy

    def _make_room(self) -> None:
        while len(self._policies) > NAMES_MAX or (len(self._sizes) > 1 and sum(self._sizes.values()) > BYTES_MAX):
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        oldest = next(iter(self._policies))
        del self._policies[oldest]
        if not any(key[0] == oldest[0] for key in self._policies):
            self._sizes.pop(oldest[0], None)
        held = (self.bundled, *self._policies.values())
        used = {id(matcher) for policy in held for matcher in policy.matchers}
        for section, matcher in list(self._matchers.items()):
            if id(matcher) not in used:
                del self._matchers[section]


def _renamed(policy: Policy, policy_id: str, version: int) -> Policy:
    twin = Policy.__new__(Policy)
    for name in Policy.__slots__:
        setattr(twin, name, getattr(policy, name))
    twin.policy_id = policy_id
    twin.version = version
    return twin
