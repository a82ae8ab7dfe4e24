"""From a policy document to its compiled form, with all problems of the document at once."""

from moderation.compiled_form import content_hash, pack
from moderation.rules.terms import compile_terms

TERMS_MAX = 10_000


class Problem:
    """Something wrong with a document: where (JSON pointer) and what."""

    __slots__ = ("path", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def __repr__(self) -> str:
        return f"{self.path}: {self.text}"


class CompiledDocument:
    """Outcome of a compilation: `data` is empty when there are problems. `cost` estimates a review's work."""

    __slots__ = ("cost", "data", "hash", "problems")

    def __init__(self, data: bytes, cost: dict[str, int], problems: tuple[Problem, ...]) -> None:
        self.data = data
        self.hash = content_hash(data) if data else ""
        self.cost = cost
        self.problems = problems


def compile_policy(document: dict) -> CompiledDocument:
    """Compile a document whose rules are all of kind "terms" with own terms."""
    rules, entries, groups = [], [], {}
    for number, rule in enumerate(document["rules"]):
        rules.append(
            {
                "id": rule["id"],
                "kind": rule["kind"],
                "verdict": rule["verdict"].upper(),
                "flag": rule.get("flag", False),
                "code": rule.get("reasonCode", rule["id"]),
                "texts": rule.get("texts", {}),
                "strikes": rule.get("strikes", 0),
                "exceptions": [],
            }
        )
        groups[rule["id"]] = [number]
        for term in rule["params"]["terms"]:
            entries.append(
                {
                    "canonical": term,
                    "category": rule["params"].get("category", "own"),
                    "severity": rule["params"].get("severity", 3),
                    "match": "word",
                    "exceptions": [],
                    "language": "",
                    "group": rule["id"],
                }
            )
    every = list(range(len(rules)))
    header: dict[str, object] = {
        "rules": rules,
        "groups": groups,
        "live": every,
        "shield": every,
        "allowed": [],
        "emotes": [],
        "failModes": {},
        "ladder": {},
        "texts": {},
        "counts": False,
    }
    return CompiledDocument(pack(header, [compile_terms(entries)]), {"terms": len(entries)}, ())
