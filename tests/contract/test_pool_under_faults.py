"""Seeded faults on every connection at once: a reply belongs to its call, no call stays open, no connection is lost."""

import random
import socketserver
import time
from collections import Counter
from collections.abc import Callable, Iterator
from threading import Thread

import pytest

from lean_edges.addresses import Addresses
from lean_edges.connection import Transport
from lean_edges.pool import Call, Pool
from tests.contract.conftest import Stage

ROUNDS = 6_000
SEED = 20_261_122
STAGE_S, HEDGE_AFTER_S = 0.02, 0.004


class Conversation(socketserver.StreamRequestHandler):
    """Answers each request with what it said, or late, in pieces, with an error, half or not at all."""

    disable_nagle_algorithm = True
    dice = random.Random(SEED)

    def handle(self) -> None:
        try:
            while self._answered(self.rfile.readline().strip()):
                pass
        except OSError:
            return

    def _answered(self, asked: bytes) -> bool:
        dice = self.dice
        fault = dice.choice(["", "", "", "late", "soon", "pieces", "error", "half", "closes", "closes after"])
        if not asked or fault == "closes":
            return False
        if fault in ("late", "soon"):
            time.sleep(dice.random() * (2 * STAGE_S if fault == "late" else 2 * HEDGE_AFTER_S))
        status = 500 if fault == "error" else 200
        reply = f"HTTP/1.1 {status} X\r\nContent-Length: {len(asked)}\r\n\r\n".encode() + asked
        pieces = [reply] if fault not in ("pieces", "half") else [reply[:10], reply[10:]]
        self.wfile.write(pieces.pop(0))
        if pieces and fault == "pieces":
            time.sleep(dice.random() * HEDGE_AFTER_S)
            self.wfile.write(pieces.pop(0))
        return fault not in ("half", "closes after")


class Server(socketserver.ThreadingTCPServer):
    request_queue_size = 100


@pytest.fixture
def port() -> Iterator[int]:
    with Server(("127.0.0.1", 0), Conversation) as server:
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


@pytest.fixture
def pool(port: int) -> Iterator[Pool]:
    addresses = Addresses("127.0.0.1", port)
    addresses.refresh()
    addresses.wait(5)
    pool = Pool(Transport("127.0.0.1", addresses), 7)
    pool.open(2)
    yield pool
    for connection in pool._connections:
        connection.close()


def test_every_reply_is_its_own_calls(
    pool: Pool, stage: Stage, soak_count: Callable[[int], int], capsys: pytest.CaptureFixture[str]
) -> None:
    stage.set(STAGE_S)
    stage.hedge_after(HEDGE_AFTER_S)
    dice, came = random.Random(SEED), Counter[str]()
    asked: dict[Call, bytes] = {}
    patient: list[Call] = []
    for _ in range(soak_count(ROUNDS)):
        calls = [Call(b"", repeatable=dice.random() < 0.6) for _ in range(dice.choice([1, 2, 4, 5]))]
        patient = [call for call in patient if call.under_way]
        if len(patient) < 2 and dice.random() < 0.3:
            patient.append(Call(b"", patient=True))
        for call in (*calls, *patient):
            asked.setdefault(call, f"request {len(asked)}".encode())
            call.request = asked[call] + b"\n"
        started = time.monotonic()
        pool.round([*calls, *patient] if dice.random() < 0.7 else calls, started, started + STAGE_S)
        if dice.random() < 0.3:
            time.sleep(dice.random() * STAGE_S)
        assert not any(call.under_way or call.connections for call in calls)
        owned = {connection for call in patient for connection in call.connections}
        assert {connection for connection in pool._connections if connection.busy} <= owned
        came.update(call.failure or "reply" for call in calls)
    for call, request in asked.items():
        assert call.reply is None or call.reply.body == request
        came["patient replies"] += call.patient and call.reply is not None
    with capsys.disabled():
        print(f"\npool: N={soak_count(ROUNDS)} seed={SEED} {dict(came)}")
    assert min(came["reply"], came["patient replies"]) > 0
