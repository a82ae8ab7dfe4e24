"""The verdict on one message."""

from moderation.decision import Decision
from moderation.hit import Hit
from moderation.message import Message
from moderation.modes import SHIELD, in_force
from moderation.policy import Policy, Rule
from moderation.state import SenderState
from moderation.text import mask, read
from moderation.verdict import MASK, STRICTNESS

# Candidates that the term matchers may verify in one message: bounds the cost of hostile text.
VERIFICATIONS_MAX = 64


def review(message: Message, policy: Policy, state: SenderState, now: float) -> Decision:
    """Decide about a message at `now` (epoch seconds). Pure, and never raises for any content."""
    modes = in_force(state.room.modes, now)
    rule_set = policy.shield_rules if SHIELD in modes else policy.rules
    readings = read(message.content)
    found: list[tuple[Rule, Hit]] = []
    for matcher in policy.matchers:
        for hit in matcher.find(readings, VERIFICATIONS_MAX):
            for rule in rule_set.terms.get(hit.rule_id, ()):
                hit.rule_id = rule.id
                found.append((rule, hit))
    decision = Decision(
        message.content, policy_id=policy.policy_id, policy_version=policy.version, policy_hash=policy.hash
    )
    if found:
        _decide(decision, message.content, found)
    return decision


def _decide(decision: Decision, content: str, found: list[tuple[Rule, Hit]]) -> None:
    decision.hits = tuple(hit for _, hit in found)
    rule = max((rule for rule, _ in found), key=lambda rule: STRICTNESS[rule.verdict])
    decision.verdict = rule.verdict
    decision.rule_id = rule.id
    decision.reason_code = rule.reason_code
    decision.viewer_text = rule.texts.get("en", "")
    decision.flagged = any(rule.flag for rule, _ in found)
    decision.strikes = max(rule.strikes for rule, _ in found)
    if rule.verdict == MASK:
        decision.content = mask(content, [(hit.start, hit.end) for rule, hit in found if rule.verdict == MASK])
