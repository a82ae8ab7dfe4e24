"""Seeded hostile events: whatever IVS Chat, a client or an attacker might make the handler see."""

import random
from typing import TYPE_CHECKING, Any

from moderation.state import RoomState, Sanction, SenderState

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = "hello the stream is great tonight fuck shit kys a$$hole f.u.c.k example.com/x me@example.com 4111111111111111"
ARN = "arn:aws:ivschat:us-west-2:123456789012:room/BLR123456789"
EXPANDING = "\ufdfa\ufdfb\u3300\uff76\u32ff\u1e9b\u0323\u0344"
COMBINING = [chr(code) for code in (*range(0x300, 0x370), *range(0x1AB0, 0x1AC0), *range(0x20D0, 0x20F0))]
BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069\u200e\u200f\u061c"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u3164\u115f"
EMOJI = [
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f1e9\U0001f1ea",
    "\U0001f44d\U0001f3fd",
    "\u2764\ufe0f",
    "1\ufe0f\u20e3",
]
STYLED = [0x1D400, 0x1D4D0, 0xFF21, 0x24B6, 0x1F130, 0x1F1E6]


class Events:
    """An endless source; equal seeds give equal events."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._texts: list[Callable[[], str]] = [
            self._chat, self._any_unicode, self._expanding, self._zalgo, self._bidi, self._invisible, self._emoji,
            self._styled, self._tags, self._surrogates, self._controls, self._one_character, self._joined, self._markup,
            self._digits, self._length_limits,
        ]  # fmt: skip

    def event(self) -> object:
        """Mostly a well-formed event with a hostile text; sometimes not even that."""
        pick = self._random.random
        if pick() < 0.02:
            return self._odd()
        event: dict[str, Any] = {
            "Content": self.text(),
            "MessageId": "AYk6xKitV4On",
            "RoomArn": ARN,
            "Attributes": self._attributes(),
            "Sender": {"Attributes": self._attributes(), "UserId": "mary", "Ip": "192.0.2.1"},
        }
        if pick() < 0.1:
            event[self._random.choice(list(event))] = self._odd()
        if pick() < 0.05:
            event["Sender"] = {name: self._odd() for name in ("Attributes", "UserId", "Ip", "Other")}
        if pick() < 0.05:
            del event[self._random.choice(list(event))]
        if pick() < 0.05:
            event[self.text()[:20]] = self._odd()
        return event

    def text(self) -> str:
        """A text of one class, or of two mixed."""
        text = self._random.choice(self._texts)()
        if self._random.random() < 0.2:
            other = self._random.choice(self._texts)()
            cut = self._random.randrange(len(text) + 1)
            text = text[:cut] + other + text[cut:]
        return text if self._random.random() < 0.02 else text[:500]

    def state(self) -> SenderState:
        """A sender's record with modes, sanctions and counts of any sense or none."""
        pick = self._random
        names = [
            "slow",
            "followersOnly",
            "subscribersOnly",
            "linksOff",
            "emoteOnly",
            "uniqueChat",
            "frozen",
            "shield",
            "x",
        ]
        settings: list[Any] = [{}, {"seconds": 10}, {"until": 0}, {"until": 4e9}, {"seconds": "x", "until": "y"}]
        modes = {name: pick.choice(settings) for name in pick.sample(names, pick.randrange(4))}
        room = RoomState(modes, fail_mode=pick.choice(["", "open", "closed"]))
        sanctions = [
            None,
            None,
            Sanction("ban"),
            Sanction("timeout", 4e9),
            Sanction("timeout", 0),
            Sanction("warning", 1e308),
        ]
        seconds = {pick.randrange(120): pick.randrange(1, 20) for _ in range(pick.randrange(5))}
        hashes = {f"{pick.getrandbits(64):016x}": pick.randrange(9) for _ in range(pick.randrange(3))}
        degraded = pick.choice(["", "", "sanctions", "settings+sanctions+counts", "policy"])
        return SenderState(
            room, pick.choice(sanctions), pick.choice(sanctions), seconds, hashes, pick.random() < 0.1, degraded
        )

    def clock(self) -> float:
        """Epoch seconds of a clock that cannot be trusted."""
        return self._random.choice([1.79e9, 1.79e9 + self._random.random() * 1e5, 0.0, -1e9, 4e9, 1e12])

    def _odd(self) -> object:
        values: list[object] = [
            None,
            "",
            [],
            {},
            0,
            -1,
            1.5,
            float("inf"),
            True,
            10**300,
            b"bytes",
            ["x"] * 50,
            "x" * 3000,
        ]
        value = self._random.choice(values)
        for _ in range(self._random.choice([0, 0, 0, 1, 5, 500])):
            value = [value] if self._random.random() < 0.5 else {"a": value}
        return value

    def _attributes(self) -> object:
        pick = self._random.random()
        if pick < 0.5:
            return None
        if pick < 0.9:
            return {"role": self._random.choice(["viewer", "moderator", ""]), "language": "de", "followedAt": "1"}
        return {self.text()[:30]: self.text()[:200], "a": self._odd()}

    def _chat(self) -> str:
        return " ".join(self._random.choices(WORDS.split(), k=self._random.randrange(1, 12)))

    def _any_unicode(self) -> str:
        points = (self._random.randrange(0x110000) for _ in range(self._random.randrange(1, 80)))
        return "".join(map(chr, points))

    def _expanding(self) -> str:
        return "".join(self._random.choices(EXPANDING, k=self._random.choice([5, 50, 500])))

    def _zalgo(self) -> str:
        marks = self._random.choice([3, 30, 499])
        return self._random.choice("aÄñ가") + "".join(self._random.choices(COMBINING, k=marks))

    def _bidi(self) -> str:
        return "".join(character + self._random.choice(BIDI) for character in self._chat())

    def _invisible(self) -> str:
        return "".join(character + self._random.choice(INVISIBLE) for character in self._chat())

    def _emoji(self) -> str:
        return "".join(self._random.choices(EMOJI, k=self._random.randrange(1, 40)))

    def _styled(self) -> str:
        base = self._random.choice(STYLED)
        return "".join(chr(base + ord(c) - 97) if "a" <= c <= "z" else c for c in self._chat())

    def _tags(self) -> str:
        return "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in self._chat() if ord(c) < 128) + "\U000e007f"

    def _surrogates(self) -> str:
        return "".join(chr(self._random.randrange(0xD800, 0xE000)) + c for c in self._chat())

    def _controls(self) -> str:
        return "".join(
            c + chr(self._random.choice([0, 7, 8, 10, 13, 27, 127, 0x85, 0x9B, 0x2028])) for c in self._chat()
        )

    def _one_character(self) -> str:
        return chr(self._random.randrange(0x20, 0x3000)) * self._random.choice([1, 20, 250, 500])

    def _joined(self) -> str:
        return self._random.choice([".", "-", " ", "*", "_", "/", "\n", "|"]).join(self._chat())

    def _markup(self) -> str:
        return self._random.choice(["&#{};", "&#x{:x};", "%{:02x}", "<b>{:c}</b>", "**{:c}**", "\\u{:04x}"]).join(
            self._chat().split()
        )

    def _digits(self) -> str:
        return "".join(self._random.choices("0123456789-+(). @,", k=self._random.randrange(1, 500)))

    def _length_limits(self) -> str:
        return (self._chat() + " ") * 60
