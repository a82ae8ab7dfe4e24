"""The template that a plain `cdk deploy` deploys: review function, room, tables, people, outputs."""

from collections import Counter

import pytest

from infra.assets import ASSETS
from infra.identity import GROUPS
from infra.stack import STACK
from moderation import roles, tables
from tests.infra.conftest import Synthesised

OUTPUTS = {
    "ApiUrl",
    "ConsoleUrl",
    "UserPoolId",
    "UserPoolClientId",
    "RoomArn",
    "ReviewHandlerArn",
    "LoggingConfigurationArn",
    "FirstAdminCommand",
    "DeadActionsQueueArn",
    "EventBusName",
    *(f"{table.name}Table" for table in tables.TABLES),
}


def test_the_outputs_are_what_others_rely_on(full: Synthesised, every_option: Synthesised) -> None:
    assert STACK == "Roomkeeper"
    assert set(full.template["Outputs"]) == OUTPUTS
    assert set(every_option.template["Outputs"]) == OUTPUTS


def test_every_function_runs_python_313_on_arm64_and_logs_json(full: Synthesised) -> None:
    functions = full.functions()
    assert set(functions) == set(ASSETS)
    for package, function in functions.items():
        properties = function["Properties"]
        assert properties["Handler"] == f"{package}.handler.handler"
        assert properties["Runtime"] == "python3.13"
        assert properties["Architectures"] == ["arm64"]
        assert properties["LoggingConfig"]["LogFormat"] == "JSON"
        assert properties["LoggingConfig"]["SystemLogLevel"] == "WARN"


def test_the_review_function(full: Synthesised) -> None:
    properties = full.functions()["message_review"]["Properties"]
    assert properties["MemorySize"] == 512
    assert properties["Timeout"] >= 3
    log_group = full.resources("AWS::Logs::LogGroup")[properties["LoggingConfig"]["LogGroup"]["Ref"]]
    assert log_group["Properties"]["RetentionInDays"] <= 7
    assert "TracingConfig" not in properties


def test_the_alias_moves_after_the_version_is_warm(full: Synthesised) -> None:
    ((version_id, version),) = full.resources("AWS::Lambda::Version").items()
    assert version["Properties"]["ProvisionedConcurrencyConfig"] == {"ProvisionedConcurrentExecutions": 2}
    alias = full.one("AWS::Lambda::Alias")["Properties"]
    assert alias["Name"] == "live"
    assert alias["FunctionVersion"] == {"Fn::GetAtt": [version_id, "Version"]}
    assert "ProvisionedConcurrencyConfig" not in alias


def test_only_ivs_chat_rooms_of_this_account_may_invoke_the_alias(full: Synthesised) -> None:
    (alias_id,) = full.resources("AWS::Lambda::Alias")
    (permission,) = (
        each["Properties"]
        for each in full.resources("AWS::Lambda::Permission").values()
        if each["Properties"]["Principal"] == "ivschat.amazonaws.com"
    )
    assert permission["FunctionName"] == {"Ref": alias_id}
    assert permission["SourceAccount"] == {"Ref": "AWS::AccountId"}
    partition, region, account = ({"Ref": f"AWS::{name}"} for name in ("Partition", "Region", "AccountId"))
    arn = ["arn:", partition, ":ivschat:", region, ":", account, ":room/*"]
    assert permission["SourceArn"] == {"Fn::Join": ["", arn]}


def test_the_room_names_handler_fallback_and_log_and_waits_for_the_permission(full: Synthesised) -> None:
    room = full.one("AWS::IVSChat::Room")
    (alias_id,) = full.resources("AWS::Lambda::Alias")
    assert room["Properties"]["MessageReviewHandler"] == {"Uri": {"Ref": alias_id}, "FallbackResult": "ALLOW"}
    assert room["Properties"]["MaximumMessageRatePerSecond"] == 10
    (logging_id,) = full.resources("AWS::IVSChat::LoggingConfiguration")
    assert room["Properties"]["LoggingConfigurationIdentifiers"] == [{"Fn::GetAtt": [logging_id, "Arn"]}]
    (permission_id,) = (
        name
        for name, each in full.resources("AWS::Lambda::Permission").items()
        if each["Properties"]["Principal"] == "ivschat.amazonaws.com"
    )
    assert permission_id in room["DependsOn"]


@pytest.mark.parametrize("shape", tables.TABLES, ids=lambda shape: shape.name)
def test_a_table_has_the_shape_that_the_adapters_read(shape: tables.Table, full: Synthesised) -> None:
    output = full.template["Outputs"][f"{shape.name}Table"]["Value"]["Ref"]
    made = full.resources("AWS::DynamoDB::Table")[output]["Properties"]
    expected_keys = {tables.PARTITION_KEY: "HASH", **({tables.SORT_KEY: "RANGE"} if shape.sorted else {})}
    assert {key["AttributeName"]: key["KeyType"] for key in made["KeySchema"]} == expected_keys
    assert made["BillingMode"] == "PAY_PER_REQUEST"
    assert made.get("TimeToLiveSpecification") == ({"AttributeName": "ttl", "Enabled": True} if shape.expires else None)
    assert made.get("StreamSpecification") == ({"StreamViewType": "NEW_IMAGE"} if shape.streams else None)
    indexes = {
        index["IndexName"]: [key["AttributeName"] for key in index["KeySchema"]]
        for index in made.get("GlobalSecondaryIndexes", [])
    }
    assert indexes == {index.name: [index.partition_key, index.sort_key] for index in shape.indexes}
    assert {each["AttributeType"] for each in made["AttributeDefinitions"]} == {"S"}


def test_data_goes_only_when_a_setting_says_so(full: Synthesised, every_option: Synthesised) -> None:
    for kind in ("AWS::DynamoDB::Table", "AWS::Cognito::UserPool", "AWS::KMS::Key"):
        assert {each["DeletionPolicy"] for each in full.resources(kind).values()} == {"Retain"}
        assert {each["DeletionPolicy"] for each in every_option.resources(kind).values()} == {"Delete"}
    chat_log = full.one("AWS::IVSChat::LoggingConfiguration")["Properties"]["DestinationConfiguration"]
    log_group_id = chat_log["CloudWatchLogs"]["LogGroupName"]["Ref"]
    assert full.resources("AWS::Logs::LogGroup")[log_group_id]["DeletionPolicy"] == "Retain"


def test_people(full: Synthesised) -> None:
    labels = {each["Properties"]["GroupName"] for each in full.resources("AWS::Cognito::UserPoolGroup").values()}
    assert labels == set(roles.PEOPLE) == set(GROUPS)
    client = full.one("AWS::Cognito::UserPoolClient")["Properties"]
    assert client["GenerateSecret"] is False
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["TokenValidityUnits"]["AccessToken"] == "minutes"
    assert client["AccessTokenValidity"] == 15
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert len(full.resources("AWS::Cognito::ManagedLoginBranding")) == 1
    assert full.one("AWS::Cognito::UserPoolDomain")["Properties"]["ManagedLoginVersion"] == 2


def test_the_first_admin_is_created_when_an_address_is_set(full: Synthesised, every_option: Synthesised) -> None:
    assert not full.resources("Custom::FirstAdmin")
    assert every_option.one("Custom::FirstAdmin")["Properties"]["email"] == "admin@example.com"


def test_what_the_settings_turn_on_is_there(full: Synthesised, every_option: Synthesised) -> None:
    properties = {name: each["Properties"] for name, each in every_option.functions().items()}
    assert properties["message_review"]["ReservedConcurrentExecutions"] == 100
    assert properties["room_attacher"]["Environment"]["Variables"]["ATTACH_UNGUARDED"] == "true"
    plain = full.functions()["room_attacher"]["Properties"]["Environment"]["Variables"]
    assert plain["ATTACH_UNGUARDED"] == "false"
    kinds = Counter(each["Type"] for each in every_option.template["Resources"].values())
    assert kinds["AWS::ApplicationAutoScaling::ScalableTarget"] == 1
    assert kinds["AWS::ApplicationAutoScaling::ScalingPolicy"] == 1
