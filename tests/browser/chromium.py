"""Which Chromium the browser tests drive: the system's, or else the one that npm brought."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
UNPACK = 'import("@sparticuz/chromium").then(async ({ default: it }) => console.log(await it.executablePath()))'
# The package was made for Lambda; told that it runs there, it unpacks the libraries that a bare system lacks, too.
LIKE_LAMBDA = {"AWS_EXECUTION_ENV": "AWS_Lambda_nodejs20.x"}


@dataclass(frozen=True)
class Chromium:
    """An executable and the environment that it needs beyond this process's own."""

    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find() -> Chromium:
    """Find a Chromium, or fail with what to install."""
    for name in NAMES:
        if path := shutil.which(name):
            return Chromium(path)
    unpacked = subprocess.run(
        ["node", "--eval", UNPACK],
        cwd=PROJECT,
        env=os.environ | LIKE_LAMBDA,
        capture_output=True,
        text=True,
        check=False,
    )
    path = unpacked.stdout.strip()
    assert unpacked.returncode == 0, f"no Chromium here: install one ({', '.join(NAMES)})\n{unpacked.stderr}"
    return Chromium(path, {"LD_LIBRARY_PATH": str(Path(path).parent / "al2023" / "lib")})
