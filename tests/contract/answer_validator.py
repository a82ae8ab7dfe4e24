"""IVS Chat's rules for a review handler's answer, as its documentation states them.

Written from the user guide alone (chat-message-review-handler.html) and sharing no code with the handler: what this
accepts, IVS Chat accepts; what it rejects would be replaced by the room's fallback.
"""

import json

FIELDS = {"ReviewResult", "Content", "Attributes"}


def problems_of(answer: object, event: object, room_maximum: int = 500) -> list[str]:
    """Everything that is wrong with an answer to an event; empty if IVS Chat would act upon it."""
    if type(answer) is not dict:
        return ["the answer is no object"]
    problems = [f"unknown field {name!r}" for name in answer if name not in FIELDS]
    try:
        if len(json.dumps(answer, ensure_ascii=False).encode("utf-8")) > 6_000_000:
            problems.append("longer than a function may answer")
    except (TypeError, ValueError) as error:
        return [*problems, f"cannot be written as JSON in UTF-8: {error}"]
    result, content = answer.get("ReviewResult"), answer.get("Content")
    if result not in ("ALLOW", "DENY"):
        problems.append(f"ReviewResult is {result!r}")
    if type(content) is not str:
        problems.append("Content is no string")
    elif result == "ALLOW" and not 1 <= len(content) <= room_maximum:
        problems.append(f"allowed content of {len(content)} code points")
    problems += _attribute_problems(answer, result)
    if result == "DENY" and type(content) is str:
        problems += _echo_problems(content, event)
    return problems


def _attribute_problems(answer: dict[str, object], result: object) -> list[str]:
    attributes = answer.get("Attributes", {})
    if type(attributes) is not dict:
        return ["Attributes is no object"]
    if any(type(part) is not str for pair in attributes.items() for part in pair):
        return ["Attributes holds something other than strings"]
    size = sum(len(part.encode("utf-8", "surrogatepass")) for pair in attributes.items() for part in pair)
    problems = [f"Attributes of {size} bytes"] if size > 1024 else []
    if result == "DENY" and not attributes.get("Reason"):
        problems.append("a refusal without a reason")
    if result == "ALLOW" and "Attributes" in answer:
        problems.append("attributes that would replace the sender's own")
    return problems


def _echo_problems(content: str, event: object) -> list[str]:
    """A refusal echoes what was sent (as far as a message can be long), so that nothing of ours can leak into it."""
    sent = event.get("Content") if type(event) is dict else ""
    if type(sent) is not str:
        sent = ""
    whole = sent.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [] if content == whole[:500] else ["a refusal that does not echo the message"]
