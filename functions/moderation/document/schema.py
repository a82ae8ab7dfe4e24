"""The schema of policy documents: JSON Schema 2020-12, and the only description of it that there is.

`docs/policy.schema.json` is this object written out; `document.check` reads it when a policy is compiled.
"""

from moderation.document.rule_schema import RULE, texts

Schema = dict[str, object]

POLICY_ID_PATTERN = "^[a-z0-9][a-z0-9_-]{0,63}$"
RULES_MAX = 100
WORDS_MAX = 5_000

_FAIL_MODE: Schema = {"type": "string", "enum": ["open", "closed"]}

DOCUMENT: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Roomkeeper policy",
    "description": "Rules in order, what follows from each, and the room's defaults.",
    "type": "object",
    "additionalProperties": False,
    "required": ["rules"],
    "properties": {
        "$schema": {"type": "string", "maxLength": 500},
        "name": {"type": "string", "maxLength": 100, "description": "For people."},
        "extends": {
            "type": "string",
            "pattern": POLICY_ID_PATTERN,
            "description": "Policy whose rules and settings are in force too, unless overridden here.",
        },
        "rules": {"type": "array", "maxItems": RULES_MAX, "items": RULE},
        "shield": {
            "type": "object",
            "additionalProperties": False,
            "required": ["rules"],
            "description": "Rules added, overridden or disabled while the room is in shield mode.",
            "properties": {"rules": {"type": "array", "maxItems": RULES_MAX, "items": RULE}},
        },
        "allow": {
            "type": "array",
            "maxItems": WORDS_MAX,
            "items": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "Words and phrases (up to 6 words) within which no hit counts.",
        },
        "emotes": {
            "type": "array",
            "maxItems": WORDS_MAX,
            "items": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "Emote names as typed: left out of capital counts, accepted in emote-only mode.",
        },
        "exemptRoles": {
            "type": "array",
            "maxItems": 20,
            "items": {"type": "string", "minLength": 1, "maxLength": 64},
            "description": "Values of the token attribute `role` that room modes do not touch.",
        },
        "failModes": {
            "type": "object",
            "additionalProperties": False,
            "description": "What happens when a step of the state round fails: open (default) or closed.",
            "properties": {"sanctions": _FAIL_MODE, "settings": _FAIL_MODE, "counts": _FAIL_MODE, "policy": _FAIL_MODE},
        },
        "texts": {
            "type": "object",
            "maxProperties": 50,
            "description": "Viewer texts by reason code and language.",
            "additionalProperties": texts(),
        },
        "ladder": {
            "type": "object",
            "additionalProperties": False,
            "required": ["halfLifeSeconds", "steps"],
            "description": "What strikes lead to; totals halve every `halfLifeSeconds`.",
            "properties": {
                "halfLifeSeconds": {"type": "integer", "minimum": 60, "maximum": 31_536_000},
                "steps": {
                    "type": "array",
                    "maxItems": 20,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["strikes", "kind"],
                        "properties": {
                            "strikes": {"type": "number", "exclusiveMinimum": 0, "maximum": 1000},
                            "kind": {"type": "string", "enum": ["warning", "timeout", "ban"]},
                            "seconds": {"type": "integer", "minimum": 1, "maximum": 31_536_000},
                        },
                    },
                },
            },
        },
    },
}
