"""The template for an emulated AWS: the real one without the types that the emulator lacks, for this machine."""

import json
from typing import Any

from infra.emulated import LEFT_OUT
from infra.target import this_machine
from tests.infra.conftest import Synthesised


def kinds(synthesised: Synthesised) -> set[str]:
    """The resource types of a template."""
    return {each["Type"] for each in synthesised.template["Resources"].values()}


def test_exactly_the_named_types_are_left_out(emulated: Synthesised, every_option: Synthesised) -> None:
    assert kinds(every_option) - kinds(emulated) == set(LEFT_OUT)
    assert kinds(emulated) <= kinds(every_option)


def test_the_emulator_knows_every_type_that_is_left(emulated: Synthesised) -> None:
    from ministack.services.cloudformation import provisioners

    ours = {"AWS::IVSChat::Room", "AWS::IVSChat::LoggingConfiguration"}
    known = set(provisioners._RESOURCE_HANDLERS) | ours
    assert {kind for kind in kinds(emulated) if not kind.startswith("Custom::")} <= known
    assert not known & set(LEFT_OUT), "the emulator has learnt a type: leave it in"


def test_functions_are_for_this_machine(emulated: Synthesised) -> None:
    target = this_machine()
    for function in emulated.functions().values():
        assert function["Properties"]["Runtime"] == f"python{target.python}"
        expected = "arm64" if target.machine == "aarch64" else "x86_64"
        assert function["Properties"]["Architectures"] == [expected]


def test_nothing_but_those_types_and_the_code_differs(emulated: Synthesised, every_option: Synthesised) -> None:
    real, local = without_version_id(every_option), without_version_id(emulated)
    for logical_id, resource in local.items():
        if resource["Type"] != "AWS::Lambda::Function":
            assert resource == real[logical_id], logical_id


def without_version_id(synthesised: Synthesised) -> dict[str, Any]:
    """The resources, with one name for the published version, whose logical id follows the code."""
    (version_id,) = synthesised.resources("AWS::Lambda::Version")
    resources: dict[str, Any] = json.loads(json.dumps(synthesised.template["Resources"]).replace(version_id, "Version"))
    return resources
