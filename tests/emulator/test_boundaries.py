"""For every constraint of every input of the service model: the last good value passes, the first bad one is named."""

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError
from botocore.model import ListShape, MapShape, Shape, StructureShape

from local.ivschat.spec import Spec, constraints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.emulator.conftest import Chat

SPEC = Spec()
ROOM = "arn:aws:ivschat:us-west-2:123456789012:room/AAAAAAAAAAAA"
CONFIGURATION = "arn:aws:ivschat:us-west-2:123456789012:logging-configuration/AAAAAAAAAAAA"
FUNCTION = "arn:aws:lambda:us-west-2:123456789012:function:f"
# A good value for the strings that have a pattern which plain letters do not meet.
SAMPLES = {
    "RoomIdentifier": ROOM,
    "ResourceArn": ROOM,
    "LoggingConfigurationIdentifier": CONFIGURATION,
    "LambdaArn": FUNCTION,
    "BucketName": "bucket",
    "MessageID": "AAAAAAAAAAAA",
}


class Case(NamedTuple):
    """One value for one member of one operation: where it goes, and whether the model allows it."""

    operation: str
    path: tuple[str, ...]
    what: str
    value: Any
    good: bool


def sample(shape: Shape) -> Any:
    """The plainest value that the shape allows."""
    rules = constraints(shape)
    if isinstance(shape, StructureShape):
        names = shape.required_members or (list(shape.members)[:1] if shape.is_tagged_union else [])
        return {name: sample(shape.members[name]) for name in names}
    if isinstance(shape, ListShape):
        return [sample(shape.member)]
    if isinstance(shape, MapShape):
        return {sample(shape.key): sample(shape.value)}
    if shape.type_name == "integer":
        return rules.get("min", 1)
    return SAMPLES.get(shape.name) or rules.get("enum", ["a" * max(1, rules.get("min", 1))])[0]


def sized(shape: Shape, size: int) -> Any:
    """A value of exactly this size that breaks no other rule, as far as the pattern lets it be made longer."""
    if shape.type_name == "integer":
        return size
    if isinstance(shape, ListShape):
        return [f"{sample(shape.member)}{index}" for index in range(size)]
    if isinstance(shape, MapShape):
        return {f"k{index}": "v" for index in range(size)}
    base = "" if size == 0 else SAMPLES.get(shape.name, "")
    return base[:size].ljust(size, "a")


def values(shape: Shape) -> "Iterator[tuple[str, Any, bool]]":
    """What, value, and whether it is good, for each rule of the shape."""
    rules = constraints(shape)
    if "min" in rules:
        yield "min", sized(shape, rules["min"]) if shape.name not in SAMPLES else sample(shape), True
        if rules["min"] > 0 or shape.type_name == "integer":
            yield "below min", sized(shape, rules["min"] - 1), False
    if "max" in rules:
        yield "max", sized(shape, rules["max"]), True
        yield "above max", sized(shape, rules["max"] + 1), False
    if "pattern" in rules:
        yield "pattern broken", " " * max(1, rules.get("min", 1)), False
        yield "pattern broken at the end", f"{sample(shape)[:-1]}\n", False
    for member in rules.get("enum", ()):
        yield f"enum {member}", member, True
    if "enum" in rules:
        yield "enum in another case", rules["enum"][0].lower(), False
    if shape.type_name == "string":
        yield "a number for a string", 7, False
    if shape.type_name == "integer":
        yield "a string for a number", "7", False
        yield "a boolean for a number", True, False


def walk(operation: str, shape: Shape, path: tuple[str, ...]) -> "Iterator[Case]":
    for what, value, good in values(shape):
        yield Case(operation, path, what, value, good)
    if isinstance(shape, StructureShape):
        for name, member in shape.members.items():
            yield from walk(operation, member, (*path, name))
    if isinstance(shape, ListShape):
        for what, value, good in values(shape.member):
            yield Case(operation, path, f"member {what}", [value], good)


def cases() -> "list[Case]":
    found: list[Case] = []
    for operation in SPEC.operations:
        assert operation.model.input_shape is not None
        found += walk(operation.name, operation.model.input_shape, ())
    # Path members cannot be empty or numbers on the wire; query members are always strings.
    return [
        case
        for case in found
        if not (case.path == ("resourceArn",) and (case.what == "below min" or not isinstance(case.value, str)))
        and not (case.path == ("tagKeys",) and case.what in ("min", "member below min", "member a number for a string"))
    ]


CASES = cases()


def test_the_model_gives_cases_for_every_operation() -> None:
    print(f"N={len(CASES)}")
    assert {case.operation for case in CASES} == set(SPEC.service.operation_names)
    assert sum(case.good for case in CASES) > 100 < sum(not case.good for case in CASES)


def request_of(case: Case) -> dict[str, Any]:
    """The plainest request of the operation with the case's value in it."""
    shape: Shape | None = SPEC.service.operation_model(case.operation).input_shape
    assert shape is not None
    request: dict[str, Any] = sample(shape)
    inner = request
    for name in case.path[:-1]:
        assert isinstance(shape, StructureShape)
        shape = shape.members[name]
        inner = inner.setdefault(name, {})
        if isinstance(shape, StructureShape) and shape.is_tagged_union:
            inner.clear()
    inner[case.path[-1]] = case.value
    return request


def fields_of(problem: ClientError) -> list[str]:
    return [entry["name"] for entry in problem.response.get("fieldList", [])]  # type: ignore[attr-defined]  # a member of the error


@pytest.mark.parametrize("operation", [operation.name for operation in SPEC.operations])
def test_boundaries(chat: "Chat", operation: str) -> None:
    call = getattr(chat.api, xform_name(operation))
    wrong = []
    for case in (case for case in CASES if case.operation == operation):
        named: list[str] = []
        try:
            call(**request_of(case))
        except ClientError as problem:
            if problem.response["Error"]["Code"] == "ValidationException":
                named = fields_of(problem)
        refused = any(name.startswith(".".join(case.path)) for name in named)
        # Rules beyond the model (does the function exist, are the attributes too large) are other tests' subject.
        if refused == case.good and not (case.good and case.path[-1] in ("uri", "attributes", "nextToken")):
            wrong.append((case.path, case.what, named))
    assert wrong == []
