"""CloudFormation's custom-resource protocol: the result goes by PUT to a URL that came with the request."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError, ClientError
from botocore.httpsession import URLLib3Session

from moderation.errors import ModerationError

TIMEOUT_S = 5


def is_request(event: Mapping[str, Any]) -> bool:
    """Whether CloudFormation is asking."""
    return "RequestType" in event and "ResponseURL" in event


def answered(event: Mapping[str, Any], context: Any, make: Callable[[str], str]) -> dict[str, str]:
    """Carry a request out and report; a failure is reported too, or the stack would wait for an hour."""
    result = {
        "Status": "SUCCESS",
        "PhysicalResourceId": str(event.get("PhysicalResourceId") or "first-admin"),
        "StackId": str(event["StackId"]),
        "RequestId": str(event["RequestId"]),
        "LogicalResourceId": str(event["LogicalResourceId"]),
    }
    try:
        if event["RequestType"] != "Delete":
            result["PhysicalResourceId"] = make(str(event["ResourceProperties"]["email"]))
    except (ModerationError, ClientError, BotoCoreError, KeyError) as exc:
        log = getattr(context, "log_stream_name", "")
        result |= {"Status": "FAILED", "Reason": f"{type(exc).__name__}: {exc} (log stream {log})"}
    _put(str(event["ResponseURL"]), json.dumps(result).encode())
    return result


def _put(url: str, body: bytes) -> None:
    # An empty content type: the URL is signed without one.
    request = AWSRequest("PUT", url, headers={"Content-Type": ""}, data=body)
    answer = URLLib3Session(timeout=TIMEOUT_S).send(request.prepare())
    if answer.status_code >= 300:
        raise RuntimeError(f"CloudFormation's URL answered {answer.status_code}")
