"""The verdict on one message: what the rules find, what room and sender forbid, and which of it counts.

Precedence: a sanction goes before everything and ends the review, and so does a text longer than IVS Chat delivers,
of which the end would go unread. A text so full of signs that the matchers give up before its end is refused as well.
Then the strictest of what remains decides; among equals in this order: state that could not be read where the fail mode
is closed, room modes, rules in policy order.
"""

from moderation.decision import Decision
from moderation.findings import WORK_MAX, Found, counted, find_all, find_terms
from moderation.hit import Hit
from moderation.message import Message
from moderation.mode_gate import mode_refusal
from moderation.modes import in_force
from moderation.policy import Policy, Rule
from moderation.refusal import Refusal
from moderation.sanction_gate import closed_refusal, sanction_refusal
from moderation.state import SenderState
from moderation.subject import Subject
from moderation.text import mask, read
from moderation.text.readings import CODE_POINTS_MAX
from moderation.verdict import ALLOW, DENY, MASK, STRICTNESS
from moderation.viewer_text import choose

# Times that a text is masked and read again before it is refused instead.
MASKINGS_MAX = 2
# Nothing worth reading is left of a text with more places to mask.
MASKED_MAX = 24


def review(message: Message, policy: Policy, state: SenderState, now: float) -> Decision:
    """Decide about a message at `now` (epoch seconds). Pure, and raises for no content whatsoever."""
    decision = Decision(
        message.content,
        policy_id=policy.policy_id,
        policy_version=policy.version,
        policy_hash=policy.hash,
        degraded=state.degraded,
    )
    refusal = None
    if state.room_sanction is not None or state.everywhere_sanction is not None:
        refusal = sanction_refusal(state, now)
    if refusal is not None:
        _refuse(decision, refusal, message, policy)
        return decision
    modes = in_force(state.room.modes, now) if state.room.modes else {}
    if len(message.content) > CODE_POINTS_MAX:
        _refuse(decision, Refusal("message:length", "too_long"), message, policy)
        return decision
    subject = Subject(message, read(message.content), state, modes, now)
    found = counted(find_all(subject, policy), subject, policy)
    if found:
        _apply_rules(decision, found, subject, policy)
    if subject.readings.cut_short:
        refusal = Refusal("message:unreadable", "unreadable")
    elif state.degraded:
        refusal = closed_refusal(state, policy)
    if refusal is None and modes:
        refusal = mode_refusal(subject, policy)
    if refusal is not None:
        _refuse(decision, refusal, message, policy)
    return decision


def _apply_rules(decision: Decision, found: Found, subject: Subject, policy: Policy) -> None:
    """The strictest rule decides, the first of equals; the heaviest counts its strikes, once."""
    rule, hit = min(found, key=_precedence)
    verdict = rule.verdict
    decision.hits = tuple(hit for _, hit in found)
    decision.strikes = max(rule.strikes for rule, _ in found)
    if verdict == MASK:
        masked = _masked(found, subject, policy)
        if masked:
            decision.content = masked
        else:
            verdict = DENY
    decision.verdict = verdict
    flagging = min((rule for rule, _ in found if rule.flag), key=lambda rule: rule.place, default=None)
    decision.flagged = flagging is not None and verdict in (ALLOW, MASK)
    if verdict == ALLOW:
        if flagging is None:
            return
        rule = flagging
    else:
        decision.remaining_seconds = hit.wait_seconds
    decision.rule_id = rule.id
    decision.reason_code = rule.reason_code
    decision.viewer_text = choose(rule.texts, subject.message.sender_attributes)


def _masked(found: Found, subject: Subject, policy: Policy) -> str:
    """The content without what masking rules hit; "" if nothing presentable is left, or the terms cannot be hidden.

    What is left is read again, with the work that is left: a mask can leave a word standing that the first one covered.
    """
    content = subject.content
    if subject.readings.cut_short or len(found) > MASKED_MAX:
        return ""
    left = WORK_MAX - subject.readings.work
    for _ in range(MASKINGS_MAX):
        content = mask(content, [(hit.start, hit.end) for rule, hit in found if rule.verdict == MASK])
        if not content.strip() or len(content) > len(subject.content):
            return ""
        rest = Subject(subject.message, read(content), subject.state, subject.modes, subject.now)
        rest.content = content
        found = [
            (rule, hit) for rule, hit in counted(find_terms(rest, policy, left), rest, policy) if rule.verdict == MASK
        ]
        if rest.readings.cut_short:
            return ""
        left -= rest.readings.work
        if not found:
            return content
    return ""


def _precedence(pair: tuple[Rule, Hit]) -> tuple[int, int]:
    rule = pair[0]
    return -STRICTNESS[rule.verdict], rule.place


def _refuse(decision: Decision, refusal: Refusal, message: Message, policy: Policy) -> None:
    """A refusal by room or sender decides; hits and strikes of the rules stay on record."""
    decision.verdict = DENY
    decision.flagged = False
    decision.content = message.content
    decision.rule_id = refusal.source
    decision.reason_code = refusal.reason_code
    decision.remaining_seconds = refusal.remaining_seconds
    decision.viewer_text = choose(policy.texts.get(refusal.reason_code, {}), message.sender_attributes)
