"""The bundled policy that decides when no other is configured or can be had."""

from moderation import bundled
from moderation.load import load
from moderation.policy import Policy

DEFAULT_POLICY_ID = "default"


def default_policy() -> Policy:
    """The bundled default policy, loaded from the package's own data (also from inside a zip)."""
    return load(bundled_bytes("default.rkp"), DEFAULT_POLICY_ID)


def bundled_bytes(name: str) -> bytes:
    """One file of the `bundled` package."""
    folder = bundled.__path__[0]
    return bundled.__spec__.loader.get_data(f"{folder}/{name}")
