"""The schema as editors and other tools get it: with the parameters tied to each rule's kind."""

import copy

from moderation.document.params_schema import PARAMS
from moderation.document.schema import DOCUMENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def published_schema() -> "dict[str, Any]":
    """`document.schema.DOCUMENT` with `$defs`; accepts a superset of what compiles, never less."""
    schema: dict[str, Any] = copy.deepcopy(DOCUMENT)
    rule = schema["properties"]["rules"]["items"]
    rule["allOf"] = [
        {
            "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
            "then": {"properties": {"params": {"$ref": f"#/$defs/{kind}"}}},
        }
        for kind in PARAMS
    ]
    reference = {"$ref": "#/$defs/rule"}
    schema["$defs"] = {"rule": rule, **copy.deepcopy(PARAMS)}
    schema["properties"]["rules"]["items"] = reference
    schema["properties"]["shield"]["properties"]["rules"]["items"] = reference
    return schema
