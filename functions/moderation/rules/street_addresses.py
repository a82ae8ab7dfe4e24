"""Street addresses: a house number beside the name of a street, in the order and with the words of eight countries.

Most words for streets mean something else in a game ("3 usb drive", "4 way"): they need a name with a capital letter.
"""

import re
from collections.abc import Iterator

_NUMBER = r"(?<![\w.,$€£/#:-])\d{1,5}[a-d]?"
_NAME = r"(?:(?:[a-z]|\d{1,3}(?:st|nd|rd|th))[\w']{0,20} )"
_ENGLISH = (
    rf"{_NUMBER} (?:[nsew]{{1,2}}\.? )?(?P<name>{_NAME}{{1,3}})"
    r"(?:(?P<street>street|avenue|boulevard|road|crescent|terrace)|lane|drive|court|way|place|close|square|gardens|"
    r"(?P<short>rd|ave?|blvd|st|ln|dr|ct))(?!\w)"
)
_NUMBER_LAST = (
    r"(?<!\w)(?P<name>[^\W\d_]{3,30}?(?:straße|strasse|str\.|allee|weg|platz|gasse)"
    r"|(?:calle|avenida|avda\.?|paseo|plaza|via|viale|piazza|corso|rua|travessa|ul\.|aleja) "
    r"(?:(?:de|del|la|di|da|do|dei) ){0,2}[^\W\d_]{3,20}(?: [^\W\d_]{3,20})?)"
    r"(?:, ?|,? )(?:(?:n?°|n\.?o) ?)?\d{1,4}[a-d]?(?![\w%.,:/-]*\d)(?!\w)"  # º is an o in the plain view
)
_FRENCH = (
    rf"{_NUMBER}(?: bis| ter)?,? (?:rue|avenue|boulevard|place|allée|chemin|impasse) "
    r"(?P<name>(?:(?:de|du|des|la|le|les) |d'|l'){0,2}[^\W\d_]{3,20})(?!\w)"
)
_NOT_A_NAME = frozenset(
    """
    minute minutes hour hours mile miles second seconds meter meters metre metres lap laps year years day days week
    weeks more long star lane lanes the on in down my your way wheel player boss off one man bit point
    round rounds times thousand million min mins
    """.split()
)
_ARTICLES = frozenset("de del la di da do dei du des le les d l".split())
_STREETS = frozenset("calle avenida avda paseo plaza via viale piazza corso rua travessa ul aleja".split())
# Whoever says so names a street, though it has no capital.
_LIVED = r"(?<!\w)(?:li(?:ve[sd]?|ving)|address|house|home)(?: is)?(?: (?:at|on))?:? $"
_LIVED_MAX = 16


def street_addresses(plain: str, shown: str) -> Iterator[tuple[int, int]]:
    """Spans of the addresses in a plain view; `shown` is the same text in its own letter case."""
    for pattern in (_NUMBER_LAST, _FRENCH):
        for match in re.finditer(pattern, plain):
            if _is_name(shown[slice(*match.span("name"))]):
                yield match.span()
    for match in re.finditer(_ENGLISH, plain):
        words = match["name"].split()
        if _NOT_A_NAME.isdisjoint(words) and (
            match["street"]
            or _is_name(shown[slice(*match.span("name"))])
            or (match["short"] and re.search(_LIVED, plain[max(0, match.start() - _LIVED_MAX) : match.start()]))
        ):
            yield match.span()


def _is_name(words: str) -> bool:
    """Whether all words but articles, and a word for streets in front, have a capital or a number."""
    told = [word for word in re.findall(r"[^\W_]+", words) if word.lower() not in _ARTICLES]
    if told and told[0].lower() in _STREETS:
        del told[0]
    return bool(told) and all(word[0].isupper() or word[0].isdigit() for word in told)
