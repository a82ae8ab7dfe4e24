"""Whatever a client sends, the connection lives on, the answer is a frame, and the room gets nothing malformed."""

import json
import random
from collections.abc import Callable
from typing import Any

from tests.emulator.conftest import Chat
from tests.emulator.viewer import Viewer

SEED = 20_261_122
TEMPLATES: list[dict[str, Any]] = [
    {"Action": "SEND_MESSAGE", "RequestId": "r", "Content": "hi", "Attributes": {"k": "v"}},
    {"Action": "DELETE_MESSAGE", "RequestId": "r", "Id": "A" * 12, "Reason": "x"},
    {"Action": "DISCONNECT_USER", "RequestId": "r", "UserId": "nobody", "Reason": "x"},
]
ODD: list[Any] = [
    None, True, 0, -1, 1e308, 10**400, "", " ", "\0", "\ud800", "\u202e", "\U0001f600" * 600, "x" * 20_000,
    [], [[]], {}, {"a": None}, {"a": {"b": "c"}}, {"": ""}, {"\udfff": "\udfff"}, {"k": "é" * 600},
]  # fmt: skip


def odd_frame(dice: random.Random) -> str:
    """A request with some members replaced, renamed, added or left out, sometimes broken as text too."""
    members = dict(dice.choice(TEMPLATES))
    for _ in range(dice.randint(1, 3)):
        name = dice.choice(list(members) or ["Action"])
        change = dice.randrange(4)
        if change == 0:
            members[name] = dice.choice(ODD)
        elif change == 1:
            members[dice.choice([name.lower(), name.upper(), name + " "])] = members.pop(name, None)
        elif change == 2:
            members[dice.choice(["content", "Attributes", "Id", "Reason", "UserId", "RequestId"])] = dice.choice(ODD)
        else:
            members.pop(name, None)
    text = json.dumps(members)
    return text[: dice.randrange(len(text))] if dice.random() < 0.1 else text


def until_silent(viewer: Viewer, probe: str) -> list[dict[str, Any]]:
    """What came before the answer to the probe."""
    viewer.request(Action="PROBE", RequestId=probe)
    frames = [viewer.frame()]
    while frames[-1]["RequestId"] != probe:
        frames.append(viewer.frame())
    return frames[:-1]


def test_odd_frames(chat: Chat, soak_count: Callable[[int], int]) -> None:
    count = soak_count(5_000)
    print(f"N={count}, seed={SEED}")
    dice = random.Random(SEED)
    room = chat.room()
    ada, bob = chat.viewer(room, "ada"), chat.viewer(room, "bob")
    kinds = dict.fromkeys(["MESSAGE", "EVENT", "ERROR"], 0)
    for index in range(count):
        ada.socket.send(odd_frame(dice))
        (frame,) = until_silent(ada, f"probe{index}")
        kinds[frame["Type"]] += 1
        json.dumps(frame, ensure_ascii=False).encode()
        if frame["Type"] == "ERROR":
            assert frame["ErrorCode"] in (400, 413)
        else:
            assert bob.frame() == frame
        if frame["Type"] == "MESSAGE":
            assert 1 <= len(frame["Content"]) <= 500
        chat.running.advance(0.2)
    print(kinds)
    assert min(kinds.values()) > count // 50, "each kind of answer was met"
