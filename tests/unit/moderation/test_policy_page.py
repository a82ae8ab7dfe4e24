"""The documentation's example compiles, and its tables name what exists."""

import json
import re
from pathlib import Path

import yaml

from moderation.compile import compile_policy
from moderation.default import default_document
from moderation.document.params_schema import PARAMS
from moderation.modes import MODES

PAGE = (Path(__file__).parents[3] / "docs/policy.md").read_text("utf-8")


def test_example_compiles() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert compile_policy(yaml.safe_load(example), {"default": default_document()}).problems == ()


def test_every_kind_with_its_parameters_is_described() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    for kind, schema in PARAMS.items():
        for name in json.loads(json.dumps(schema))["properties"]:
            assert f"`{name}" in rows[kind], (kind, name)


def test_every_mode_and_every_rule_of_the_bundled_policy_is_described() -> None:
    for name in MODES:
        assert re.search(rf"^\| `{name}\b", PAGE, re.MULTILINE), name
    for rule in default_document()["rules"]:  # type: ignore[attr-defined]
        assert f"| `{rule['id']}`" in PAGE, rule["id"]
