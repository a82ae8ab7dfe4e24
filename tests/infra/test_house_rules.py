"""cdk-nag and the house rules find nothing, every house rule bites, and every acknowledgement has a reason."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import cdk_nag
import pytest
from aws_cdk import aws_cognito as cognito

from tests.infra.conftest import PROJECT, RULES, Synthesised, house_rules, read

# What each rule must refuse, as a template fragment: (type, resource body).
BAD: dict[str, tuple[str, dict[str, Any]]] = {
    "ivschat_permission_is_scoped": (
        "AWS::Lambda::Permission",
        {"Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "ivschat.amazonaws.com"}},
    ),
    "permissions_name_their_source": (
        "AWS::Lambda::Permission",
        {"Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "events.amazonaws.com"}},
    ),
    "room_states_its_fallback": (
        "AWS::IVSChat::Room",
        {"Properties": {"MessageReviewHandler": {"Uri": "arn:aws:lambda:us-west-2:123456789012:function:f"}}},
    ),
    "room_waits_for_the_permission": ("AWS::IVSChat::Room", {"Properties": {}}),
    "logs_expire": ("AWS::Logs::LogGroup", {"Properties": {"RetentionInDays": 180}}),
    "logs_are_under_our_key": ("AWS::Logs::LogGroup", {"Properties": {"RetentionInDays": 7}}),
    "tables_can_be_restored": ("AWS::DynamoDB::Table", {"Properties": {}}),
    "tables_are_kept": ("AWS::DynamoDB::Table", {"Properties": {"DeletionProtectionEnabled": True}}),
    "functions_log_json_to_their_own_group": ("AWS::Lambda::Function", {"Properties": {}}),
    "functions_have_room_for_their_deadline": ("AWS::Lambda::Function", {"Properties": {"Timeout": 1}}),
    "functions_carry_no_layers_and_no_vpc": ("AWS::Lambda::Function", {"Properties": {"Layers": ["arn"]}}),
    "old_versions_go": ("AWS::Lambda::Version", {"DeletionPolicy": "Retain", "Properties": {"FunctionName": "f"}}),
    "roles_have_no_managed_policies": ("AWS::IAM::Role", {"Properties": {"ManagedPolicyArns": ["arn"]}}),
    "grants_name_their_actions": (
        "AWS::IAM::Policy",
        {"Properties": {"PolicyDocument": {"Statement": [{"Action": "dynamodb:*", "Resource": "arn"}]}}},
    ),
    "grants_name_their_resources": (
        "AWS::IAM::Policy",
        {"Properties": {"PolicyDocument": {"Statement": [{"Action": "dynamodb:GetItem", "Resource": "*"}]}}},
    ),
    "stage_is_throttled_and_logged": ("AWS::ApiGatewayV2::Stage", {"Properties": {}}),
    "people_are_invited": ("AWS::Cognito::UserPool", {"Properties": {}}),
    "tokens_are_short_and_revocable": ("AWS::Cognito::UserPoolClient", {"Properties": {"AccessTokenValidity": 60}}),
    "keys_rotate": ("AWS::KMS::Key", {"Properties": {"EnableKeyRotation": False}}),
}
ACKNOWLEDGEMENTS_MAX = 25
REASON_LENGTH_MIN = 30


def test_the_template_passes_cdk_nag_and_the_house_rules(full: Synthesised) -> None:
    # Errors fail the fixture; here are the warnings.
    assert list(_violations(full.directory)) == []


def test_cdk_nag_bites(refused: set[tuple[str, str]]) -> None:
    assert ("AwsSolutions-COG2", "Unprotected") in refused


def test_every_house_rule_has_something_that_it_must_refuse() -> None:
    assert set(re.findall(r"^rule (\w+)", RULES.read_text(), re.MULTILINE)) == set(BAD)


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """(rule, logical id) of each violation in a stack that holds everything in BAD."""
    directory = tmp_path_factory.mktemp("bad")
    app = cdk.App(outdir=str(directory), context={"@aws-cdk/core:validateAgainstDefaultRules": True})
    stack = cdk.Stack(app, "Bad")
    for rule, (kind, body) in BAD.items():
        resource = cdk.CfnResource(stack, _logical_id(rule), type=kind, properties=body["Properties"])
        if body.get("DeletionPolicy") == "Retain":
            resource.apply_removal_policy(cdk.RemovalPolicy.RETAIN)
    cognito.CfnUserPool(stack, "Unprotected")
    cdk.Validations.of(app).add_plugins(cdk_nag.AwsSolutionsChecks(), house_rules())
    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()
    return set(_violations(directory))


@pytest.mark.parametrize("rule", sorted(BAD))
def test_a_house_rule_bites(rule: str, refused: set[tuple[str, str]]) -> None:
    assert (rule, _logical_id(rule)) in refused


def test_acknowledgements_are_few_and_reasoned() -> None:
    calls = [
        node
        for file in sorted((PROJECT / "infra").glob("*.py"))
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "acknowledge"
    ]
    assert 5 <= len(calls) <= ACKNOWLEDGEMENTS_MAX
    for call in calls:
        on, rule, reason = call.args
        assert ast.unparse(on) != "self", "an acknowledgement covers one resource, not all that a construct holds"
        assert isinstance(rule, ast.Constant)
        assert isinstance(reason, ast.Constant)
        assert rule.value != "IAM5", "name the finding: IAM5[Resource::...]"
        assert len(str(reason.value)) >= REASON_LENGTH_MIN


def _logical_id(rule: str) -> str:
    return "".join(part.capitalize() for part in rule.split("_"))


def _violations(directory: Path) -> Iterator[tuple[str, str]]:
    for plugin in read(directory / "validation-report.json")["pluginReports"]:
        for violation in plugin["violations"]:
            for construct in violation["violatingConstructs"]:
                yield violation["ruleName"], construct["constructPath"].rpartition("/")[2]
