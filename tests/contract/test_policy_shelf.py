"""Compiled policies in memory: bounded, equal parts once, the bundled one never lost."""

import tracemalloc

import pytest

from message_review import policy_shelf
from moderation.compile import compile_policy
from moderation.default import default_document, default_policy
from moderation.load import load
from tests.contract.test_policies import policy_refusing


def test_the_shelf_is_bounded_in_bytes_and_shares_equal_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = [policy_refusing(f"word{number}") for number in range(6)]
    (size,) = load(compiled[0].data).sections.values()
    monkeypatch.setattr(policy_shelf, "BYTES_MAX", 3 * (size + policy_shelf.RULES_BYTES) + 20)
    shelf = policy_shelf.PolicyShelf(default_policy())
    for document in compiled:
        shelf.put(document.data, "p", 1)
    held = [shelf.get(document.hash, "p", 1) is not None for document in compiled]
    assert held == [False, False, False, True, True, True]
    assert len(shelf._matchers) == 3 + len(shelf.bundled.matchers)
    renamed = shelf.get(compiled[-1].hash, "q", 9)
    original = shelf.get(compiled[-1].hash, "p", 1)
    assert renamed is not None
    assert original is not None
    assert (renamed.policy_id, renamed.version, renamed.matchers) == ("q", 9, original.matchers)


def test_many_rooms_with_policies_of_their_own_that_extend_the_bundled_one_are_all_held() -> None:
    shelf = policy_shelf.PolicyShelf(default_policy())
    bases = {"default": default_document()}
    documents = [
        compile_policy(
            {
                "extends": "default",
                "rules": [{"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": [word]}}],
            },
            bases,
        )
        for word in (f"zounds{number}" for number in range(30))
    ]
    for document in documents:
        shelf.put(document.data, "p", 1)
    assert sum(len(document.data) for document in documents) > policy_shelf.BYTES_MAX
    assert all(shelf.get(document.hash, "p", 1) for document in documents)


def test_one_policy_is_held_however_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_shelf, "BYTES_MAX", 10)
    shelf = policy_shelf.PolicyShelf(default_policy())
    for word in ("wibble", "plugh"):
        compiled = policy_refusing(word)
        shelf.put(compiled.data, "p", 1)
        assert shelf.get(compiled.hash, "p", 1) is not None
    assert len(shelf._policies) == 1


def test_what_extends_the_bundled_policy_shares_its_matcher_and_keeps_nothing_else_of_it() -> None:
    shelf = policy_shelf.PolicyShelf(default_policy())
    (shared,) = shelf.bundled.matchers
    bases = {"default": default_document()}
    rule = {"id": "own", "kind": "terms", "verdict": "deny", "params": {"terms": ["zounds"]}}
    published = compile_policy(default_document())
    extending = compile_policy({"extends": "default", "rules": [rule]}, bases)
    assert shelf.put(published.data, "default", 0).matchers == (shared,)
    tracemalloc.start()
    policy = shelf.put(extending.data, "house", 1)
    kept, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert policy.matchers[0] is shared
    # Its rules and viewer texts, but neither the megabyte of terms that it was unpacked with nor anything made of it.
    assert kept < 300_000, kept
    # Forgetting every other policy leaves the bundled one's matcher in its place.
    for number in range(policy_shelf.NAMES_MAX + 10):
        shelf.get(shelf.bundled.hash, "default", number)
    assert shelf.put(published.data, "default", 0).matchers == (shared,)


def test_the_shelf_is_bounded_in_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policy_shelf, "NAMES_MAX", 10)
    shelf = policy_shelf.PolicyShelf(default_policy())
    own = policy_refusing("wibble")
    shelf.put(own.data, "p", 1)
    for version in range(50):
        shelf.get(shelf.bundled.hash, "house", version)
    assert len(shelf._policies) == 10
    assert shelf.get(own.hash, "p", 1) is None
    assert shelf.get(shelf.bundled.hash, "house", 7) is not None
