"""The ladder that counts is that of the version that decided."""

from moderation import bundled, package_data
from moderation.compiled_form import name_of
from moderation.ladder import Ladder
from moderation.ledger.ladders import NO_LADDER
from moderation.ledger.records import DecisionRecord
from tests.unit.ledger_writer.build import WriterWorld

DOCUMENT: dict[str, object] = {
    "rules": [{"id": "t", "kind": "terms", "verdict": "deny", "strikes": 1, "params": {"terms": ["zounds"]}}],
    "ladder": {"halfLifeSeconds": 3600, "steps": [{"strikes": 2, "kind": "timeout", "seconds": 60}]},
}


def decided_by(policy_hash: str, policy_id: str = "house", version: int = 1) -> DecisionRecord:
    return DecisionRecord(
        "m", "r", "DENY", 0, 1.0, "e", 1, policy_hash=policy_hash, policy_id=policy_id, policy_version=version
    )


def told(ladder: Ladder) -> tuple[float, list[tuple[float, str, float | None]]]:
    return ladder.half_life_seconds, [(step.strikes, step.kind, step.seconds) for step in ladder.steps]


def test_a_kept_version_and_the_bundled_one() -> None:
    world = WriterWorld()
    house = world.state.policies.add("house", DOCUMENT)
    ladders = world.with_policies()
    assert told(ladders.of(decided_by(house.hash[:12]))) == (3600, [(2, "timeout", 60)])
    world.state.policies.compiled.clear()
    assert told(ladders.of(decided_by(house.hash[:12]))) == (3600, [(2, "timeout", 60)]), "a version never changes"
    name = name_of(package_data.read(bundled, "default.rkp"))
    half_life, steps = told(ladders.of(decided_by(name[:12], "default", 0)))
    assert half_life == 604_800
    assert steps[-1][1] == "ban"


def test_of_what_is_gone_broken_or_another_nothing_follows() -> None:
    world = WriterWorld()
    house = world.state.policies.add("house", DOCUMENT)
    ladders = world.with_policies()
    for decision in (decided_by("0" * 12), decided_by(""), decided_by(house.hash[:12], version=2)):
        assert ladders.of(decision) is NO_LADDER
    world.state.policies.compiled[house.hash] = b"RKP3 broken"
    assert ladders.of(decided_by(house.hash[:12])) is NO_LADDER
