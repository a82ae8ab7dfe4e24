"""CloudWatch Logs' filter patterns, as far as subscriptions and searches of this product use them.

JSON patterns with comparisons of strings (`*` is a wildcard) and numbers, EXISTS, IS NULL, `&&`, `||` and parentheses;
otherwise terms and quoted phrases, all of which must occur
(https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html). What is not understood is an
error, as a pattern that silently matched everything or nothing would make a local run lie.
"""

import fnmatch
import json
import operator
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

Matches = Callable[[Any], bool]
_TOKEN = re.compile(
    r"""\s*(?:(?P<word>&&|\|\||[()]|!=|>=|<=|[=<>])|(?P<string>"(?:[^"\\]|\\.)*")|(?P<bare>[^\s()=<>!&|"]+))"""
)
_COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}
_ABSENT = object()


class BadPatternError(ValueError):
    """A pattern that is not understood here."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Callable[[str], bool]:
    """A function that tells whether a log line matches. Raises BadPatternError."""
    pattern = pattern.strip()
    if not pattern.startswith("{"):
        terms = [quoted.strip('"') for quoted in re.findall(r'"[^"]*"|\S+', pattern)]
        if any(term[:1] in "?-[%" for term in terms if term):
            raise BadPatternError(pattern)
        return lambda line: all(term in line for term in terms)
    if not pattern.endswith("}"):
        raise BadPatternError(pattern)
    matches = _Parser(pattern[1:-1]).parsed()

    def json_matches(line: str) -> bool:
        try:
            document = json.loads(line)
        except ValueError:
            return False
        return isinstance(document, dict) and matches(document)

    return json_matches


class _Parser:
    """Recursive descent over `||`, then `&&`, then one comparison or a parenthesis."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if not found:
                raise BadPatternError(text)
            self._tokens.append(found.group().strip())
            at = found.end()

    def parsed(self) -> Matches:
        matches = self._any()
        if self._tokens:
            raise BadPatternError(" ".join(self._tokens))
        return matches

    def _any(self) -> Matches:
        parts = [self._all()]
        while self._take("||"):
            parts.append(self._all())
        return lambda document: any(part(document) for part in parts)

    def _all(self) -> Matches:
        parts = [self._one()]
        while self._take("&&"):
            parts.append(self._one())
        return lambda document: all(part(document) for part in parts)

    def _one(self) -> Matches:
        if self._take("("):
            inner = self._any()
            if not self._take(")"):
                raise BadPatternError("a parenthesis is not closed")
            return inner
        selector, sign = self._next(), self._next()
        if not selector.startswith("$."):
            raise BadPatternError(selector)
        path = selector[2:].split(".")
        if sign == "EXISTS":
            return lambda document: _at(document, path) is not _ABSENT
        if sign in ("NOT", "IS"):
            return self._keyword(sign, path)
        return _comparison(path, sign, self._next())

    def _keyword(self, sign: str, path: list[str]) -> Matches:
        word = self._next()
        if (sign, word) == ("NOT", "EXISTS"):
            return lambda document: _at(document, path) is _ABSENT
        constants = {"NULL": None, "TRUE": True, "FALSE": False}
        if sign == "IS" and word in constants:
            return lambda document: _at(document, path) is constants[word]
        raise BadPatternError(f"{sign} {word}")

    def _take(self, token: str) -> bool:
        if self._tokens[:1] != [token]:
            return False
        del self._tokens[0]
        return True

    def _next(self) -> str:
        if not self._tokens:
            raise BadPatternError("the pattern ends too early")
        return self._tokens.pop(0)


def _comparison(path: list[str], sign: str, value: str) -> Matches:
    if sign in _COMPARE:
        bound, compare = float(value), _COMPARE[sign]
        return lambda document: _is_number(found := _at(document, path)) and compare(found, bound)
    if sign not in ("=", "!="):
        raise BadPatternError(sign)
    wanted = value[1:-1].replace('\\"', '"').replace("\\\\", "\\") if value.startswith('"') else value
    glob = "".join(f"[{char}]" if char in "?[" else char for char in wanted)

    def equal(document: Any) -> bool:
        found = _at(document, path)
        if _is_number(found):
            found = str(found)
        return isinstance(found, str) and fnmatch.fnmatchcase(found, glob)

    return equal if sign == "=" else lambda document: _at(document, path) is not _ABSENT and not equal(document)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _at(document: Any, path: list[str]) -> Any:
    for name in path:
        if not isinstance(document, dict) or name not in document:
            return _ABSENT
        document = document[name]
    return document
