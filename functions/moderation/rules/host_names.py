"""Host names as they are written: which may be one, what they say, and whom they pose as."""

import unicodedata

from moderation.rules.domains import CLOSING_ENDINGS, DOUBTFUL_ENDINGS, PLAIN_ENDINGS, WORDY_ENDINGS
from moderation.text.common_words import COMMON
from moderation.text.fold import fold
from moderation.text.pieces import squash

# Common words that are still more often a site than the end of a sentence.
_SITES = frozenset({"example", "twitch"})
# What stands before a dot in programs and configurations.
_IN_CODE = frozenset(
    """
    config logger logging console params props kwargs state query parser index utils widget window module object class
    array nodes client request express flask django router prisma navigator crypto torch numpy pandas tensorflow
    """.split()
)
# Names of technologies, not of places.
_NO_HOSTS = frozenset({"asp.net", "ado.net", "vb.net", "java.net", "socket.io"})
_DISTINCTIVE_LETTERS = 5
_LONG_LETTERS = 7
# How the names of packages begin, which are domains the other way round.
_REVERSED = ("com.", "org.", "net.")


def ending_of(host: str) -> str:
    """The last label; the Latin ending that it looks like, if it is none as it stands (a Cyrillic "с" in ".сom")."""
    ending = host.rpartition(".")[2]
    if ending.isascii() or ending in PLAIN_ENDINGS:
        return ending
    return fold(ending)


def is_host(host: str, has_more: bool, following: str) -> bool:
    """Whether labels joined by dots are meant as a host.

    `has_more`: a path or "www." says so; `following` is the rest of the text.
    """
    ending = ending_of(host)
    plain = ending in PLAIN_ENDINGS or ending.startswith("xn--")
    if has_more:
        return plain or ending in WORDY_ENDINGS or ending in DOUBTFUL_ENDINGS
    name = host.split(".")[-2]
    if host in _NO_HOSTS or host.startswith(_REVERSED):
        return False
    if plain:
        return not (name.isdigit() and len(name) < 3)
    if ending in WORDY_ENDINGS:
        return is_distinctive(name) and following[:1] != "("
    closes = ending in CLOSING_ENDINGS and not following.strip(" .!?")
    return closes and is_distinctive(name) and (len(squash(name)) >= _LONG_LETTERS or not name.isalpha())


def is_distinctive(name: str) -> bool:
    """Whether a name is hardly the last word of a sentence: long enough, or with a digit or hyphen, and no word."""
    if name in _SITES:
        return True
    if name in COMMON or name in _IN_CODE or name.isdigit():
        return False
    return len(squash(name)) >= _DISTINCTIVE_LETTERS - (not name.isalpha())


def is_no_word(name: str) -> bool:
    """Whether a name is none of the words that stand before a lone dot in ordinary text."""
    return len(name) > 3 and (name not in COMMON or name in _SITES)


def readable(host: str) -> str:
    """The host with punycode labels decoded, so that lists may name either form."""
    if "xn--" not in host:
        return host
    return ".".join(_label(label) for label in host.split("."))


def poses_as_latin(host: str) -> bool:
    """Whether a label looks like plain Latin letters and is not: a Cyrillic "а" in "pаypal.com"."""
    if host.isascii():
        return False
    lookalikes = [letter for letter in host if not letter.isascii() and fold(letter).isascii()]
    foreign = any(not unicodedata.name(letter, "LATIN").startswith("LATIN") for letter in lookalikes)
    return foreign and any(fold(label).isascii() for label in host.split(".") if not label.isascii())


def _label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label
