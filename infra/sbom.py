"""`python -m infra.sbom` prints what the functions' zips hold of other people's packages, as CycloneDX 1.5.

uv writes such a list from a lock of its own kind. One is made for that, of exactly the versions that
`functions/requirements.txt` pins; it asks the package index.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from uv import find_uv_bin

from infra.wheels import ROOT, sections

_PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)


def shipped() -> dict[str, str]:
    """Versions of the functions' packages, by name."""
    return {name: version for pins in sections().values() for name, version in _PIN.findall(pins)}


def project() -> str:
    """A pyproject.toml of the functions' groups alone, in which nothing but the shipped versions fits."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())
    about = {name: known["project"][name] for name in ("name", "version", "requires-python")}
    pins = [f"{name}=={version}" for name, version in shipped().items()]
    # A JSON string or list of strings is one in TOML, too.
    lines = ["[project]", *(f"{name} = {json.dumps(value)}" for name, value in about.items()), "[dependency-groups]"]
    lines += [f"{group} = {json.dumps(known['dependency-groups'][group])}" for group in sections()]
    return "\n".join([*lines, "[tool.uv]", f"constraint-dependencies = {json.dumps(pins)}", ""])


def main() -> None:
    """Print the list."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "pyproject.toml").write_text(project())
        uv = [find_uv_bin(), "--quiet", "--directory", scratch]
        subprocess.run([*uv, "lock"], check=True)  # noqa: S603 - uv, our arguments
        groups = [f"--only-group={group}" for group in sections()]
        export = [*uv, "export", "--preview-features=sbom-export", "--format=cyclonedx1.5", *groups]
        told = subprocess.run(export, check=True, capture_output=True, text=True)  # noqa: S603 - as above
        sys.stdout.write(told.stdout)


if __name__ == "__main__":
    main()
