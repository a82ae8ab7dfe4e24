"""The shipped term lists, one JSON file per language; made by `python -m lexicons build`, never by hand.

An entry is `{"canonical", "category", "severity", "match", "forms", "variants", "close", "uncertain", "elsewhere",
"exceptions"}`, some with "company" and "name". All strings are folded (lower case, no marks). `match` says how `forms`
match: "word" (a whole token, or glued to ordinary words), "whole" (a token as it is spelled, no letter masked),
"prefix", "substring" (anywhere in a token) or "phrase" (several tokens, one space between them). `variants` are
misspellings, whole tokens only, and `close` forms of which one letter may be wrong; `uncertain` are spellings that
count only in a message of the list's language, and `elsewhere` the languages (ISO 639) in whose messages the entry is
an ordinary word. Beside a word of its `company` an entry is innocent, and where it is a `name` too, as one.
`exceptions` are innocent: a hit inside one does not count. One with a space is a phrase; otherwise it is a whole token,
and `*` at an end says that the token may go on there.

Severity: 1 mild, 2 strong, 3 severe, 4 hateful, threatening or about minors.
"""

import json
import sys

from moderation import package_data

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl", "ru", "tr", "pl", "hi", "ar", "ja", "ko", "zh")


def lexicon(language: str) -> dict[str, object]:
    """Everything about one list: `language`, `status` ("reviewed" or "basic"), `derivedFrom`, `entries`."""
    if language not in LANGUAGES:
        raise KeyError(language)
    document: dict[str, object] = json.loads(package_data.read(sys.modules[__name__], f"{language}.json"))
    return document


def statements() -> dict[str, object]:
    """The English statements (`rules.statements`): `classes` of words and the `entries` made of them."""
    document: dict[str, object] = json.loads(package_data.read(sys.modules[__name__], "statements.json"))
    return document
