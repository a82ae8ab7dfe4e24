"""The schema of one rule: what all kinds share. The parameters of each kind are in `params_schema`."""

from moderation.document.params_schema import PARAMS
from moderation.modes import MODES

Schema = dict[str, object]

ID_PATTERN = "^[a-z0-9][a-z0-9_-]{0,63}$"


def texts() -> Schema:
    """Viewer texts: language tag -> text. Small enough for the 1 KB that IVS Chat gives to a refusal's reason."""
    return {
        "type": "object",
        "maxProperties": 50,
        "propertyNames": {"pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
        "additionalProperties": {"type": "string", "minLength": 1, "maxLength": 200},
    }


def _names(most: int = 20) -> Schema:
    return {
        "type": "array",
        "minItems": 1,
        "maxItems": most,
        "items": {"type": "string", "minLength": 1, "maxLength": 100},
    }


WHEN: Schema = {
    "type": "object",
    "additionalProperties": False,
    "description": "The rule applies only if all of this holds. Attributes are those of the chat token.",
    "properties": {
        "modes": {
            "type": "array",
            "minItems": 1,
            "maxItems": len(MODES),
            "items": {"type": "string", "enum": list(MODES)},
            "description": "One of these room modes is on.",
        },
        "roles": {**_names(), "description": "The sender's role is one of these."},
        "exceptRoles": {**_names(), "description": "The sender's role is none of these."},
        "attributes": {
            "type": "object",
            "maxProperties": 10,
            "additionalProperties": _names(),
            "description": "Each named token attribute has one of the values.",
        },
        "firstMessage": {"type": "boolean", "description": "The token marks a new chatter (or does not)."},
        "accountYoungerThanSeconds": {
            "type": "integer",
            "minimum": 1,
            "maximum": 315_360_000,
            "description": "By the token attribute `accountCreatedAt`; an account of unknown age is not young.",
        },
    },
}

RULE: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "pattern": ID_PATTERN},
        "override": {
            "type": "boolean",
            "description": "Changes the rule of this id that is inherited: only what is given.",
        },
        "disabled": {"type": "boolean", "description": "With `override`: the inherited rule does not apply."},
        "kind": {"type": "string", "enum": list(PARAMS)},
        "verdict": {
            "type": "string",
            "enum": ["allow", "flag", "mask", "hold", "deny"],
            "description": "allow only records the hit; flag delivers and queues for a person.",
        },
        "flag": {"type": "boolean", "description": "Queue a delivered message for a person's look."},
        "reasonCode": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
        "texts": texts(),
        "strikes": {"type": "number", "minimum": 0, "maximum": 100},
        "when": WHEN,
        "exceptions": {
            "type": "array",
            "maxItems": 1000,
            "items": {"type": "string", "minLength": 1, "maxLength": 100},
            "description": "Words and phrases within which this rule's hits do not count.",
        },
        "params": {"type": "object", "description": "Depends on `kind`: see $defs."},
    },
}
