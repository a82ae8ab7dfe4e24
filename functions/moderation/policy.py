"""A policy ready to run. Built by `load`; nothing changes it afterwards."""

from moderation.conditions import Condition
from moderation.rules.finder import Find
from moderation.rules.terms import TermMatcher


class Rule:
    """One rule: a finder and what follows.

    `place` orders the rules of a policy; `find` is None for terms, whose hits come from the policy's shared matchers.
    `texts` maps a language tag to what the viewer reads; `strikes` is a weight >= 0; `flag` queues a delivered message
    for a person's look; `applies` is the rule's condition (None = always); `exceptions` are allowed words and phrases
    in lower case.
    """

    __slots__ = (
        "applies",
        "exceptions",
        "find",
        "flag",
        "id",
        "place",
        "reason_code",
        "strikes",
        "texts",
        "verdict",
    )

    def __init__(
        self,
        id: str,
        place: int,
        verdict: str,
        flag: bool,
        reason_code: str,
        texts: dict[str, str],
        strikes: float,
        applies: Condition | None,
        exceptions: frozenset[str],
        find: Find | None,
    ) -> None:
        self.id = id
        self.place = place
        self.verdict = verdict
        self.flag = flag
        self.reason_code = reason_code
        self.texts = texts
        self.strikes = strikes
        self.applies = applies
        self.exceptions = exceptions
        self.find = find


class RuleSet:
    """The rules in force at one time: normally, or while the room is in shield mode.

    `finders` are the rules that look for themselves, in policy order; `terms` maps a group of the matchers' entries
    to the rules that use it.
    """

    __slots__ = ("finders", "terms")

    def __init__(self, finders: tuple[Rule, ...], terms: dict[str, tuple[Rule, ...]]) -> None:
        self.finders = finders
        self.terms = terms


class Policy:
    """A compiled policy.

    `hash` is the content hash of the compiled form; `policy_id` and `version` name the pointer that led here;
    `sections` maps the hash of what each matcher was made of to its size in bytes.
    `fail_modes` maps a step of the state round to "open" or "closed"; `texts` maps a reason code to viewer texts per
    language; modes do not touch `exempt_roles`; `counts`: a rule needs the sender's window.
    """

    __slots__ = (
        "allowed",
        "counts",
        "emotes",
        "exempt_roles",
        "fail_modes",
        "hash",
        "matchers",
        "policy_id",
        "rules",
        "sections",
        "shield_rules",
        "texts",
        "version",
    )

    def __init__(
        self,
        policy_id: str,
        version: int,
        hash: str,
        rules: RuleSet,
        shield_rules: RuleSet,
        matchers: tuple[TermMatcher, ...],
        sections: dict[str, int],
        allowed: frozenset[str],
        emotes: frozenset[str],
        exempt_roles: frozenset[str],
        fail_modes: dict[str, str],
        texts: dict[str, dict[str, str]],
        counts: bool,
    ) -> None:
        self.policy_id = policy_id
        self.version = version
        self.hash = hash
        self.rules = rules
        self.shield_rules = shield_rules
        self.matchers = matchers
        self.sections = sections
        self.allowed = allowed
        self.emotes = emotes
        self.exempt_roles = exempt_roles
        self.fail_modes = fail_modes
        self.texts = texts
        self.counts = counts
