"""What the rules of a policy find in one message, before anything follows from it."""

from moderation.allowed_words import allowed_spans, excuses
from moderation.hit import Hit
from moderation.modes import SHIELD
from moderation.policy import Policy, Rule, RuleSet
from moderation.subject import Subject

# Units of work that each of the term matchers may spend on one text: two and a half times what 500 code points of prose
# in words that were never seen before need (decision 22). What needs more goes unread, and the message is refused.
WORK_MAX = 700

Found = list[tuple[Rule, Hit]]


def find_all(subject: Subject, policy: Policy) -> Found:
    """Every hit of every rule that applies, allow-listed ones included."""
    found = find_terms(subject, policy, WORK_MAX)
    if subject.readings.work > WORK_MAX:
        # Refused whatever else it says.
        return found
    for rule in rules_in_force(subject, policy).finders:
        hits = rule.find(subject)  # type: ignore[misc]  # finders are the rules that have one
        if hits and (rule.applies is None or rule.applies(subject)):
            for hit in hits:
                hit.rule_id = rule.id
                found.append((rule, hit))
    return found


def find_terms(subject: Subject, policy: Policy, budget: int = WORK_MAX) -> Found:
    """Every hit of the rules of kind terms that apply, allow-listed ones included; `budget` is for each matcher."""
    terms = rules_in_force(subject, policy).terms
    found: Found = []
    for matcher in policy.matchers:
        for hit in matcher.find(subject.readings, budget):
            for rule in terms.get(hit.rule_id, ()):
                if rule.applies is None or rule.applies(subject):
                    found.append((rule, _of_rule(hit, rule)))
    return found


def rules_in_force(subject: Subject, policy: Policy) -> RuleSet:
    """The stricter set while the room is in shield mode."""
    return policy.shield_rules if SHIELD in subject.modes else policy.rules


def _of_rule(hit: Hit, rule: Rule) -> Hit:
    """The hit as the rule's own: one group of terms may serve several rules."""
    return Hit(rule.id, hit.kind, hit.category, hit.severity, hit.start, hit.end, hit.reading, hit.term)


def counted(found: Found, subject: Subject, policy: Policy) -> Found:
    """The hits that do not lie within allowed words of the policy or of their rule."""
    if not found or not (policy.allowed or any(rule.exceptions for rule, _ in found)):
        return found
    content = subject.content
    common = allowed_spans(content, policy.allowed)
    # Once for each rule: a hostile message has a hundred hits, and each of them may count for a hundred rules.
    own = {rule.id: allowed_spans(content, rule.exceptions) for rule in {rule for rule, _ in found if rule.exceptions}}
    return [(rule, hit) for rule, hit in found if not excuses(common + own.get(rule.id, []), hit.start, hit.end)]
