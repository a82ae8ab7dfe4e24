"""The bundled policy that decides when no other is configured or can be had."""

import json

from moderation import bundled, package_data
from moderation.load import load
from moderation.policy import Policy

DEFAULT_POLICY_ID = "default"


def default_policy() -> Policy:
    """The bundled default policy."""
    return load(package_data.read(bundled, "default.rkp"), DEFAULT_POLICY_ID)


def default_document() -> dict[str, object]:
    """Its document, which other policies may extend as "default"."""
    document: dict[str, object] = json.loads(package_data.read(bundled, "default.json"))
    return document
