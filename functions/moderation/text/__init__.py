"""The text side of the engine: readings of a text, masking, fingerprints."""

from moderation.text.fingerprint import fingerprint
from moderation.text.masking import mask
from moderation.text.readings import Reading, Readings, read

__all__ = ["Reading", "Readings", "fingerprint", "mask", "read"]
