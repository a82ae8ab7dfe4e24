"""Policies may limit a role to some partitions of a table.

ministack knows no `dynamodb:LeadingKeys`, so a statement with that condition allows all partitions or none. DynamoDB
gives the partition keys that a request names; reads of whole tables name none.
"""

import json
from collections.abc import Iterator
from typing import Any

from ministack.core import iam_actions

from local.ministack.hooks import expect, replace

CONDITION_KEY = "dynamodb:LeadingKeys"
# What all tables here call it (moderation/tables.py, which this process does not load).
PARTITION_KEY = "pk"
PARAMETERS = "service iam_action body params"


def install() -> None:
    """Add the partition keys of a DynamoDB request to what its policies are asked with."""
    context_of = expect(iam_actions, "request_tag_context", PARAMETERS)

    def with_leading_keys(service: str, iam_action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        context: dict[str, Any] = context_of(service, iam_action, body, params)
        if service != "dynamodb":
            return context
        keys = sorted(set(_partitions(_parsed(body))))
        return {**context, CONDITION_KEY: keys} if keys else context

    replace(iam_actions, "request_tag_context", PARAMETERS, with_leading_keys)


def _partitions(value: object) -> Iterator[str]:
    """Every partition key of our tables under a Key, an Item or a list of Keys, however deep in the request."""
    if isinstance(value, dict):
        for name, member in value.items():
            if name in ("Key", "Item") and isinstance(member, dict):
                yield from _partition(member)
            elif name == "Keys" and isinstance(member, list):
                for key in member:
                    yield from _partition(key)
            else:
                yield from _partitions(member)
    elif isinstance(value, list):
        for member in value:
            yield from _partitions(member)


def _partition(item: dict[str, Any]) -> Iterator[str]:
    value = item.get(PARTITION_KEY)
    if isinstance(value, dict) and "S" in value:
        yield str(value["S"])


def _parsed(body: bytes) -> object:
    try:
        return json.loads(body or b"{}")
    except ValueError:
        return {}
