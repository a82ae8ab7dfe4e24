"""One synthesis per test session, with every check on; the tests read what it wrote."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# jsii prints eleven lines about Node 20 otherwise.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20")

import aws_cdk as cdk
import cdk_nag

from infra.bytecode import Compiler, find_compiler
from infra.setting_values import WarmHours
from infra.settings import Settings
from infra.stack import STACK, RoomkeeperStack
from infra.target import LAMBDA

RULES = Path(__file__).with_name("house_rules.guard")
PROJECT = Path(__file__).parents[2]
Resource = dict[str, Any]
EVERY_OPTION: dict[str, Any] = {
    "provisioned_concurrency_max": 50,
    "provisioned_concurrency_schedule": (WarmHours("cron(0 17 * * ? *)", 20),),
    "reserved_concurrency": 100,
    "attach_unguarded": True,
    "manage_log_delivery": True,
    "first_admin_email": "admin@example.com",
    "alarm_topic_arn": "arn:aws:sns:us-west-2:123456789012:alarms",
}


@dataclass(frozen=True)
class Synthesised:
    """What one synthesis wrote."""

    directory: Path

    @property
    def template(self) -> dict[str, Any]:
        """The stack's template."""
        template: dict[str, Any] = read(self.directory / f"{STACK}.template.json")
        return template

    def resources(self, kind: str) -> dict[str, Resource]:
        """The resources of one type, by logical id."""
        return {name: each for name, each in self.template["Resources"].items() if each["Type"] == kind}

    def one(self, kind: str) -> Resource:
        """The only resource of its type."""
        (found,) = self.resources(kind).values()
        return found

    def functions(self) -> dict[str, Resource]:
        """Every function by the package of its handler."""
        return {
            each["Properties"]["Handler"].partition(".")[0]: each
            for each in self.resources("AWS::Lambda::Function").values()
        }

    def asset(self, package: str) -> Path:
        """The directory that becomes a function's zip."""
        digest = self.functions()[package]["Properties"]["Code"]["S3Key"].removesuffix(".zip")
        source = read(self.directory / f"{STACK}.assets.json")["files"][digest]["source"]
        assert source["packaging"] == "zip"
        return self.directory / str(source["path"])


def read(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_text())


def synthesise(directory: Path, settings: Settings, *checks: cdk.IPolicyValidationPlugin) -> Synthesised:
    """Write a stack with these settings, and fail when a check finds something."""
    app = cdk.App(outdir=str(directory), context=read(PROJECT / "cdk.json")["context"])
    RoomkeeperStack(app, settings=settings)
    cdk.Validations.of(app).add_plugins(*checks)
    app.synth()
    return Synthesised(directory)


def house_rules() -> cdk.CloudFormationValidatePlugin:
    """The Guard rules of this folder."""
    source = cdk.ValidationRuleSource(name="house", content=RULES.read_text())
    return cdk.CloudFormationValidatePlugin(guard_rules=[source])


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Synthesised:
    """The template that a plain `cdk deploy` would deploy; it passed cdk-nag and the house rules."""
    return synthesise(tmp_path_factory.mktemp("full"), Settings(), cdk_nag.AwsSolutionsChecks(), house_rules())


@pytest.fixture(scope="session")
def emulated(tmp_path_factory: pytest.TempPathFactory) -> Synthesised:
    """The template for an emulated AWS on this machine, with every other switch on."""
    return synthesise(tmp_path_factory.mktemp("emulated"), Settings(emulated_aws=True, keep_data=False, **EVERY_OPTION))


@pytest.fixture(scope="session")
def every_option(tmp_path_factory: pytest.TempPathFactory) -> Synthesised:
    """The real template with everything on that is off by default; its zips hold nothing, which saves their copying."""

    @contextmanager
    def staged_name(package: str, *_: object) -> Iterator[Path]:
        directory = tmp_path_factory.mktemp(package)
        (directory / "name").write_text(package)
        yield directory

    directory, settings = tmp_path_factory.mktemp("every-option"), Settings(keep_data=False, **EVERY_OPTION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("infra.python_function.staged", staged_name)
        return synthesise(directory, settings, cdk_nag.AwsSolutionsChecks())


@pytest.fixture(scope="session")
def compiler(request: pytest.FixtureRequest) -> Compiler | None:
    """The target's Python, or None: then the zips hold no bytecode, the tests check the rest, and this says so."""
    found = find_compiler(LAMBDA.python)
    if found is None:
        terminal = request.config.pluginmanager.get_plugin("terminalreporter")
        assert terminal is not None
        terminal.write_line(f"Python {LAMBDA.python} is not here: that the zips hold its bytecode was not checked.")
    return found
