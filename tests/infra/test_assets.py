"""Zips: exactly what the table says, for the right processor and Python, small, and the same twice."""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra.assets import ASSETS, SOURCES, staged
from infra.bytecode import Compiler, find_compiler
from infra.settings import Settings
from infra.target import LAMBDA, this_machine
from tests.infra.conftest import PROJECT, Synthesised
from tests.infra.intrinsics import REGION
from tests.infra.test_environments import RUNTIME, environment

AARCH64 = 183  # e_machine of an ELF file
OWN = {path.name for path in SOURCES.iterdir() if path.is_dir() and path.name != "__pycache__"}
ZIP_BYTES_MAX, ZIP_BYTES_MAX_WITH_RE2 = 1_500_000, 2_200_000


def zipped_bytes(directory: Path) -> int:
    """The size of a directory as a zip, compressed as the CDK CLI does."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(directory.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(directory))
    return len(memory.getvalue())


@pytest.mark.parametrize("package", sorted(ASSETS))
def test_a_zip_holds_its_own_packages_and_none_of_the_others(package: str, full: Synthesised) -> None:
    held = {path.name for path in full.asset(package).iterdir()}
    assert held & OWN == set(ASSETS[package].packages)


@pytest.mark.parametrize("package", sorted(ASSETS))
def test_a_zip_holds_every_file_of_its_packages(package: str, full: Synthesised) -> None:
    for own in ASSETS[package].packages:
        sources = {path.relative_to(SOURCES) for path in (SOURCES / own).rglob("*") if path.is_file()}
        left_out = {path for path in sources for part in ASSETS[package].without if path.is_relative_to(part)}
        wanted = {path for path in sources - left_out if "__pycache__" not in path.parts and path.suffix != ".md"}
        assert wanted
        assert {path for path in wanted if not (full.asset(package) / path).is_file()} == set()
        assert {path for path in left_out if (full.asset(package) / path).exists()} == set()


def test_the_review_carries_nothing_but_its_two_wheels(full: Synthesised, compiler: Compiler | None) -> None:
    held = {re.split(r"[.-]", path.name)[0] for path in full.asset("message_review").iterdir()}
    ours = {"message_review", "lean_edges", "moderation"} | ({"joined"} if compiler else set())
    assert held - ours == {"ahocorasick", "pyahocorasick", "re2", "google_re2"}


@pytest.mark.parametrize("package", sorted(ASSETS))
def test_native_modules_are_for_the_target(package: str, full: Synthesised) -> None:
    modules = list(full.asset(package).rglob("*.so"))
    assert bool(modules) == (package in ("message_review", "moderator_api", "reconciler"))
    for module in modules:
        assert int.from_bytes(module.read_bytes()[18:20], "little") == AARCH64, module.name
        assert "cpython-313" in module.name or ".abi3." in module.name, module.name


@pytest.mark.parametrize("package", sorted(ASSETS))
def test_every_module_has_its_bytecode(package: str, full: Synthesised, compiler: Compiler | None) -> None:
    modules = [path for path in full.asset(package).rglob("*.py") if "-" not in path.parent.name]
    assert modules
    missing = [module for module in modules if not bytecode_of(module).is_file()]
    assert missing == ([] if compiler else modules)


def test_bytecode_is_taken_without_looking_at_the_source(full: Synthesised, compiler: Compiler | None) -> None:
    if compiler:
        header = bytecode_of(full.asset("message_review") / "message_review" / "handler.py").read_bytes()[:8]
        magic = subprocess.run(
            [compiler.path, "-c", "import importlib.util as u; print(u.MAGIC_NUMBER.hex())"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert header[:4].hex() == magic.stdout.strip()
        assert int.from_bytes(header[4:], "little") == 0b01  # hash-based, unchecked


def bytecode_of(module: Path) -> Path:
    """Where the target's Python looks for a module's bytecode."""
    return module.parent / "__pycache__" / f"{module.stem}.cpython-313.pyc"


def test_the_review_zip_is_within_its_budget(full: Synthesised, compiler: Compiler | None) -> None:
    with_re2 = zipped_bytes(full.asset("message_review"))
    with staged("message_review", Settings(patterns=False), LAMBDA, compiler) as directory:
        without = zipped_bytes(directory)
        assert not (directory / "re2").exists()
    assert without <= ZIP_BYTES_MAX
    assert with_re2 <= ZIP_BYTES_MAX_WITH_RE2


@pytest.mark.parametrize("package", sorted(ASSETS))
def test_a_zip_is_complete(package: str, emulated: Synthesised) -> None:
    # -S: nothing of this environment's site-packages, so every import must come from the zip or the standard library.
    import_it = f"import sys; sys.path.insert(0, {str(emulated.asset(package))!r}); import {package}.handler"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", import_it],
        capture_output=True,
        text=True,
        check=False,
        env={"AWS_DEFAULT_REGION": REGION, "PATH": os.defpath, **RUNTIME, **environment(emulated, package)},
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("package", [name for name, asset in sorted(ASSETS.items()) if asset.services])
def test_the_sdk_models_in_a_zip_are_those_that_its_clients_need(package: str, emulated: Synthesised) -> None:
    make_clients = (
        f"import sys; sys.path.insert(0, {str(emulated.asset(package))!r}); import boto3\n"
        f"session = boto3.Session('a', 'b', region_name='us-west-2')\n"
        f"for name in {ASSETS[package].services!r}: session.client(name)\n"
        f"session.resource('dynamodb')\n"
        f"print(*session.get_available_services())"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", make_clients], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) == set(ASSETS[package].services)


def test_the_console_brings_the_chat_sdk_and_its_licence(full: Synthesised) -> None:
    vendor = full.asset("console_site") / "console" / "vendor"
    sdk = PROJECT / "node_modules" / "amazon-ivs-chat-messaging"
    assert (vendor / "amazon-ivs-chat-messaging" / "index.js").read_bytes() == (sdk / "dist/esm/index.js").read_bytes()
    assert (vendor / "amazon-ivs-chat-messaging" / "LICENSE").read_bytes() == (sdk / "LICENSE").read_bytes()
    assert (vendor / "uuid" / "index.js").is_file()


def test_a_change_moves_only_the_zips_that_hold_it(tmp_path: Path) -> None:
    # Three that stand for all: the API, whose changes are frequent, and two that must not move with it.
    packages = ("moderator_api", "message_review", "console_site")
    changed = tmp_path / "functions"
    shutil.copytree(SOURCES, changed)
    before = {package: content_hash(package, changed) for package in packages}
    # The place of the sources leaves no trace: two checkouts build the same bytes.
    assert content_hash("message_review", SOURCES) == before["message_review"]

    append(changed / "moderator_api" / "settings.py")
    assert moved(packages, changed, before) == {"moderator_api"}

    append(changed / "moderation" / "roles.py")
    assert moved(packages, changed, before) == {"moderator_api"}

    append(changed / "moderation" / "tables.py")
    assert moved(packages, changed, before) == {"moderator_api", "message_review"}


def moved(packages: tuple[str, ...], sources: Path, before: dict[str, str]) -> set[str]:
    """The packages whose zips have changed."""
    return {package for package in packages if content_hash(package, sources) != before[package]}


def append(module: Path) -> None:
    """Change a module."""
    module.write_text(module.read_text() + "\n# changed\n")


def content_hash(package: str, sources: Path) -> str:
    """A hash over the names and bytes of what would be zipped, built for this machine."""
    target = this_machine()
    digest = hashlib.sha256()
    with staged(package, Settings(), target, find_compiler(target.python), sources) as directory:
        for file in sorted(path for path in directory.rglob("*") if path.is_file()):
            digest.update(f"{file.relative_to(directory)}\0".encode())
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
