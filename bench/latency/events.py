"""Events of the measurements: ordinary chat, and texts that are made to be expensive."""

import json
import random

ROOM_ID = "BLR123456789"
ROOM_ARN = f"arn:aws:ivschat:us-west-2:123456789012:room/{ROOM_ID}"
_WORDS = (
    "good evening everyone that was a great play did you see how she jumped over the wall no way lol gg wp chat is "
    "fast today where are you all from anyone tried the new patch yet I think the sound is a bit low can you turn it up"
).split()
HOSTILE = {
    "ascii words": "the quick brown fox " * 25,
    "fullwidth": "\uff46\uff55\uff4c\uff4c" * 125,
    "zalgo": "a" + "\u0301\u0323" * 249,
    "math bold": "\U0001d41a\U0001d41b" * 250,
    "jamo": "\u1112\u1161\u11ab" * 166,
    "expanding": "\ufdfa" * 500,
    "leet": "5h1t @$$ f4ck " * 36,
    "separated": "f.u.c.k.s.h.i.t." * 32,
    "masked": "f*ck s**t " * 50,
    "one letter": "a" * 500,
    "links": "a.b.c/d e.f.g " * 36,
    "digits": "4111 1111 1111 1112 " * 25,
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 100,
    "mixed scripts": "\u0430\u03b1a\u0435e " * 83,
}


def chat_lines(count: int, seed: int = 1) -> list[str]:
    """Lines of 3 to 20 ordinary words."""
    dice = random.Random(seed)
    return [" ".join(dice.choices(_WORDS, k=dice.randrange(3, 21))) for _ in range(count)]


def event(content: str, number: int = 0, user: str = "mary") -> dict[str, object]:
    """IVS Chat's review event."""
    return {
        "Content": content,
        "MessageId": f"m{number:011d}",
        "RoomArn": ROOM_ARN,
        "Attributes": None,
        "Sender": {"Attributes": {"role": "viewer"}, "UserId": user, "Ip": "192.0.2.1"},
    }


def event_bytes(content: str, number: int = 0, user: str = "mary") -> bytes:
    """The same as JSON."""
    return json.dumps(event(content, number, user)).encode()
