"""The webhook of docs/events.md is a stack that can be deployed, and the bus can be replayed."""

import json
import re
from pathlib import Path
from typing import Any

import aws_cdk as cdk

from moderation.event_schema import DATA
from tests.infra.conftest import PROJECT, Synthesised

PAGE = (PROJECT / "docs" / "events.md").read_text("utf-8")
(CODE,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_synthesises_and_calls_the_endpoint_with_the_envelope(tmp_path: Path) -> None:
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(CODE, "docs/events.md", "exec"), names)
    app = cdk.App(outdir=str(tmp_path))
    names["Webhook"](app, "Hook", bus_name="bus", url="https://example.com/hook", secret_name="key")
    app.synth()
    resources = json.loads((tmp_path / "Hook.template.json").read_text())["Resources"].values()
    by_kind = {each["Type"]: each["Properties"] for each in resources}
    assert by_kind["AWS::Events::ApiDestination"]["InvocationEndpoint"] == "https://example.com/hook"
    rule = by_kind["AWS::Events::Rule"]
    assert set(rule["EventPattern"]["detail-type"]) <= set(DATA)
    assert rule["EventPattern"]["source"] == ["roomkeeper"]
    (target,) = rule["Targets"]
    assert target["InputPath"] == "$.detail"
    assert "DeadLetterConfig" in target


def test_every_type_is_on_the_page() -> None:
    table = PAGE.split("## The types")[1].split("## A webhook")[0]
    assert set(re.findall(r"`([a-z]+\.[a-z_]+)`", table)) == set(DATA)


def test_the_bus_is_archived_for_as_long_as_logs_name_users(full: Synthesised) -> None:
    archive = full.one("AWS::Events::Archive")["Properties"]
    (bus_id,) = full.resources("AWS::Events::EventBus")
    assert archive["SourceArn"] == {"Fn::GetAtt": [bus_id, "Arn"]}
    assert archive["EventPattern"] == {"source": ["roomkeeper"]}
    assert archive["RetentionDays"] == 7
    review = full.functions()["message_review"]["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]
    assert full.resources("AWS::Logs::LogGroup")[review]["Properties"]["RetentionInDays"] == 7
