"""The bundled policy that decides when no other is configured or can be had."""

from moderation import bundled, package_data
from moderation.load import load
from moderation.policy import Policy

DEFAULT_POLICY_ID = "default"
COMPILED = "default.rkp"
DOCUMENT = "default.json"


def default_policy() -> Policy:
    """The bundled default policy."""
    return load(package_data.read(bundled, COMPILED), DEFAULT_POLICY_ID)
