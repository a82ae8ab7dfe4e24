"""The four verdicts, from the most lenient to the strictest. A flag is not a verdict: it goes beside one."""

ALLOW = "ALLOW"
MASK = "MASK"
HOLD = "HOLD"
DENY = "DENY"

STRICTNESS = {ALLOW: 0, MASK: 1, HOLD: 2, DENY: 3}
