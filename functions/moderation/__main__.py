"""Explain verdicts and compile policies on the command line.

python -m moderation "text" [--policy FILE] [--room-mode MODE[=SECONDS]] [--attribute NAME=VALUE] [--json]
python -m moderation compile FILE [OUT]     all problems, or the cost and hash; writes OUT
python -m moderation schema                 the JSON Schema of policy documents
python -m moderation event-schema           the JSON Schema of events on the bus
python -m moderation -- compile             explains the text "compile"
"""

import argparse
import json
import sys
import time
from pathlib import Path

from moderation import bundled, event_schema
from moderation.compile import CompiledDocument, compile_policy
from moderation.compiled_form import name_of, uncompressed
from moderation.default import DEFAULT_POLICY_ID, default_document, default_policy
from moderation.document.published_schema import published_schema
from moderation.document.written import parse
from moderation.explain import explain
from moderation.load import load
from moderation.message import Message
from moderation.modes import MODES
from moderation.picture import underline
from moderation.state import RoomState, SenderState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status: 0, or 1 if a policy has problems."""
    if arguments[:1] == ["compile"] and len(arguments) > 1:
        return _compile(*arguments[1:3])
    if arguments == ["schema"]:
        print(json.dumps(published_schema(), indent=2))
        return 0
    if arguments == ["event-schema"]:
        print(json.dumps(event_schema.published_schema(), indent=2))
        return 0
    return _explain(_parser().parse_args(arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m moderation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", metavar="text")
    parser.add_argument("--policy", metavar="FILE", help="policy document, JSON or YAML (default: the bundled one)")
    parser.add_argument("--room-mode", action="append", default=[], metavar="MODE", help=f"one of {', '.join(MODES)}")
    parser.add_argument("--attribute", action="append", default=[], metavar="NAME=VALUE", help="of the chat token")
    parser.add_argument("--json", action="store_true", help="one JSON object per text")
    return parser


def _compile(source: str, target: str = "") -> int:
    ships = source == DEFAULT_POLICY_ID
    if ships:
        folder = Path(bundled.__path__[0])
        source, target = str(folder / "default.json"), str(folder / "default.rkp")
    compiled = _compiled(source)
    for problem in compiled.problems:
        print(problem, file=sys.stderr)
    if compiled.problems:
        return 1
    # Inflating the bundled policy would take 4 ms of every cold start, and the zip around it packs it anyway.
    data = uncompressed(compiled.data) if ships else compiled.data
    if target:
        Path(target).write_bytes(data)
    print(json.dumps({"hash": name_of(data), **compiled.cost, "bytes": len(data)}))
    return 0


def _compiled(source: str) -> CompiledDocument:
    try:
        document = parse(Path(source).read_text("utf-8"), source.endswith((".yaml", ".yml")))
    except (OSError, ValueError) as error:
        raise SystemExit(f"{source}: {error}") from error
    return compile_policy(document, {DEFAULT_POLICY_ID: default_document()})


def _explain(options: argparse.Namespace) -> int:
    policy = default_policy()
    if options.policy:
        compiled = _compiled(options.policy)
        if compiled.problems:
            for problem in compiled.problems:
                print(problem, file=sys.stderr)
            return 1
        policy = load(compiled.data, Path(options.policy).stem)
    state = SenderState(RoomState(modes=dict(_mode(told) for told in options.room_mode)))
    attributes = dict(_attribute(told) for told in options.attribute)
    for text in options.texts:
        started = time.perf_counter()
        told = explain(Message(text, sender_attributes=attributes), policy, state, time.time())
        elapsed_us = (time.perf_counter() - started) * 1e6
        print(json.dumps(told) if options.json else _picture(text, told, elapsed_us))
    return 0


def _mode(told: str) -> tuple[str, dict[str, object]]:
    name, _, seconds = told.partition("=")
    if name not in MODES or (seconds and not seconds.isdigit()):
        raise SystemExit(f"--room-mode {told}: MODE is one of {', '.join(MODES)}, SECONDS a number")
    return name, {"seconds": int(seconds)} if seconds else {}


def _attribute(told: str) -> tuple[str, str]:
    name, sign, value = told.partition("=")
    if not name or not sign:
        raise SystemExit(f"--attribute {told}: write NAME=VALUE")
    return name, value


def _picture(text: str, told: "dict[str, Any]", elapsed_us: float) -> str:
    policy = told["policy"]
    because = f"by {told['ruleId']} ({told['reasonCode']})" if told["ruleId"] else "nothing found"
    flag = ", flagged for a look" if told["flagged"] else ""
    lines = [f"{told['verdict']}{flag}: {because}"]
    for title, hits in (("hit", told["hits"]), ("excused", told["excused"])):
        for hit in hits:
            lines += [f"    {line}" for line in underline(text, hit["start"], hit["end"])]
            where = f"{hit['start']}-{hit['end']}, reading {hit['reading']}"
            lines.append(
                f"    {title}: {hit['ruleId']} · {hit['category']} {hit['severity']} · {hit['term']} · {where}"
            )
    if told["verdict"] == "MASK":
        lines.append(f"delivered: {told['content']}")
    if told["viewerText"]:
        remaining = f" (for {told['remainingSeconds']} s)" if told["remainingSeconds"] else ""
        lines.append(f"the sender reads: {told['viewerText']}{remaining}")
    for name, title in (("modes", "room modes"), ("notApplied", "rules whose condition does not hold")):
        if told[name]:
            lines.append(f"{title}: {', '.join(told[name])}")
    version = f"{policy['id']} version {policy['version']} ({policy['hash'][:12]})"
    lines.append(f"strikes {told['strikes']} · policy {version} · explained in {elapsed_us:.0f} us")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
