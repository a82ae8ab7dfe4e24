"""Reading a document as it is written, JSON or YAML; a member that is written twice is a mistake, not a choice."""

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def parse(text: str, is_yaml: bool) -> object:
    """The value that a text stands for; raises ValueError for what is neither JSON nor YAML, as told."""
    try:
        return _yaml(text) if is_yaml else json.loads(text, object_pairs_hook=_members)
    except RecursionError as error:
        raise ValueError("is nested too deeply") from error


def _yaml(text: str) -> object:
    import yaml  # for the command line: no function carries it

    try:
        tree = yaml.compose(text, yaml.SafeLoader)
        _check_members(tree, set())
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error


def _check_members(node: "Any", seen: set[int]) -> None:
    """Raise for a mapping of the tree that names a member twice; an alias is looked at once."""
    if node is None or id(node) in seen or isinstance(node.value, str):
        return
    seen.add(id(node))
    for entry in node.value:
        for part in entry if isinstance(entry, tuple) else (entry,):
            _check_members(part, seen)
    if node.id == "mapping":
        _members([(name.value, value) for name, value in node.value if isinstance(name.value, str)])


def _members(pairs: "list[tuple[str, Any]]") -> "dict[str, Any]":
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members and name != "<<":
            raise ValueError(f"the member {name} is written twice")
        members[name] = value
    return members
