"""Finding links in a text, written plainly or in disguise, in time linear in its length."""

import re

from moderation.rules.addresses import is_address, is_public
from moderation.rules.host_names import is_host, poses_as_latin, readable
from moderation.rules.plain_view import original_span, plain_view, says_foreign_dot

# The patterns are compiled by the first text that may hold a link: all of them take 2 ms of a cold start.
# Percent-encoded characters of a link: the client of the reader decodes them, so must we. An encoded space ends none.
_ENCODED = r"%(2[5d-f]|3[0-9adf]|4[0-9a-f]|5[0-9af]|6[0-9a-f]|7[0-9a])"
_DECODINGS_MAX = 2
# A candidate starts where no host character precedes it, so each text position is scanned once.
_SCHEME = r"(?:[a-z][a-z*]{1,7}:/{1,20}|https?/?:?//|https?:(?=\w)|//)"
_NAMES = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+"
_NUMBERS = r"\[[0-9a-f:.]{2,45}\]|0x[0-9a-f]{8}|\d{8,10}"
_CANDIDATE = (
    rf"(?:(?<![\w.@/-])[/_-]{{0,2}}|(?=https?:))(?P<scheme>{_SCHEME}(?:[^\s/@?#]{{1,64}}@)?)?"
    rf"(?P<host>{_NAMES}|(?<=/)(?:{_NUMBERS}))(?P<port>(?:\.(?=[/:]))?(?::\d{{1,5}})?)(?P<path>/\S*|[?#]\w\S*)?"
)
# Scripts that set no spaces between words.
_UNSPACED = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_LATIN_NAMES = r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+"
# Something of this is in each of them.
_SIGN = r"\w\.\w|:\w|/"
_SCHEMES = r"(?:h[tx*]{2}ps?|ftp|wss?):?/|https?:"
# Whoever writes a host before the @ wants it to be taken for the link's; nobody writes an address as one number.
_DECEIVING = r"[^@]*\.[^@]*@"
_SENTENCE_MARKS = ".,;:!?'\")]}>*_~|`…。、！？」』）"
# Discord's own: "join .gg/name".
_INVITATION = r"(?<![\w.])\.gg/\w{2,}"


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
    if content.isascii() and not _may_hold_link(content.lower()):
        return []
    from moderation.rules.spelled_links import spelled_links  # which a cold start can spare

    plain, origins = plain_view(content)
    plain = plain.replace("\\", "/")  # as browsers read it
    for _ in range(_DECODINGS_MAX):
        if "%" in plain:
            plain, origins = _decoded(plain, origins)
    links: list[Link] = []
    taken = bytearray(len(content))
    for match in re.finditer(_CANDIDATE, plain) if re.search(_SIGN, plain) else ():
        host, first, last = _host(match)
        if _is_link(host, match):
            start, end = _span(content, first, last, origins)
            shown = readable(host).strip("[]")
            disguised = host not in content[start:end].lower() or poses_as_latin(shown) or _deceives(match)
            links.append(Link(shown, start, end, disguised))
            taken[start:end] = b"\1" * (end - start)
    invitations = re.finditer(_INVITATION, plain) if ".gg/" in plain else ()
    for host, first, last in (*(("discord.gg", *match.span()) for match in invitations), *spelled_links(plain)):
        start, end = _span(content, first, last, origins)
        if any(taken[start:end]):
            ends = [link for link in links if link.start < end and start < link.end]
            if not all(host.endswith(f".{link.host}") for link in ends):
                continue
            # "evil dot co.uk": what was taken for a link is the end of this one.
            links = [link for link in links if link not in ends]
            end = max(end, *(link.end for link in ends))
        links.append(Link(host, start, end, True))
        taken[start:end] = b"\1" * (end - start)
    return sorted(links, key=lambda link: link.start)


def _host(match: re.Match[str]) -> tuple[str, int, int]:
    """The host of a candidate and where the link begins and ends, without the Chinese or Japanese words around it."""
    host = match["host"]
    first = match.start("scheme" if match["scheme"] else "host")
    last = _path_end(match) if match["path"] else match.end("host")
    latin = None if host.isascii() or not re.search(_UNSPACED, host) else re.search(_LATIN_NAMES, host)
    if latin is None:
        return host, first, last
    begins = match.start("host") + latin.start()
    return latin[0], begins if latin.start() else first, begins + len(latin[0]) if latin.end() < len(host) else last


def _deceives(match: re.Match[str]) -> bool:
    return bool(re.match(_DECEIVING, match["scheme"] or "")) or match["host"].isalnum()


def _path_end(match: re.Match[str]) -> int:
    """The end of a path without the sentence's own marks behind it; a bracket that it opens is its own."""
    path = match["path"]
    kept = path.rstrip(_SENTENCE_MARKS)
    while kept.count("(") > kept.count(")") and path[len(kept) :].startswith(")"):
        kept += ")"
    return match.start("path") + max(1, len(kept))


def _may_hold_link(lowered: str) -> bool:
    """Whether a text has one of the signs that no link can be without; every message is asked."""
    return (
        "." in lowered
        or "//" in lowered
        or "%2" in lowered
        or ("d" in lowered and _says_dot(lowered))
        or ("p" in lowered and says_foreign_dot(lowered))
        or ("w" in lowered and ("www" in lowered or "w w w" in lowered))
        or ("," in lowered and (",com" in lowered or ",gg" in lowered))
    )


def _says_dot(lowered: str) -> bool:
    return "dot" in lowered or "d0t" in lowered or "d o t" in lowered or "(d)" in lowered or "[d]" in lowered


def _span(content: str, start: int, end: int, origins: list[int] | None) -> tuple[int, int]:
    """The original span, with the whole of an encoded character at its end."""
    start, end = original_span(start, end, origins)
    encoded = re.match(r"%(?:25)*[0-9a-fA-F]{2}", content[end - 1 : end + 2 * _DECODINGS_MAX])
    return start, max(end, end - 1 + encoded.end()) if encoded else end


def _is_link(host: str, match: re.Match[str]) -> bool:
    scheme = match["scheme"]
    if scheme and re.match(_SCHEMES, scheme):
        return True
    more = bool(match["path"])
    if is_address(host):
        return (more or ":" in match["port"]) and is_public(host)
    return "." in host and is_host(host, more or host.startswith("www."), match.string[match.end() :])


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
