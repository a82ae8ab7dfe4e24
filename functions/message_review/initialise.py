"""INIT: everything that can be done before the first message."""

import gc
import os
from collections.abc import Mapping

from lean_edges.decision_line import DecisionLines
from message_review.reviewer import Reviewer
from message_review.settings import parse
from message_review.sources import Sources
from moderation.default import default_policy


def reviewer(environ: Mapping[str, str]) -> Reviewer:
    """A reviewer ready for its first message; raises SettingsError for an environment that cannot work."""
    settings = parse(environ)
    ready = Reviewer(settings, Sources(default_policy()), DecisionLines(settings.function, os.urandom(6).hex()))
    gc.collect()
    gc.freeze()
    return ready
