"""Every setting of a deployment, read once from CDK context into one frozen value.

`docs/operating.md` prints this table; a test compares the two. A wrong value names its key and what is allowed, and all
problems are reported together. Values arrive typed from `cdk.json` and as strings from `cdk -c key=value`.
"""

import dataclasses
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from infra import setting_values as values
from infra.setting_values import Reader, WarmHours

# CloudFormation's schema ends here; a faster room is set with UpdateRoom after deployment (docs/operating.md).
ROOM_RATE_MAX = 10
DAYS_KEPT_BY_REVIEW_LOG = (1, 3, 5, 7)
DAYS_KEPT_MAX = 3_660
HOLD_MINUTES_MAX = 60
DAYS_KEPT_BY_LOGS = (1, 3, 5, 7, 14, 30, 60, 90)


class SettingsError(Exception):
    """One or more context values are wrong; the message lists all of them."""


def setting(read: Reader, default: object, meaning: str) -> Any:
    """A dataclass field with its reader and its meaning."""
    return field(default=default, metadata={"read": read, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one deployment is made of."""

    emulated_aws: bool = setting(
        values.boolean,
        False,
        "Build for an emulated AWS: functions for this machine's processor and Python, and none of the resource types "
        "that the emulator lacks.",
    )
    bytecode: str = setting(
        values.one_of("optional", "required"),
        "optional",
        "Whether the zips must hold the target Python's `.pyc` files. `make deploy` says `required`.",
    )
    keep_data: bool = setting(
        values.boolean,
        True,
        "Keep tables, users, chat log and key when the stack is deleted, and protect them from deletion.",
    )
    patterns: bool = setting(values.boolean, True, "Ship RE2, which the `patterns` kind of rule needs.")
    review_fallback: str = setting(
        values.one_of("ALLOW", "DENY"),
        "ALLOW",
        "What IVS Chat does with a message when the review gives no valid answer in 200 ms.",
    )
    provisioned_concurrency: int = setting(
        values.integer(0, 10_000),
        2,
        "Review environments kept warm: one per 10 messages a second (0 = none: first messages fall back).",
    )
    provisioned_concurrency_max: int | None = setting(
        values.optional(values.integer(1, 10_000)),
        None,
        "Scale the warm environments up to this number by invocations ÷ (10 × allocated).",
    )
    provisioned_concurrency_schedule: tuple[WarmHours, ...] = setting(
        values.schedule,
        (),
        'Change the number by the clock: `[{"cron": "cron(0 17 * * ? *)", "environments": 20}]`, UTC.',
    )
    reserved_concurrency: int | None = setting(
        values.optional(values.integer(1, 100_000)),
        None,
        "Concurrency set aside for the review function, and its upper limit.",
    )
    room: bool = setting(values.boolean, True, "Create a first room with the review attached.")
    room_name: str = setting(values.room_name, "roomkeeper", "Name of that room.")
    room_rate_per_second: int = setting(
        values.integer(1, ROOM_RATE_MAX),
        ROOM_RATE_MAX,
        "Messages a second in that room; CloudFormation takes no more than 10.",
    )
    attach_unguarded: bool = setting(
        values.boolean,
        False,
        "Attach the review to rooms of the account that lack it, instead of only raising the alarm.",
    )
    manage_log_delivery: bool = setting(
        values.boolean,
        False,
        "Let admins create logging configurations through the API: its function then holds rights over log delivery "
        "in the whole account.",
    )
    first_admin_email: str | None = setting(
        values.optional(values.email), None, "Create the first admin and send the invitation there."
    )
    refused_content: str = setting(
        values.one_of("text", "hash", "nothing"),
        "text",
        "What the decision line of a refused message keeps of its text.",
    )
    review_log_days: int = setting(
        values.one_number_of(*DAYS_KEPT_BY_REVIEW_LOG),
        7,
        "Days that decision lines, refused texts included, and the chat log are kept.",
    )
    log_days: int = setting(
        values.one_number_of(*DAYS_KEPT_BY_LOGS), 30, "Days that all other logs are kept; they name no chat users."
    )
    person_actions_per_minute: int = setting(
        values.integer(1, 10_000),
        60,
        "How many users and messages one person may act on in a minute; then 429 and an alarm.",
    )
    person_bans_per_hour: int = setting(
        values.integer(1, 100_000), 120, "How many bans one person may impose in an hour."
    )
    service_actions_per_minute: int = setting(
        values.integer(1, 100_000), 1200, "How many users and messages one service may act on in a minute."
    )
    allowed_days: int = setting(
        values.integer(1, DAYS_KEPT_MAX), 7, "Days that packed decisions of plainly allowed messages are kept."
    )
    decision_days: int = setting(
        values.integer(1, DAYS_KEPT_MAX), 90, "Days that all other decisions are kept, without their texts."
    )
    refused_text_days: int = setting(
        values.integer(1, DAYS_KEPT_MAX), 30, "Days that texts of refused and held messages are kept in the ledger."
    )
    stats_days: int = setting(values.integer(1, DAYS_KEPT_MAX), 400, "Days that counts per room and hour are kept.")
    hold_minutes: int = setting(
        values.integer(1, HOLD_MINUTES_MAX), 15, "Minutes that a held message waits for a person."
    )
    alarm_topic_arn: str | None = setting(
        values.optional(values.topic_arn), None, "An SNS topic that every alarm notifies."
    )


def parse(context: Mapping[str, object]) -> Settings:
    """Read the settings from CDK context; raises SettingsError with every problem at once."""
    fields = {each.name: each for each in dataclasses.fields(Settings)}
    problems: list[str] = []
    given: dict[str, Any] = {}
    for key, value in context.items():
        if key in fields:
            read: Callable[[object], object] = fields[key].metadata["read"]
            try:
                given[key] = read(value)
            except ValueError as error:
                problems.append(f"{key}: {error} (given: {value!r})")
        elif not _belongs_to_cdk(key):
            problems.append(_unknown(key, list(fields)))
    if not problems:
        settings = Settings(**given)
        problems = _contradictions(settings)
        if not problems:
            return settings
    raise SettingsError("Wrong settings in the CDK context:\n" + "\n".join(f"  {each}" for each in problems))


def _belongs_to_cdk(key: str) -> bool:
    return key.startswith(("@", "aws", "cdk", "tree")) or ":" in key


def _unknown(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    return f"{key}: no such setting; {hint}"


def _contradictions(settings: Settings) -> list[str]:
    problems = []
    warm, most = settings.provisioned_concurrency, settings.provisioned_concurrency_max
    if most is not None and most < max(warm, 1):
        problems.append(f"provisioned_concurrency_max: at least provisioned_concurrency, {warm} (given: {most})")
    scaled = most is not None or settings.provisioned_concurrency_schedule
    if scaled and warm == 0:
        problems.append("provisioned_concurrency: at least 1 when it is scaled or scheduled (given: 0)")
    peak = max(warm, most or 0, *(each.environments for each in settings.provisioned_concurrency_schedule), 0)
    reserved = settings.reserved_concurrency
    if reserved is not None and reserved < peak:
        problems.append(
            f"reserved_concurrency: at least the warm environments at their peak, {peak} (given: {reserved})"
        )
    return problems
