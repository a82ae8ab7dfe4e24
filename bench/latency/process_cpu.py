"""CPU time of this process and of all that it has started, by what each of them is."""

import os
from collections import Counter
from pathlib import Path

# What stands in the command line of each kind, the first that fits.
KINDS = {
    "message_review.handler": "review function",
    ".handler.handler": "other functions",
    "ministack": "emulated AWS",
    "local.ivschat": "IVS Chat emulator",
}
VIEWERS = "viewers"


def cpu_seconds() -> Counter[str]:
    """Seconds by kind so far; what has ended is missing."""
    found: Counter[str] = Counter()
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            fields = _read(entry / "stat").rpartition(")")[2].split()
            if fields:
                parents[int(entry.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
    for process, (_, ticks) in parents.items():
        if _descends(process, parents):
            command = _read(Path("/proc", str(process), "cmdline"))
            kind = next((kind for sign, kind in KINDS.items() if sign in command), VIEWERS)
            found[kind] += ticks / os.sysconf("SC_CLK_TCK")  # type: ignore[assignment]  # a Counter of seconds
    return found


def _descends(process: int, parents: dict[int, tuple[int, int]]) -> bool:
    while process in parents:
        if process == os.getpid():
            return True
        process = parents[process][0]
    return False


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
