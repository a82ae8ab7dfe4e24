"""The list of what the zips hold is made of the versions that they hold."""

import tomllib

from infra.sbom import project, shipped
from infra.wheels import REQUIREMENTS


def test_nothing_but_what_is_shipped_fits() -> None:
    written = tomllib.loads(project())
    pinned = [line.split(" ")[0] for line in REQUIREMENTS.read_text().splitlines() if line[:1].isalpha()]
    assert len(pinned) > 10
    assert set(written["tool"]["uv"]["constraint-dependencies"]) == {pin.split(";")[0] for pin in pinned}
    assert {"boto3", "pydantic", "pyahocorasick"} <= set(shipped())
    assert list(written["dependency-groups"]) == ["review", "patterns", "api", "workers"]
