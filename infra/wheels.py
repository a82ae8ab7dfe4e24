"""Third-party packages of the functions, installed for the target with uv and kept in `.venv/function-wheels/`.

`make setup` fills that cache (`python -m infra.wheels`), so that synthesis needs no network. Everything is pinned by
hash in `functions/requirements.txt`, one section per dependency group of pyproject.toml.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from uv import find_uv_bin

from infra.bytecode import Compiler, find_compiler
from infra.target import LAMBDA, Target, this_machine

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "functions" / "requirements.txt"
CACHE = ROOT / ".venv" / "function-wheels"
SECTION = "# group: "
# uv's own bookkeeping and command-line launchers: of no use in a function.
LEFTOVERS = ("bin", ".lock")


class WheelsMissing(Exception):
    """Packages for a function are neither in the cache nor could they be downloaded."""


def sections() -> dict[str, str]:
    """The pinned requirements of each group, by group name."""
    parts = REQUIREMENTS.read_text().split(SECTION)[1:]
    return {name.strip(): pins for name, _, pins in (part.partition("\n") for part in parts)}


def installed(groups: Iterable[str], target: Target, compiler: Compiler | None) -> list[Path]:
    """Directories, one per group, that hold the group's packages for `target`, compiled where `compiler` is given."""
    pins = sections()
    return [_installed(group, pins[group], target, compiler) for group in groups]


def _installed(group: str, pins: str, target: Target, compiler: Compiler | None) -> Path:
    key = "\n".join((pins, compiler.version if compiler else "no bytecode"))
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    place = CACHE / f"{target.machine}-{target.python}" / f"{group}-{digest}"
    if not place.is_dir():
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent) as scratch:
            fresh = Path(scratch) / "packages"
            _download(group, pins, target, fresh)
            if compiler:
                compiler.compile(fresh)
            _move(fresh, place)
    return place


def _download(group: str, pins: str, target: Target, into: Path) -> None:
    listing = into.with_name("requirements.txt")
    listing.write_text(pins)
    where = ["--python-platform", target.wheel_platform] if target.wheel_platform else []
    command = [
        *(find_uv_bin(), "pip", "install", "--quiet", "--python", sys.executable, "--target", str(into)),
        *("--python-version", target.python, "--only-binary", ":all:", "--require-hashes", "--no-deps"),
        *("--no-compile-bytecode", "-r", str(listing)),
        *where,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - uv, our arguments
    if done.returncode != 0:
        raise WheelsMissing(
            f"The packages of the function group '{group}' for Python {target.python} on {target.machine} are not in "
            f"{CACHE.relative_to(ROOT)}/ and could not be downloaded. Run `make setup` once with a package index in "
            f"reach.\n{done.stderr.strip()}"
        )
    for name in LEFTOVERS:
        leftover = into / name
        shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink(missing_ok=True)


def _move(fresh: Path, place: Path) -> None:
    try:
        fresh.rename(place)
    except OSError:
        # Another run was faster: both hold the same bytes.
        if not place.is_dir():
            raise


def main() -> None:
    """Fill the cache for Lambda and for this machine."""
    for target in (LAMBDA, this_machine()):
        compiler = find_compiler(target.python)
        installed(sections(), target, compiler)
        if compiler is None:
            sys.stderr.write(
                f"Python {target.python} was not found: the functions' zips will lack bytecode for it, and `make "
                f"deploy` will refuse them. Looked on PATH and in pyenv.\n"
            )


if __name__ == "__main__":
    main()
