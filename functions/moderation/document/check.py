"""Checking a value against the schema: all problems at once, each with its path.

Understands exactly the keywords of JSON Schema that `document.schema` uses. A library would do as well, but the core
carries none into the functions that compile policies.
"""

import json
import re
from collections.abc import Callable, Iterator

from moderation.document.problem import Problem, pointer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Enough to fix a document by; a hostile one does not fill the memory with complaints.
PROBLEMS_MAX = 200


def check(value: object, schema: "dict[str, Any]", path: str = "") -> list[Problem]:
    """The problems of a JSON value, at most PROBLEMS_MAX."""
    problems = []
    for problem in _problems(value, schema, path):
        problems.append(problem)
        if len(problems) >= PROBLEMS_MAX:
            break
    return problems


def _problems(value: "Any", schema: "dict[str, Any]", path: str) -> Iterator[Problem]:
    if "anyOf" in schema:
        yield from _any_of(value, schema["anyOf"], path)
        return
    expected = schema.get("type")
    if expected == "object" and isinstance(value, dict):
        strange = [name for name in value if not isinstance(name, str)]
        if strange:
            yield Problem(path, f"has the member {_shown(strange[0])}, which is no text: write it in quotes")
            return
    if expected is not None and not _TYPES[expected](value):
        yield Problem(path, f"must be {_ARTICLES[expected]}, not {_shown(value)}")
        return
    if "enum" in schema and value not in schema["enum"]:
        yield Problem(path, f"must be one of {', '.join(schema['enum'])}, not {_shown(value)}")
    judge = _JUDGES.get(expected or "")
    if judge is not None:
        yield from judge(value, schema, path)


def _any_of(value: "Any", schemas: "list[dict[str, Any]]", path: str) -> Iterator[Problem]:
    """No problem if one schema fits; else those of the schema whose type fits."""
    attempts = [list(_problems(value, schema, path)) for schema in schemas]
    if all(attempts):
        fitting = [found for found, schema in zip(attempts, schemas, strict=True) if _TYPES[schema["type"]](value)]
        yield from (fitting or attempts)[0]


def _string(value: str, schema: "dict[str, Any]", path: str) -> Iterator[Problem]:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield Problem(path, f"must have {_range(schema, 'minLength', 'maxLength')} characters, not {len(value)}")
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield Problem(path, f"must match {schema['pattern']}, which {_shown(value)} does not")
    if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        yield Problem(path, "holds half a surrogate pair, which is no character")


def _number(value: float, schema: "dict[str, Any]", path: str) -> Iterator[Problem]:
    if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield Problem(path, f"must be {_range(schema, 'minimum', 'maximum')}, not {_shown(value)}")
    elif "exclusiveMinimum" in schema and not value > schema["exclusiveMinimum"]:
        yield Problem(path, f"must be above {schema['exclusiveMinimum']}, not {_shown(value)}")


def _array(value: "list[Any]", schema: "dict[str, Any]", path: str) -> Iterator[Problem]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield Problem(path, f"must have {_range(schema, 'minItems', 'maxItems')} items, not {len(value)}")
        return
    for index, item in enumerate(value):
        yield from _problems(item, schema["items"], pointer(path, index))


def _object(value: "dict[str, Any]", schema: "dict[str, Any]", path: str) -> Iterator[Problem]:
    if len(value) > schema.get("maxProperties", len(value)):
        yield Problem(path, f"must have at most {schema['maxProperties']} members, not {len(value)}")
        return
    for name in schema.get("required", ()):
        if name not in value:
            yield Problem(path, f"lacks {name}")
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    for name, member in value.items():
        below = pointer(path, name)
        if name in known:
            yield from _problems(member, known[name], below)
        elif others is False:
            yield Problem(below, f"is unknown; known here: {', '.join(sorted(known))}")
        else:
            if "propertyNames" in schema:
                yield from _string(name, schema["propertyNames"], below)
            yield from _problems(member, others, below)


def _range(schema: "dict[str, Any]", least: str, most: str) -> str:
    if most not in schema:
        return f"at least {schema[least]}"
    return f"{schema[least]} to {schema[most]}" if least in schema else f"at most {schema[most]}"


def _shown(value: object) -> str:
    try:
        text = json.dumps(value)
    except (TypeError, ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


_TYPES: dict[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: _is_number(value) and (isinstance(value, int) or float(value).is_integer()),  # type: ignore[arg-type]
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict) and all(isinstance(name, str) for name in value),
}
_ARTICLES = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
}
_JUDGES: dict[str, "Callable[[Any, dict[str, Any], str], Iterator[Problem]]"] = {
    "string": _string,
    "integer": _number,
    "number": _number,
    "array": _array,
    "object": _object,
}
