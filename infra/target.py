"""Where a function's code will run: Lambda's arm64, or this machine when AWS is emulated on it."""

import platform
import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A Python version and a processor. `wheel_platform` is uv's name for it; None means this machine."""

    python: str
    machine: str
    wheel_platform: str | None


# Lambda's python3.13 runs on Amazon Linux 2023 (glibc 2.34); RE2's wheels need 2.28.
LAMBDA = Target("3.13", "aarch64", "aarch64-manylinux_2_28")


def this_machine() -> Target:
    """The interpreter that runs this, which also runs the functions of an emulated AWS."""
    machine = "aarch64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    return Target(f"{sys.version_info.major}.{sys.version_info.minor}", machine, None)
