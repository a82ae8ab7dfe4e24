"""The validator itself must be able to fail."""

import pytest

from tests.contract.answer_validator import problems_of

EVENT = {"Content": "hello"}
DENY = {"ReviewResult": "DENY", "Content": "hello", "Attributes": {"Reason": "no"}}


@pytest.mark.parametrize("answer", [{"ReviewResult": "ALLOW", "Content": "h" * 500}, DENY])
def test_accepts(answer: object) -> None:
    assert problems_of(answer, EVENT) == []


@pytest.mark.parametrize(
    "answer",
    [
        None,
        "ALLOW",
        {},
        {"ReviewResult": "allow", "Content": "x"},
        {"ReviewResult": "MASK", "Content": "x"},
        {"ReviewResult": "ALLOW"},
        {"ReviewResult": "ALLOW", "Content": ""},
        {"ReviewResult": "ALLOW", "Content": "x" * 501},
        {"ReviewResult": "ALLOW", "Content": "x\ud800"},
        {"ReviewResult": "ALLOW", "Content": "x", "Attributes": {}},
        {"ReviewResult": "ALLOW", "Content": "x", "Extra": 1},
        DENY | {"Attributes": {}},
        DENY | {"Attributes": {"Reason": "é" * 510}},
        DENY | {"Attributes": {"Reason": 1}},
        DENY | {"Attributes": []},
        DENY | {"Content": "other"},
        DENY | {"Content": None},
    ],
)
def test_rejects(answer: object) -> None:
    assert problems_of(answer, EVENT) != []
