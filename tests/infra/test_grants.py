"""Least privilege: each function's role holds what its code calls, on the resources it calls it on."""

import re
from typing import Any

import pytest

from infra.assets import ASSETS
from moderation import tables
from tests.infra.conftest import Synthesised

FUNCTIONS = tuple(sorted(ASSETS))
# Transactions are granted by the writes they hold, and resources of DynamoDB call by other names.
WRITTEN_IN_TRANSACTIONS = {f"{name}Item": f'"{name}"' for name in ("ConditionCheck", "Delete", "Put", "Update")}
# The review signs its own requests and names operations as the wire does.
WIRE_NAMES = ("BatchGetItem", "GetItem", "PutItem", "Query", "UpdateItem")
# Lambda reads streams and queues in the function's name.
CALLED_BY_LAMBDA = {
    *(f"dynamodb:{name}" for name in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams")),
    *(f"sqs:{name}" for name in ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")),
}
NEVER_ON_AUDIT = {"UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete"}


def statements(synthesised: Synthesised, package: str) -> list[dict[str, Any]]:
    """The statements of a function's role, with actions and resources as lists."""
    role = synthesised.functions()[package]["Properties"]["Role"]["Fn::GetAtt"][0]
    return [
        {**statement, "Action": _listed(statement["Action"]), "Resource": _listed(statement["Resource"])}
        for policy in synthesised.resources("AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Properties"]["Roles"]
        for statement in policy["Properties"]["PolicyDocument"]["Statement"]
    ]


def on_table(synthesised: Synthesised, package: str, table: tables.Table) -> set[str]:
    """The DynamoDB operations that a function may call on a table."""
    logical_id = synthesised.template["Outputs"][f"{table.name}Table"]["Value"]["Ref"]
    arn = {"Fn::GetAtt": [logical_id, "Arn"]}
    return {
        action.removeprefix("dynamodb:")
        for statement in statements(synthesised, package)
        if arn in statement["Resource"]
        for action in statement["Action"]
    }


def test_every_function_has_a_role_of_its_own(full: Synthesised) -> None:
    roles = [function["Properties"]["Role"]["Fn::GetAtt"][0] for function in full.functions().values()]
    assert len(set(roles)) == len(roles) == len(FUNCTIONS)


def test_the_review_reads_state_and_counts_in_windows_and_calls_nothing_else(full: Synthesised) -> None:
    assert on_table(full, "message_review", tables.STATE) == {"BatchGetItem", "GetItem", "Query"}
    assert on_table(full, "message_review", tables.WINDOWS) == {"GetItem", "PutItem", "UpdateItem"}
    assert on_table(full, "message_review", tables.POLICIES) == {"GetItem"}
    services = {action.partition(":")[0] for each in statements(full, "message_review") for action in each["Action"]}
    assert services == {"dynamodb", "logs"}


def test_the_api_writes_policies_and_nobody_takes_one_away(full: Synthesised) -> None:
    assert on_table(full, "moderator_api", tables.POLICIES) == {"GetItem", "PutItem", "Query"}
    for package in FUNCTIONS:
        if package != "moderator_api":
            assert on_table(full, package, tables.POLICIES) <= {"GetItem", "Query"}, package


def test_the_console_may_only_log(full: Synthesised) -> None:
    actions = {action for each in statements(full, "console_site") for action in each["Action"]}
    assert actions == {"logs:CreateLogStream", "logs:PutLogEvents"}


def test_nobody_may_change_the_audit_but_the_eraser_its_words(full: Synthesised, every_option: Synthesised) -> None:
    """Every statement of every role in the template, functions' or not, that could touch the table in any way."""
    for synthesised in (full, every_option):
        logical_id = synthesised.template["Outputs"]["AuditTable"]["Value"]["Ref"]
        changing = [
            (name, statement)
            for name, statement in every_statement(synthesised)
            if any(_covers_a_table(resource, logical_id) for resource in _listed(statement["Resource"]))
            and any(_changes_items(action) for action in _listed(statement["Action"]))
        ]
        ((name, statement),) = changing
        assert name.startswith("ForgettingEraser")
        assert _listed(statement["Action"]) == ["dynamodb:DeleteItem"]
        assert statement["Resource"] == {"Fn::GetAtt": [logical_id, "Arn"]}
        assert statement["Condition"] == {
            "ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["readable#*"]},
            "Null": {"dynamodb:LeadingKeys": "false"},
        }


@pytest.mark.parametrize("package", sorted(set(FUNCTIONS) - {"eraser"}))
def test_no_function_may_change_the_audit(package: str, full: Synthesised, every_option: Synthesised) -> None:
    for synthesised in (full, every_option):
        assert not on_table(synthesised, package, tables.AUDIT) & NEVER_ON_AUDIT


def every_statement(synthesised: Synthesised) -> list[tuple[str, dict[str, Any]]]:
    """The statements that allow something, of policies that stand alone and of those inside of roles."""
    inline = {
        name: policy["PolicyDocument"]
        for name, role in synthesised.resources("AWS::IAM::Role").items()
        for policy in role["Properties"].get("Policies", [])
    }
    alone = {
        name: policy["Properties"]["PolicyDocument"]
        for kind in ("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")
        for name, policy in synthesised.resources(kind).items()
    }
    return [
        (name, statement)
        for name, document in (*inline.items(), *alone.items())
        for statement in document["Statement"]
        if statement["Effect"] == "Allow"
    ]


def _covers_a_table(resource: Any, logical_id: str) -> bool:
    return resource == "*" or logical_id in str(resource) or "dynamodb" in str(resource)


def _changes_items(action: str) -> bool:
    return action in ("*", "dynamodb:*") or action.removeprefix("dynamodb:") in NEVER_ON_AUDIT


@pytest.mark.parametrize("package", FUNCTIONS)
def test_every_grant_has_a_caller(package: str, full: Synthesised) -> None:
    folders = (full.asset(package) / name for name in (package, "aws_edges", "lean_edges"))
    code = "\n".join(file.read_text() for folder in folders for file in folder.glob("**/*.py"))
    unused = [
        action
        for statement in statements(full, package)
        for action in statement["Action"]
        if not action.startswith("logs:") and action not in CALLED_BY_LAMBDA and not _called(action, code, package)
    ]
    assert unused == []


def test_rights_over_log_delivery_come_with_their_setting_only(full: Synthesised, every_option: Synthesised) -> None:
    def everywhere(synthesised: Synthesised) -> set[str]:
        found = statements(synthesised, "moderator_api")
        return {action for each in found if "*" in each["Resource"] for action in each["Action"]}

    assert everywhere(full) == set()
    assert "logs:CreateLogDelivery" in everywhere(every_option)


def _called(action: str, code: str, package: str) -> bool:
    operation = action.partition(":")[2]
    if package == "message_review":
        return operation in WIRE_NAMES and f'"{operation}"' in code
    if action == "lambda:InvokeFunction":
        return ".invoke(" in code
    method = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
    # Some hand the method on to be called page by page.
    return re.search(rf"\.{method}\b", code) is not None or (
        action.startswith("dynamodb:") and WRITTEN_IN_TRANSACTIONS.get(operation, "\0") in code
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
