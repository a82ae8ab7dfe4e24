"""The service model that botocore ships, read at start-up: operations, routes, shapes, and what is wrong in it."""

import re
from functools import cache, cached_property
from typing import Any, NamedTuple, cast
from urllib.parse import unquote

import botocore
from botocore.model import OperationModel, ServiceModel, Shape, StructureShape
from botocore.session import Session


class Erratum(NamedTuple):
    """A constraint of the model that cannot be meant, what is used in its place, and why."""

    constraint: str
    replacement: str
    reason: str


SPEC_ERRATA: dict[str, Erratum] = {
    "ResourceArn": Erratum(
        "pattern",
        "arn:aws:ivschat:[a-z0-9-]+:[0-9]+:[a-z-]+/[a-zA-Z0-9-]+",
        "the model allows one character for the resource type, which no ARN of the service satisfies",
    ),
}


class Operation(NamedTuple):
    """One operation with the pattern of its raw (still percent-encoded) request path."""

    name: str
    method: str
    path: re.Pattern[str]
    model: OperationModel
    status: int


class Spec:
    """Lookups over the model; one instance serves a whole process."""

    def __init__(self) -> None:
        self.service = _service_model()
        self.source = f"botocore {botocore.__version__}, ivschat {self.service.api_version}"
        self.operations = [self._operation(name) for name in self.service.operation_names]

    def _operation(self, name: str) -> Operation:
        model = self.service.operation_model(name)
        path = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(model.http["requestUri"]))
        return Operation(name, model.http["method"], re.compile(path), model, model.http.get("responseCode", 200))

    def route(self, method: str, raw_path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation and its path members. The raw path is matched, because an ARN arrives with `%2F` in it."""
        for operation in self.operations:
            if operation.method == method and (found := operation.path.fullmatch(raw_path)):
                return operation, {name: unquote(value) for name, value in found.groupdict().items()}
        return None

    @cached_property
    def error_statuses(self) -> dict[str, int]:
        return {shape.name: shape.metadata["error"]["httpStatusCode"] for shape in self.service.error_shapes}

    @cached_property
    def error_members(self) -> dict[str, list[str]]:
        return {shape.name: list(cast("StructureShape", shape).members) for shape in self.service.error_shapes}


@cache
def _service_model() -> ServiceModel:
    return Session().get_service_model("ivschat")


def constraints(shape: Shape) -> dict[str, Any]:
    """The shape's min, max, pattern, enum and the like, with the errata applied."""
    found = dict(shape.metadata)
    if erratum := SPEC_ERRATA.get(shape.name):
        found[erratum.constraint] = erratum.replacement
    return found
