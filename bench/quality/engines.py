"""Runs every engine over the same texts, each in its own process and environment."""

from __future__ import annotations

import json
import os
import random
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".venv" / "peers"
NODE = Path(__file__).parent / "node"
OURS = "roomkeeper"
# Engines above half a millisecond a message see a seeded sample of each set.
SLOW_SAMPLE = {"alt-profanity-check": 400, "better-profanity": 1000}
VERSIONS = {
    "better-profanity": "0.7.0",
    "better-profanity-rs": "0.1.0",
    "pyobscenity": "0.2.0",
    "terlik": "0.1.0",
    "profanex": "1.0.0",
    "alt-profanity-check": "1.9.1",
    "npm obscenity": "0.4.6",
}


def install() -> None:
    """Bring the peers into environments of their own; does nothing when they are there as locked."""
    lock = Path(__file__).parents[1] / "peers.lock"
    mark = PEERS / ".ready"
    if not mark.exists() or mark.stat().st_mtime < lock.stat().st_mtime:
        uv = str(ROOT / ".venv" / "bin" / "uv")
        subprocess.run([uv, "venv", "--quiet", "--allow-existing", str(PEERS)], check=True)
        python = str(PEERS / "bin" / "python")
        subprocess.run([uv, "pip", "sync", "--quiet", "--python", python, "--require-hashes", str(lock)], check=True)
        mark.touch()
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=NODE, check=True)


def _command(engine: str) -> list[str]:
    if engine == "npm obscenity":
        return ["node", str(NODE / "worker.mjs")]
    python = ROOT / ".venv" / "bin" / "python" if engine == OURS else PEERS / "bin" / "python"
    return [str(python), "-W", "ignore", str(Path(__file__).parent / "worker.py"), engine]


def run(engine: str, texts: list[str]) -> tuple[list[bool], list[int]]:
    """What an engine flags, and the nanoseconds that each text took it."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT / "functions")}
    done = subprocess.run(
        _command(engine), input=json.dumps(texts), capture_output=True, text=True, env=environ, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{engine}: {done.stderr[-500:]}")
    answer = json.loads(done.stdout)
    return answer["flags"], answer["ns"]


def sampled(engine: str, texts: list[str], seed: int) -> list[int]:
    """Indices of the texts that an engine is shown: all, or a seeded sample for the slow ones."""
    most = SLOW_SAMPLE.get(engine, len(texts))
    if len(texts) <= most:
        return list(range(len(texts)))
    return sorted(random.Random(seed).sample(range(len(texts)), most))


def names() -> list[str]:
    """Ours first, then the peers."""
    return [OURS, *VERSIONS]
