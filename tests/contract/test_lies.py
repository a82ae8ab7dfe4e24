"""DynamoDB answers with whole, correct JSON of wrong shapes: each answer stays valid and no review fails."""

import copy
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bench.latency.dynamodb_stand_in import StandIn
from tests.contract.answer_validator import problems_of
from tests.contract.conftest import Environment, mode, stored_sanction, stored_settings
from tests.contract.test_policies import point, policy_refusing, store

Start = Callable[..., Environment]
MESSAGES = 4_000
SEED = 20_261_122
MESSAGES_PER_ENVIRONMENT = 40
ODD: list[Any] = [
    None, True, 0, -1, 1.5, "", "x", "\ud800", [], [[]], {}, {"S": 1}, {"S": "x", "N": "1"}, {"N": "x"}, {"N": "nan"},
    {"N": "1e999"}, {"N": "9" * 5_000}, {"N": "-5"}, {"B": "!!"}, {"B": "AAAA"}, {"M": []}, {"L": {}}, {"L": [1]},
    {"SS": ["a"]}, {"NS": ["x"]}, {"BOOL": "x"}, {"?": 1}, {"M": {"slow": {"M": {"seconds": {"N": "1e400"}}}}},
]  # fmt: skip
NAMES = ["Items", "Item", "Attributes", "LastEvaluatedKey", "UnprocessedKeys", "s99", "sxx", "h", "modes", "kind"]


def places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every member of a JSON value: what it is in, and under which name or number."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield value, name
        yield from places(member)


def lie(answer: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """The answer with a member replaced, removed or added."""
    answer = copy.deepcopy(answer)
    container, name = dice.choice([*places(answer), (answer, "Item")])
    way = dice.randrange(3)
    if way == 0 and (isinstance(container, list) or name in container):
        del container[name]
    elif way == 1 and isinstance(container, dict):
        container[dice.choice(NAMES)] = copy.deepcopy(dice.choice(ODD))
    else:
        container[name] = copy.deepcopy(dice.choice(ODD))
    return answer


def test_lies(
    dynamodb: StandIn,
    environment: Start,
    monkeypatch: pytest.MonkeyPatch,
    soak_count: Callable[[int], int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    compiled = policy_refusing("wibble")
    store(dynamodb, compiled)
    point(dynamodb, compiled.hash)
    modes = {"M": {**mode("slow", seconds=1)["M"], **mode("uniqueChat", until=4_000_000_000)["M"]}}
    dynamodb.tables.put("State", stored_settings(modes=modes))
    for number in range(12):
        dynamodb.tables.put("State", stored_sanction("ban", 17, scope=f"AAA{number:09d}"))
    dice, run, came = random.Random(SEED), dynamodb.tables.run, Counter[str]()

    def lying(operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        answer = run(operation, parameters)
        return lie(answer, dice) if dice.random() < 0.4 else answer

    monkeypatch.setattr(dynamodb.tables, "run", lying)
    for number in range(soak_count(MESSAGES)):
        if number % MESSAGES_PER_ENVIRONMENT == 0:
            chat = environment()
        text = f"good evening {number}"
        answer, line = chat.say(text, user=f"sender {number % 9}")
        assert problems_of(answer, {"Content": text}) == []
        assert line["level"] != "ERROR", line
        came[line["level"]] += 1
    with capsys.disabled():
        print(f"\nlies: N={soak_count(MESSAGES)} seed={SEED} {dict(came)}")
    assert min(came["WARN"], came["INFO"]) > soak_count(MESSAGES) // 20
