"""`python -m moderation "text"` explains a verdict; `python -m moderation compile FILE OUT` compiles a policy."""

import json
import sys
from pathlib import Path

from moderation.compile import compile_policy
from moderation.default import default_policy
from moderation.message import Message
from moderation.review import review
from moderation.state import STATELESS


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit status."""
    if arguments[0] == "compile":
        compiled = compile_policy(json.loads(Path(arguments[1]).read_text("utf-8")))
        for problem in compiled.problems:
            print(problem, file=sys.stderr)
        if compiled.data:
            Path(arguments[2]).write_bytes(compiled.data)
        return 1 if compiled.problems else 0
    decision = review(Message(arguments[0]), default_policy(), STATELESS, 0)
    print(decision.verdict, decision.rule_id, decision.content, decision.hits)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
