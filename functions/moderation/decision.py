"""What was decided about one message, with everything needed to explain it."""

from moderation.hit import Hit
from moderation.verdict import ALLOW


class Decision:
    """The outcome of one review.

    `content` is what is delivered on ALLOW and MASK and the original otherwise. `rule_id`, `reason_code` and
    `viewer_text` belong to the rule, mode or sanction that decided; all three are empty for a plain ALLOW.
    `remaining_seconds` says for how long the refusal holds (None = not a matter of time). `hits` are all findings,
    those that changed nothing included. `strikes` is the weight that this message adds to the sender's total.
    `degraded` names the step that was decided without state ("" = none).
    """

    __slots__ = (
        "content",
        "degraded",
        "flagged",
        "hits",
        "policy_hash",
        "policy_id",
        "policy_version",
        "reason_code",
        "remaining_seconds",
        "rule_id",
        "strikes",
        "verdict",
        "viewer_text",
    )

    def __init__(
        self,
        content: str,
        verdict: str = ALLOW,
        flagged: bool = False,
        rule_id: str = "",
        reason_code: str = "",
        viewer_text: str = "",
        remaining_seconds: int | None = None,
        hits: tuple[Hit, ...] = (),
        strikes: float = 0,
        policy_id: str = "",
        policy_version: int = 0,
        policy_hash: str = "",
        degraded: str = "",
    ) -> None:
        self.content = content
        self.verdict = verdict
        self.flagged = flagged
        self.rule_id = rule_id
        self.reason_code = reason_code
        self.viewer_text = viewer_text
        self.remaining_seconds = remaining_seconds
        self.hits = hits
        self.strikes = strikes
        self.policy_id = policy_id
        self.policy_version = policy_version
        self.policy_hash = policy_hash
        self.degraded = degraded
