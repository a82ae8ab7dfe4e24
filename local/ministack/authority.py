"""Answers the IVS Chat emulator's question: whose key is this, and may it do that?

The answer comes from ministack's own IAM: sessions of execution roles included, policies of roles and users
evaluated. A grant that the template does not give is therefore missing locally too.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region

PATH = "/_authority"


def answer(question: dict[str, Any]) -> dict[str, Any]:
    """Resolve the key of `question` and evaluate its action on its resource.

    `question` is {"accessKeyId", "sessionToken", "action", "resource"}; the answer is {"secretAccessKey",
    "principal", "allowed"}, all null or false for a key or session token that IAM does not know.
    """
    account = get_account_id()
    key = question["accessKeyId"]
    credential = iam_evaluator.resolve_credential(key, account, question.get("sessionToken") or "")
    if isinstance(credential, iam_evaluator.CredentialResolutionError):
        return {"secretAccessKey": None, "principal": None, "allowed": False}
    principal = iam_evaluator.resolve_principal(key, account, credential)
    if isinstance(principal, iam_evaluator.AuthError):
        return {"secretAccessKey": None, "principal": None, "allowed": False}
    allowed = principal.policies is None or _evaluate(principal, question)
    return {"secretAccessKey": credential.secret_access_key, "principal": principal.arn, "allowed": allowed}


def _evaluate(principal: Any, question: dict[str, Any]) -> bool:
    context = iam_evaluator.EvalContext(
        principal_arn=principal.arn,
        principal_type=principal.type,
        principal_account=principal.account,
        action=question["action"],
        resource_arn=question["resource"],
        region=get_region(),
        principal_keys=principal.keys,
    )
    decision: str = iam_evaluator.evaluate(context, principal.policies, *principal.limits).decision
    return decision == "Allow"


async def serve(receive: Callable[[], Awaitable[dict[str, Any]]], send: Callable[[Any], Awaitable[None]]) -> None:
    """Answer one ASGI request on PATH."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    payload = json.dumps(answer(json.loads(body))).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(payload)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": payload})
