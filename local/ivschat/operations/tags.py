"""TagResource, UntagResource, ListTagsForResource."""

from typing import Any

from ..errors import invalid
from ..registry import Registry

_TAGS_PER_RESOURCE = 50


class TagOperations:
    """Tags of rooms and logging configurations; a change of tags is no update of the resource."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    async def tag_resource(self, request: dict[str, Any]) -> dict[str, Any]:
        resource = self._registry.tagged(request["resourceArn"])
        merged = {**resource.tags, **request["tags"]}
        if len(merged) > _TAGS_PER_RESOURCE:
            raise invalid("tags", f"a resource has at most {_TAGS_PER_RESOURCE} tags")
        resource.tags = merged
        return {}

    async def untag_resource(self, request: dict[str, Any]) -> dict[str, Any]:
        resource = self._registry.tagged(request["resourceArn"])
        resource.tags = {key: value for key, value in resource.tags.items() if key not in request["tagKeys"]}
        return {}

    async def list_tags_for_resource(self, request: dict[str, Any]) -> dict[str, Any]:
        return {"tags": self._registry.tagged(request["resourceArn"]).tags}
