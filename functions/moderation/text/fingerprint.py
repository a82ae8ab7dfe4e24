"""One short name for all the ways to repeat a message."""

import re

from moderation.text.fold import fold
from moderation.text.pieces import squash

_NO_LETTER = re.compile(r"[\W_]+")


def fingerprint(content: str) -> str:
    """16 hex digits that stay the same under case, spacing, stretching, punctuation, invisible and styled letters.

    A text without letters and digits (emotes, symbols) is told by its signs.
    """
    import hashlib  # loads OpenSSL, which a cold start can do without

    folded = fold(content)
    letters = squash(_NO_LETTER.sub("", folded)) or "".join(folded.split())
    return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
