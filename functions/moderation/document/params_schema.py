"""The parameters of each kind of rule: schema and defaults in one place."""

from moderation.rules.script import SCRIPTS

Schema = dict[str, object]

CATEGORY: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"}
SEVERITY: Schema = {"type": "integer", "minimum": 1, "maximum": 4}
MATCH: Schema = {"type": "string", "enum": ["word", "prefix", "substring", "phrase"]}
TERM: Schema = {"type": "string", "minLength": 2, "maxLength": 60}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}


def _count(least: int, most: int, default: int | None = None) -> Schema:
    schema: Schema = {"type": "integer", "minimum": least, "maximum": most}
    return schema if default is None else {**schema, "default": default}


def _list(items: Schema, most: int) -> Schema:
    return {"type": "array", "maxItems": most, "items": items, "default": []}


def _chosen(names: list[str]) -> Schema:
    return {"type": "array", "minItems": 1, "maxItems": len(names), "items": {"type": "string", "enum": names}}


def _object(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "additionalProperties": False, "properties": properties, "required": required}


_DOMAIN: Schema = {"type": "string", "minLength": 3, "maxLength": 253, "pattern": "^[^\\s/:@]+\\.[^\\s/:@.]+$"}
_OWN_TERM: Schema = _object(
    {
        "term": TERM,
        "match": MATCH,
        "category": CATEGORY,
        "severity": SEVERITY,
        "exceptions": {"type": "array", "maxItems": 100, "items": TERM},
    },
    ["term"],
)

PARAMS: dict[str, Schema] = {
    "terms": _object(
        {
            "lexicons": _list({"type": "string", "pattern": "^[a-z][a-z0-9-]{0,31}$"}, 50),
            "categories": _list(CATEGORY, 50),
            "minSeverity": {**SEVERITY, "default": 1},
            "maxSeverity": {**SEVERITY, "default": 4},
            "terms": {"type": "array", "maxItems": 10_000, "items": {"anyOf": [TERM, _OWN_TERM]}, "default": []},
            "match": {**MATCH, "default": "word"},
            "category": {**CATEGORY, "default": "own"},
            "severity": {**SEVERITY, "default": 3},
        },
        [],
    ),
    "links": _object(
        {
            "find": _chosen(["any", "listed", "shortened", "disguised"]),
            "domains": _list(_DOMAIN, 5_000),
            "except": _list(_DOMAIN, 5_000),
        },
        ["find"],
    ),
    "patterns": _object(
        {
            "patterns": {
                "type": "array",
                "minItems": 1,
                "maxItems": 50,
                "items": _object(
                    {
                        "pattern": {"type": "string", "minLength": 1, "maxLength": 500},
                        "category": {**CATEGORY, "default": "own"},
                        "severity": {**SEVERITY, "default": 3},
                    },
                    ["pattern"],
                ),
            }
        },
        ["patterns"],
    ),
    "personal_data": _object({"find": _chosen(["email", "card", "phone", "ip", "street"])}, ["find"]),
    "shape": _object(
        {
            "maxLength": _count(1, 500),
            "capitals": _object({"share": SHARE, "minLetters": _count(4, 500)}, ["share", "minLetters"]),
            "maxRepeated": _count(3, 500),
            "symbols": _object({"share": SHARE, "minLength": _count(4, 500)}, ["share", "minLength"]),
            "maxMarks": _count(4, 100),
            "maxEmoji": _count(0, 500),
            "maxMentions": _count(0, 100),
            "maxLines": _count(1, 100),
        },
        [],
    ),
    "repetition": _object({"times": _count(1, 60), "minLength": _count(1, 100, 4)}, ["times"]),
    "flood": _object({"messages": _count(1, 600), "seconds": _count(1, 60)}, ["messages", "seconds"]),
    "script": _object(
        {
            "allow": _chosen(list(SCRIPTS)),
            "minLetters": _count(1, 500, 3),
            "maxShare": {**SHARE, "default": 0.2},
        },
        ["allow"],
    ),
    "emote_only": _object({}, []),
}
