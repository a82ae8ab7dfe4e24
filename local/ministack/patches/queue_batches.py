"""A batch on a queue is permitted by the action on one message.

IAM knows no `sqs:SendMessageBatch`: AWS checks it as `sqs:SendMessage`
(https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html).
ministack asks for an action of that name, so that a function with the right grant could send messages one by one only.
"""

from typing import Any

from ministack.core import iam_actions

from local.ministack.hooks import expect, replace

BATCHES = {f"sqs:{name}Batch": f"sqs:{name}" for name in ("ChangeMessageVisibility", "DeleteMessage", "SendMessage")}


def install() -> None:
    """Rename what is checked."""
    parameters = "service method path headers body query_params"
    extract = expect(iam_actions, "extract_iam_action", parameters)

    def extract_iam_action(*request: Any) -> str | None:
        action: str | None = extract(*request)
        return BATCHES.get(action, action) if action else action

    replace(iam_actions, "extract_iam_action", parameters, extract_iam_action)
