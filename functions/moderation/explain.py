"""The whole reasoning behind one verdict, as data: for the API, for tests and for the command line."""

from moderation.decision import Decision
from moderation.findings import counted, find_all, rules_in_force
from moderation.hit import Hit
from moderation.message import Message
from moderation.modes import in_force
from moderation.policy import Policy
from moderation.review import review
from moderation.state import SenderState
from moderation.subject import Subject
from moderation.text import read


def explain(message: Message, policy: Policy, state: SenderState, now: float) -> dict[str, object]:
    """JSON-ready explanation: the decision as `decision_fields` gives it, and what did not count.

    `excused` are hits within allowed words; `notApplied` are the rules whose condition does not hold; `modes` are
    the room modes in force at `now` (epoch seconds).
    """
    decision = review(message, policy, state, now)
    modes = in_force(state.room.modes, now)
    subject = Subject(message, read(message.content), state, modes, now)
    found = find_all(subject, policy)
    kept = counted(found, subject, policy)
    rule_set = rules_in_force(subject, policy)
    rules = {rule.id: rule for rule in rule_set.finders}
    rules.update({rule.id: rule for members in rule_set.terms.values() for rule in members})
    return {
        **decision_fields(decision, message.content),
        "modes": sorted(modes),
        "excused": [hit_fields(pair[1], message.content) for pair in found if pair not in kept],
        "notApplied": sorted(name for name, rule in rules.items() if rule.applies and not rule.applies(subject)),
    }


def decision_fields(decision: Decision, content: str) -> dict[str, object]:
    """A decision about `content` in the form in which the API shows it."""
    return {
        "verdict": decision.verdict,
        "flagged": decision.flagged,
        "content": decision.content,
        "ruleId": decision.rule_id,
        "reasonCode": decision.reason_code,
        "viewerText": decision.viewer_text,
        "remainingSeconds": decision.remaining_seconds,
        "strikes": decision.strikes,
        "degraded": decision.degraded,
        "policy": {"id": decision.policy_id, "version": decision.policy_version, "hash": decision.policy_hash},
        "hits": [hit_fields(hit, content) for hit in decision.hits],
    }


def hit_fields(hit: Hit, content: str) -> dict[str, object]:
    """A hit with the text that it covers; `start` and `end` count code points."""
    return {
        "ruleId": hit.rule_id,
        "kind": hit.kind,
        "category": hit.category,
        "severity": hit.severity,
        "start": hit.start,
        "end": hit.end,
        "text": content[hit.start : hit.end],
        "reading": hit.reading,
        "term": hit.term,
    }
