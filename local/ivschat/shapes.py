"""Checks a request against its input shape and renders an answer by its output shape.

botocore's own validator knows only `required`, `min` and unions; max, pattern and enum are checked here.
"""

import re
from datetime import UTC, datetime
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StructureShape

from .errors import FieldProblem
from .spec import constraints


def check(value: object, shape: Shape, path: str = "") -> list[FieldProblem]:
    """Every constraint that the value breaks, with the dotted path of the member."""
    rules = constraints(shape)
    if isinstance(shape, StructureShape):
        return _check_structure(value, shape, path)
    if isinstance(shape, ListShape):
        return _check_list(value, shape, path, rules)
    if isinstance(shape, MapShape):
        return _check_map(value, shape, path, rules)
    if shape.type_name == "integer":
        return _check_integer(value, path, rules)
    return _check_string(value, path, rules)


def _check_structure(value: object, shape: StructureShape, path: str) -> list[FieldProblem]:
    if not isinstance(value, dict):
        return [FieldProblem(path, "must be an object")]
    prefix = f"{path}." if path else ""
    given = {name: entry for name, entry in value.items() if entry is not None and name in shape.members}
    problems = [FieldProblem(prefix + name, "must not be null") for name in shape.required_members if name not in given]
    if shape.is_tagged_union and len(given) != 1:
        problems.append(FieldProblem(path, f"must have exactly one of {', '.join(shape.members)}"))
    for name, entry in given.items():
        problems += check(entry, shape.members[name], prefix + name)
    return problems


def _check_list(value: object, shape: ListShape, path: str, rules: dict[str, Any]) -> list[FieldProblem]:
    if not isinstance(value, list):
        return [FieldProblem(path, "must be a list")]
    problems = _check_size(len(value), path, rules, "number of members")
    for index, entry in enumerate(value):
        problems += check(entry, shape.member, f"{path}[{index}]")
    return problems


def _check_map(value: object, shape: MapShape, path: str, rules: dict[str, Any]) -> list[FieldProblem]:
    if not isinstance(value, dict):
        return [FieldProblem(path, "must be a map")]
    problems = _check_size(len(value), path, rules, "number of entries")
    for key, entry in value.items():
        problems += check(key, shape.key, f"{path} key")
        problems += check(entry, shape.value, f"{path}.{key}")
    return problems


def _check_integer(value: object, path: str, rules: dict[str, Any]) -> list[FieldProblem]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [FieldProblem(path, "must be an integer")]
    return _check_size(value, path, rules, "value")


def _check_string(value: object, path: str, rules: dict[str, Any]) -> list[FieldProblem]:
    if not isinstance(value, str):
        return [FieldProblem(path, "must be a string")]
    problems = _check_size(len(value), path, rules, "length")
    if (pattern := rules.get("pattern")) and not re.fullmatch(pattern, value):
        problems.append(FieldProblem(path, f"must satisfy the regular expression {pattern}"))
    if (enum := rules.get("enum")) and value not in enum:
        problems.append(FieldProblem(path, f"must be one of {', '.join(enum)}"))
    return problems


def _check_size(size: int, path: str, rules: dict[str, Any], what: str) -> list[FieldProblem]:
    problems = []
    if "min" in rules and size < rules["min"]:
        problems.append(FieldProblem(path, f"{what} must be at least {rules['min']}"))
    if "max" in rules and size > rules["max"]:
        problems.append(FieldProblem(path, f"{what} must be at most {rules['max']}"))
    return problems


def dump(value: Any, shape: Shape) -> Any:
    """The JSON form of an answer: members that the shape names and that have a value, times as it says."""
    if isinstance(shape, StructureShape):
        return {
            name: dump(value[name], member) for name, member in shape.members.items() if value.get(name) is not None
        }
    if isinstance(shape, ListShape):
        return [dump(entry, shape.member) for entry in value]
    if shape.type_name == "timestamp":
        return iso8601(value)
    return value


def iso8601(epoch_ns: int) -> str:
    """Millisecond digits and Z: the form that AWS's own Android sample insists on."""
    moment = datetime.fromtimestamp(epoch_ns / 1e9, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
