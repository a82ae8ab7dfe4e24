"""Whether a Lambda resource policy lets IVS Chat invoke a function for one room."""

from fnmatch import fnmatchcase
from typing import Any

PRINCIPAL = "ivschat.amazonaws.com"

_EQUAL = ("StringEquals", "ArnEquals", "StringEqualsIgnoreCase")
_LIKE = ("StringLike", "ArnLike", "ArnEquals")


def allows(policy: dict[str, Any], function_arn: str, room_arn: str, account: str) -> bool:
    """Evaluates the policy as IAM does: one statement must allow, none may deny.

    A condition with an operator or key that is not known here does not match, so that nothing is allowed by accident.
    """
    context = {"aws:sourcearn": room_arn, "aws:sourceaccount": account, "aws:principalservicename": PRINCIPAL}
    statements = _listed(policy.get("Statement"))
    effects = {entry.get("Effect") for entry in statements if _applies(entry, function_arn, context)}
    return "Allow" in effects and "Deny" not in effects


def _applies(statement: dict[str, Any], function_arn: str, context: dict[str, str]) -> bool:
    actions = [str(action).lower() for action in _listed(statement.get("Action"))]
    return (
        _names_principal(statement.get("Principal"))
        and any(fnmatchcase("lambda:invokefunction", pattern) for pattern in actions)
        and any(fnmatchcase(function_arn, pattern) for pattern in _listed(statement.get("Resource")))
        and all(_holds(operator, keys, context) for operator, keys in (statement.get("Condition") or {}).items())
    )


def _names_principal(principal: object) -> bool:
    if isinstance(principal, dict):
        return PRINCIPAL in _listed(principal.get("Service")) or "*" in _listed(principal.get("AWS"))
    return principal == "*"


def _holds(operator: str, keys: dict[str, Any], context: dict[str, str]) -> bool:
    for key, wanted in keys.items():
        value = context.get(key.lower())
        patterns = [str(entry) for entry in _listed(wanted)]
        equal = operator in _EQUAL and value in patterns
        like = operator in _LIKE and value is not None and any(fnmatchcase(value, pattern) for pattern in patterns)
        if not (equal or like):
            return False
    return True


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
