"""Finding links in a text, written plainly or in disguise, in time linear in its length."""

import re
import unicodedata

from moderation.rules.domains import DOUBTFUL_ENDINGS, PLAIN_ENDINGS
from moderation.rules.plain_view import original_span, plain_view
from moderation.text.fold import fold

# The patterns are compiled by the first text that may hold a link: all of them take 2 ms of a cold start.
# Percent-encoded printable ASCII: the client of the reader decodes it, so must we.
_ENCODED = r"%([2-7][0-9a-f])"
# A candidate starts where no host character precedes it, so each text position is scanned once.
_HOST = r"[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)+"
_CANDIDATE = (
    r"(?<![\w.@/-])(?P<scheme>[a-z]{2,8}://(?:[^\s/@]{1,64}@)?)?(?P<host>"
    + _HOST
    + r")(?P<port>:\d{1,5})?(?P<path>[/?#]\S*)?"
)
# Spelled out: example dot com, example[.]com, example (dot) com, example . com
_SPELLED = (
    r"(?<![\w.-])(?P<name>[a-z0-9-]{2,63}) ?"
    r"(?P<dot>[(\[{<] ?(?:dot|\.) ?[)\]}>]| (?:dot|\.) )"
    r" ?(?P<ending>com|net|org|info|gg|tv|io|ru|xyz|co)(?![\w-])"
)
# Letters apart: e x a m p l e . c o m
_SPACED = r"(?<!\S)(?P<name>(?:[a-z0-9] ){2,30})\.(?P<ending>(?: ?[a-z]){2,4})(?!\S)"
_SCHEMES = frozenset({"http", "https", "hxxp", "hxxps", "ftp", "ws", "wss"})


class Link:
    """A link: `host` in lower case, its span in the original text, and whether it was `disguised`."""

    __slots__ = ("disguised", "end", "host", "start")

    def __init__(self, host: str, start: int, end: int, disguised: bool) -> None:
        self.host = host
        self.start = start
        self.end = end
        self.disguised = disguised


def find_links(content: str) -> list[Link]:
    """All links of a text, in order."""
    if not _may_hold_link(content):
        return []
    plain, origins = plain_view(content)
    encoded = "%" in plain
    if encoded:
        plain, origins = _decoded(plain, origins)
    links = []
    for match in re.finditer(_CANDIDATE, plain):
        if _is_link(match):
            start, end = original_span(match.start(), match.end("path" if match["path"] else "host"), origins)
            host = match["host"]
            shown = readable(host)
            disguised = host not in content[start:end].lower() or _poses_as_latin(shown)
            links.append(Link(shown, start, end, disguised))
    for pattern in (_SPELLED, _SPACED):
        for match in re.finditer(pattern, plain):
            ending = match["ending"].replace(" ", "")
            if ending in PLAIN_ENDINGS:
                start, end = original_span(match.start(), match.end(), origins)
                links.append(Link(f"{match['name']}.{ending}".replace(" ", ""), start, end, True))
    return links


def _may_hold_link(content: str) -> bool:
    return "." in content or not content.isascii() or "dot" in content.lower() or "%2" in content


def _is_link(match: re.Match[str]) -> bool:
    scheme = match["scheme"]
    if scheme:
        return scheme.partition(":")[0] in _SCHEMES
    host = match["host"]
    ending = host.rpartition(".")[2]
    if ending in PLAIN_ENDINGS or ending.startswith("xn--"):
        return True
    return ending in DOUBTFUL_ENDINGS and (bool(match["path"]) or host.startswith("www."))


def _decoded(plain: str, origins: list[int] | None) -> tuple[str, list[int]]:
    """The text with percent-encoded characters decoded, and where each character comes from."""
    letters: list[str] = []
    places: list[int] = []
    position = 0
    encoded = re.compile(_ENCODED)
    while position < len(plain):
        match = encoded.match(plain, position)
        letters.append(chr(int(match[1], 16)).lower() if match else plain[position])
        places.append(position if origins is None else origins[position])
        position += 3 if match else 1
    return "".join(letters), places


def readable(host: str) -> str:
    """The host with punycode labels decoded, so that lists may name either form."""
    if "xn--" not in host:
        return host
    return ".".join(_label(label) for label in host.split("."))


def _poses_as_latin(host: str) -> bool:
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
