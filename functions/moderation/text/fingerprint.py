"""One short name for all the ways to repeat a message."""

import re

from moderation.sha256 import sha256
from moderation.text.fold import fold
from moderation.text.pieces import squash

_NO_LETTER = re.compile(r"[\W_]+")


def fingerprint(content: str) -> str:
    """16 hex digits that stay the same under case, spacing, stretching, punctuation, invisible and styled letters.

    A text without letters and digits (emotes, symbols) is told by its signs.
    """
    folded = fold(content)
    letters = squash(_NO_LETTER.sub("", folded)) or "".join(folded.split())
    return sha256(letters.encode()).hexdigest()[:16]
