"""Mutation testing of the core: `python -m tests.mutation rules/links.py 'text/*.py' [--again SURVIVORS.txt]`.

Files are relative to `functions/moderation`. What is changed comes from mutmut's operators; mutmut's own runner starts
pytest anew for every mutant and cannot judge what runs while a module is imported. Here the tests are collected once,
each is asked which lines it reaches, and every mutant is judged in a fork of that process by the tests that reach it
until one fails. A killed mutant takes some 20 ms of CPU, another up to a second: for the soak, not for CI.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.mutation.mutants import Mutant, mutants, switch
from tests.mutation.reach import Reach, judge, reach

CORE = Path(__file__).parents[2] / "functions" / "moderation"
# Generated lists: a word more or less in them is no behaviour. `folding/` and the quality floors look after them.
DATA = {"common_words.py", "function_words.py", "lookalikes.py"}
# It runs the sources as they are, in a process of its own.
UNFIT = "not test_text_fuzz"


class Judgement:
    """Takes the place of the run of the tests."""

    def __init__(self, files: list[Path], only: set[str]) -> None:
        self._files = files
        self._only = only
        self.counts: dict[str, Counter[str]] = {}

    def pytest_collection(self) -> None:
        """Before tests are imported: a failing example is enough, it is not made smaller, nothing is remembered."""
        from hypothesis import Phase, settings  # not before pytest, which rewrites its asserts

        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutants", deadline=None, database=None, derandomize=True, phases=phases)
        settings.load_profile("mutants")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge every mutant of the files."""
        known = reach(session.items, CORE)
        print(f"{len(known.seconds)} of {len(session.items)} tests are fit", flush=True)
        for path in self._files:
            count = self.counts.setdefault(path.parent.name, Counter())
            for mutant in mutants(path):
                if not self._only or str(mutant) in self._only:
                    count[self._judge(mutant, known)] += 1
            print(f"{path.relative_to(CORE)}: {dict(count)} so far", flush=True)
        return True

    def _judge(self, mutant: Mutant, known: Reach) -> str:
        outcome = judge(*known.tests(mutant), lambda: switch(mutant, known.inner), known)
        if outcome != "killed":
            print(f"{outcome}: {mutant}", flush=True)
        return outcome


def main(arguments: list[str]) -> int:
    """Judge the mutants of some files; print those that live, and the score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--again", type=Path, help="judge only those that this output of an earlier run names")
    parser.add_argument("--tests", nargs="+", default=["rules", "text"], help="where in tests/unit/moderation")
    chosen = parser.parse_args(arguments)
    only = {line.partition(": ")[2] for line in chosen.again.read_text().splitlines()} if chosen.again else set()
    files = [path for name in chosen.files for path in sorted(CORE.glob(name)) if path.name not in DATA]
    judgement = Judgement(files, only)
    options = ["-q", "-s", "-p", "no:cacheprovider", "-k", UNFIT]
    tests = [f"tests/unit/moderation/{name}" for name in chosen.tests]
    pytest.main([*options, *tests], plugins=[judgement])
    for folder, count in judgement.counts.items():
        print(f"{folder}: {count['killed']} of {count.total()} mutants killed")
    return 0 if judgement.counts else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
