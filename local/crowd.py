"""Simulated viewers who talk in the demo room over the real WebSocket: clean, rude, evasive and spamming ones."""

import asyncio
import itertools
import json
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import websockets

from local.endpoints import Endpoints
from local.service_app import ServiceClient

REJOIN_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Viewer:
    """One person: what they say and how long they wait between two messages (seconds, at least and at most)."""

    user_id: str
    lines: Sequence[str]
    pause_s: tuple[float, float]


CLEAN = (
    "hello from Lisbon",
    "what a save!",
    "is this the second half already?",
    "👏👏👏",
    "こんにちは",
    "love the new camera angle",
    "مرحبا بالجميع",
    "can someone explain that call?",
    "the commentators are on fire today",
    "gg everyone",
    "good morning from Osaka",
    "who is the striker?",
    "that was offside, surely",
    "the keeper had no chance",
    "first time here, nice chat",
    "turn the volume up a little?",
    "three minutes to go",
    "what a pass",
    "vamos!",
    "ok that was unlucky",
    "anyone else getting pizza?",
    "🎉 finally",
    "the rain makes it better",
    "replay please",
    "see you all next week",
    "Grüße aus Köln",
)
RUDE = ("you fucking idiot", "shut up you asshole", "go kill yourself", "what a bunch of retards")
EVASIVE = (
    "f.u.c.k this",
    "sh1t stream",
    "ｆｕｃｋ off",
    "fuсk you",
    "free gift cards at bit.ly/2win",
    "write me: +1 555 010 4477",
)
SPAM = ("BUY NOW!!! BUY NOW!!! BUY NOW!!!", "follow me follow me follow me", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")

VIEWERS = (
    Viewer("ada", CLEAN, (2, 6)),
    Viewer("bea", CLEAN, (2, 6)),
    Viewer("chidi", CLEAN, (3, 8)),
    Viewer("dmitri", CLEAN, (3, 8)),
    Viewer("rude-rob", (*RUDE, *CLEAN[:3]), (4, 9)),
    Viewer("evasive-eve", (*EVASIVE, *CLEAN[:2]), (4, 9)),
    Viewer("spamming-sam", SPAM, (0.3, 3)),
)


class Crowd:
    """Keeps every viewer of VIEWERS in the room until cancelled."""

    def __init__(self, service: ServiceClient, where: Endpoints, seed: int = 1) -> None:
        self._service = service
        self._messaging = where.messaging
        self._room_id = where.room_arn.rsplit("/", 1)[1]
        self._seed = seed

    async def talk(self) -> None:
        """Let everybody talk; returns only when cancelled."""
        async with asyncio.TaskGroup() as group:
            for viewer in VIEWERS:
                # One after the other: all at once would start an execution environment of the API for each.
                group.create_task(self._stay(viewer, await self._token(viewer)))

    async def _stay(self, viewer: Viewer, token: str | None) -> None:
        chance = random.Random(f"{self._seed} {viewer.user_id}")  # noqa: S311  # a simulation, repeatable by seed
        while True:
            if token:
                with suppress(OSError, websockets.WebSocketException):
                    await self._chat(viewer, token, chance)
            # Banned, disconnected by a moderator, or the server went away: come back later, as people do.
            await asyncio.sleep(REJOIN_SECONDS * (0.5 + chance.random()))
            token = await self._token(viewer)

    async def _token(self, viewer: Viewer) -> str | None:
        answer = await asyncio.to_thread(self._service.chat_token, self._room_id, viewer.user_id, viewer.user_id)
        return answer.json()["token"] if answer.is_success else None

    async def _chat(self, viewer: Viewer, token: str, chance: random.Random) -> None:
        async with websockets.connect(self._messaging, subprotocols=[websockets.Subprotocol(token)]) as socket:
            reading = asyncio.create_task(_ignore_everything(socket))
            # Through all of one's lines before any comes again: repetition is what the spamming viewer is there for.
            lines = itertools.cycle(chance.sample(viewer.lines, len(viewer.lines)))
            try:
                while not reading.done():
                    await asyncio.sleep(chance.uniform(*viewer.pause_s))
                    await socket.send(json.dumps({"Action": "SEND_MESSAGE", "Content": next(lines)}))
            finally:
                reading.cancel()


async def _ignore_everything(socket: websockets.ClientConnection) -> None:
    async for _ in socket:
        pass
