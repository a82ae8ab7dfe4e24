"""The least that a review handler can be."""


def handler(event: dict[str, object], context: object) -> dict[str, object]:
    return {"ReviewResult": "ALLOW", "Content": event["Content"]}
