"""The rules that a resolved document puts in force: checked, with defaults filled in, ready to be written out."""

from moderation.document.check import check
from moderation.document.params_schema import PARAMS
from moderation.document.problem import Problem, pointer
from moderation.document.resolve import Document
from moderation.document.rule_semantics import SEMANTICS
from moderation.document.viewer_texts import rule_texts

ALWAYS_NEEDED = ("kind", "verdict")


def effective(rule: Document, path: str, texts: Document, problems: list[Problem]) -> Document | None:
    """One rule in compiled form, or None and its problems. `texts` are the document's viewer texts by reason code."""
    missing = [name for name in ALWAYS_NEEDED if name not in rule]
    if missing:
        problems.extend(Problem(path, f"lacks {name}") for name in missing)
        return None
    kind = rule["kind"]
    found = params_problems(kind, rule.get("params", {}), pointer(path, "params"))
    if found:
        problems.extend(found)
        return None
    flags = rule["verdict"] == "flag"
    code = rule.get("reasonCode", rule["id"].replace("-", "_"))
    return {
        "id": rule["id"],
        "kind": kind,
        "verdict": "ALLOW" if flags else rule["verdict"].upper(),
        "flag": flags or rule.get("flag", False),
        "reasonCode": code,
        "texts": rule_texts(rule.get("texts", {}), texts.get(code, {}), rule["verdict"]),
        "strikes": rule.get("strikes", 0),
        "when": rule.get("when", {}),
        "exceptions": [" ".join(phrase.lower().split()) for phrase in rule.get("exceptions", [])],
        "params": with_defaults(rule.get("params", {}), PARAMS[kind]),
    }


def params_problems(kind: str, params: object, path: str) -> list[Problem]:
    """What is wrong with the parameters of a rule of this kind."""
    found = check(params, PARAMS[kind], path)
    if found or kind not in SEMANTICS:
        return found
    filled = with_defaults(params, PARAMS[kind])  # type: ignore[arg-type]  # checked to be an object
    return list(SEMANTICS[kind](filled, path))


def with_defaults(params: Document, schema: Document) -> Document:
    """The parameters with what the schema gives for those that are absent; entries of lists of objects included."""
    filled = {}
    for name, described in schema["properties"].items():
        if name in params:
            filled[name] = _filled(params[name], described)
        elif "default" in described:
            filled[name] = described["default"]
    return filled


def _filled(value: object, schema: Document) -> object:
    items = schema.get("items", {})
    if isinstance(value, list) and "properties" in items:
        return [with_defaults(entry, items) for entry in value]
    if isinstance(value, float) and value.is_integer() and schema.get("type") == "integer":
        return int(value)
    return value
