"""INIT: everything that can be done before the first message."""

import os
from collections.abc import Mapping

from lean_edges.decision_line import DecisionLines
from message_review import wire
from message_review.cold_sources import ColdSources
from message_review.record import fields
from message_review.reviewer import Reviewer
from message_review.settings import Settings, parse
from message_review.sources import Sources
from moderation.default import default_policy
from moderation.policy import Policy
from moderation.review import review
from moderation.state import STATELESS

# In every decision line, and a dimension of its metrics: short, where the function's deployed name has 60 characters.
_FUNCTION = "review"
# As written, folded, joined across separators, decoded, with a link and a number: what readings and rules do lazily.
_REHEARSED = (
    "hello there",
    "ｆｕｌｌ ｗｉｄｔｈ é\u0301",
    "f.u.c.k",
    "sh1t h3ll0",
    "see example.com 12345 someone@example.com",
    "\U0001f600",
)


def reviewer(environ: Mapping[str, str]) -> Reviewer:
    """A reviewer ready for its first message; raises SettingsError for an environment that cannot work."""
    settings = parse(environ)
    bundled = default_policy()
    ready = Reviewer(settings, _sources(settings, bundled), DecisionLines(_FUNCTION, os.urandom(4).hex()))
    if not settings.on_demand:
        _rehearse(settings, bundled)
    return ready


def _sources(settings: Settings, bundled: Policy) -> Sources:
    """The client is loaded where there are tables, and time: sockets and TLS are as much as all the rest."""
    if not settings.tables:
        return Sources(bundled)
    if settings.on_demand:
        return ColdSources(settings, bundled)
    from message_review.connect import connected_sources

    return connected_sources(settings, bundled)


def _rehearse(settings: Settings, policy: Policy) -> None:
    """One dry review per path, so that what is built when first used is built here. Writes no decision line."""
    for matcher in policy.matchers:
        matcher.build()
    for text in _REHEARSED:
        message = wire.message_of({"Content": text})
        decision = review(message, policy, STATELESS, 0)
        wire.answer_of(message, decision)
        fields(message, decision, {}, settings)
