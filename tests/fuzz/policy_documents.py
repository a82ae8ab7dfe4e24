"""Coverage-guided fuzz of the policy compiler: `python tests/fuzz/policy_documents.py -runs=N -seed=S`.

Inputs steer mutations of valid documents. Whatever comes out must be refused with problems or compile, load and
review; anything else is a crash.
"""

import copy
import json
import sys

import atheris

with atheris.instrument_imports(include=["moderation.compile", "moderation.document", "moderation.load"]):
    from moderation.compile import compile_policy
    from moderation.load import load
    from moderation.message import Message
    from moderation.review import review
    from moderation.state import RoomState, SenderState

STATE = SenderState(RoomState({"shield": {}}), seconds={0: 5}, hashes={"x": 3})
TEXT = "zounds https://a.com 4111111111111111 a@b.com ааа 😀"
BASE = {"rules": [{"id": "terms", "kind": "terms", "verdict": "deny", "params": {"terms": ["zounds"]}}]}
SEEDS = [
    {"extends": "base", "rules": [{"id": "terms", "override": True, "verdict": "mask", "when": {"roles": ["vip"]}}]},
    {
        "rules": [
            {"id": "a", "kind": "links", "verdict": "hold", "params": {"find": ["any"], "except": ["a.com"]}},
            {"id": "b", "kind": "shape", "verdict": "deny", "params": {"capitals": {"share": 0.5, "minLetters": 9}}},
            {"id": "c", "kind": "script", "verdict": "flag", "params": {"allow": ["Latin"]}, "texts": {"en": "No."}},
            {"id": "d", "kind": "patterns", "verdict": "deny", "params": {"patterns": [{"pattern": "z+"}]}},
            {"id": "e", "kind": "flood", "verdict": "deny", "params": {"messages": 1, "seconds": 1}},
            {"id": "f", "kind": "personal_data", "verdict": "mask", "params": {"find": ["email", "card"]}},
        ],
        "shield": {"rules": [{"id": "e", "override": True, "disabled": True}]},
        "ladder": {"halfLifeSeconds": 60, "steps": [{"strikes": 1, "kind": "timeout", "seconds": 5}]},
        "allow": ["oh well"],
        "failModes": {"counts": "closed"},
    },
]
WORDS = "id kind params override disabled rules shield extends base terms zounds deny en".split()


def places(value: object) -> list[tuple[object, object]]:
    """Every (container, key) inside a JSON value."""
    found: list[tuple[object, object]] = []
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in inside:
        found.append((value, key))
        found += places(member)
    return found


def leaf(provider: atheris.FuzzedDataProvider) -> object:
    """A JSON value, some of it taken from the vocabulary of policies."""
    makers = (
        lambda: None,
        provider.ConsumeBool,
        lambda: provider.ConsumeInt(5),
        provider.ConsumeRegularFloat,
        lambda: provider.ConsumeUnicode(8),
        lambda: provider.PickValueInList(WORDS),
        list,
        dict,
        lambda: copy.deepcopy(provider.PickValueInList(SEEDS)["rules"]),
    )
    return makers[provider.ConsumeIntInRange(0, len(makers) - 1)]()


def fuzz_one_input(data: bytes) -> None:
    """One document; raises for a defect."""
    provider = atheris.FuzzedDataProvider(data)
    document = copy.deepcopy(provider.PickValueInList(SEEDS))
    for _ in range(provider.ConsumeIntInRange(1, 4)):
        container, key = provider.PickValueInList(places(document) or [(document, "rules")])
        action = provider.ConsumeIntInRange(0, 2)
        if action == 0:
            container[key] = leaf(provider)
        elif action == 1 and isinstance(container, dict):
            container[provider.PickValueInList(WORDS)] = leaf(provider)
        elif isinstance(container, dict):
            container.pop(key, None)
    compiled = compile_policy(document, {"base": BASE})
    if compiled.problems:
        assert not compiled.data
        json.dumps([[problem.path, problem.text] for problem in compiled.problems])
    else:
        review(Message(TEXT), load(compiled.data), STATE, 0)


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz_one_input)
    atheris.Fuzz()
