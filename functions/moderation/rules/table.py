"""The kinds of rules that look for themselves, in the order in which the documentation lists them.

Terms are not among them: all rules of that kind share the policy's matchers (`rules.terms`).
"""

from collections.abc import Callable

from moderation.rules import emote_only, flood, links, patterns, personal_data, repetition, script, shape
from moderation.rules.finder import Find, Params

BUILDERS: dict[str, Callable[[Params, frozenset[str]], Find]] = {
    "links": links.build,
    "patterns": patterns.build,
    "personal_data": personal_data.build,
    "shape": shape.build,
    "repetition": repetition.build,
    "flood": flood.build,
    "script": script.build,
    "emote_only": emote_only.build,
}
TERMS = "terms"
KINDS = (TERMS, *BUILDERS)
# Kinds that need the counts and hashes of the sender's window.
COUNTING = frozenset({"flood", "repetition"})
