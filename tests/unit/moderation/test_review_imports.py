"""What reviewing loads, in a process of its own: nothing of the compiler, nothing heavy, RE2 only for patterns."""

import json
import subprocess
import sys
from pathlib import Path

from moderation.compile import compile_policy
from tests.unit.moderation.build import BAD, rule, terms

FUNCTIONS = Path(__file__).parents[3] / "functions"
REVIEW = """
import json, sys
bare = set(sys.modules)
from moderation.default import default_policy
from moderation.load import load
from moderation.message import Message
from moderation.review import review
from moderation.state import STATELESS
policy = load(open(sys.argv[1], "rb").read()) if len(sys.argv) > 1 else default_policy()
verdict = review(Message("oh zounds fuck"), policy, STATELESS, 0).verdict
print(json.dumps([verdict, sorted(set(sys.modules) - bare)]))
"""


def _loaded(*arguments: str) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(FUNCTIONS)!r})\n{REVIEW}", *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    verdict, names = json.loads(done.stdout)
    return verdict, set(names)


def test_review_loads_neither_compiler_nor_anything_heavy() -> None:
    verdict, names = _loaded()
    assert verdict == "MASK"
    heavy = {"typing", "dataclasses", "datetime", "logging", "asyncio", "inspect", "re2", "yaml", "jsonschema"}
    assert not names & heavy
    ours = {name for name in names if name.startswith("moderation.")}
    assert "moderation.review" in ours
    assert not {name for name in ours if name.startswith(("moderation.document", "moderation.lexicons"))}
    assert not ours & {
        "moderation.compile",
        "moderation.explain",
        "moderation.rules.term_matching.line_writer",
        "moderation.rules.term_compiler",
        "moderation.services",
    }


def test_re2_is_loaded_by_policies_with_patterns_only(tmp_path: Path) -> None:
    plain, patterned = tmp_path / "plain.rkp", tmp_path / "patterned.rkp"
    plain.write_bytes(compile_policy({"rules": [terms()]}).data)
    patterned.write_bytes(compile_policy({"rules": [rule("patterns", {"patterns": [{"pattern": BAD}]})]}).data)
    assert "re2" not in _loaded(str(plain))[1]
    verdict, names = _loaded(str(patterned))
    assert verdict == "DENY"
    assert "re2" in names
