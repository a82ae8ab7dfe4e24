"""`docs/operating.md` says what the template and the settings are."""

import dataclasses

from infra.emulated import LEFT_OUT
from infra.settings import Settings
from tests.infra.conftest import PROJECT, Synthesised

PAGE = (PROJECT / "docs" / "operating.md").read_text()


def rows(header: str) -> list[list[str]]:
    """The cells of the table under a header row."""
    _, _, rest = PAGE.partition(f"| {header} |")
    lines = rest.lstrip("\n").splitlines()[1:]
    table = lines[: lines.index("")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def shown(default: object) -> str:
    """A default as the page writes it."""
    if default is None or default == ():
        return "none"
    return str(default).lower() if isinstance(default, bool) else str(default)


def test_the_settings_table_is_the_dataclass() -> None:
    expected = [
        [f"`{each.name}`", shown(each.default), each.metadata["meaning"]] for each in dataclasses.fields(Settings)
    ]
    assert rows("setting | default | meaning") == expected


def test_the_page_lists_what_an_emulated_aws_lacks() -> None:
    expected = [[f"`{kind}`", lost] for kind, lost in LEFT_OUT.items()]
    assert rows("left out | what is lost") == expected


def test_every_alarm_is_explained(full: Synthesised) -> None:
    explained = {
        name.strip("`, ") for row in rows("alarm | what has happened | what to look at") for name in names(row)
    }
    alarms = {
        name.removeprefix("Alarms")[:-8]  # without the construct's name and the hash
        for name in full.resources("AWS::CloudWatch::Alarm")
    }
    assert explained == alarms


def test_every_output_is_explained(full: Synthesised) -> None:
    explained = {name.strip("`, ") for row in rows("output | what it is") for name in names(row)}
    assert explained == set(full.template["Outputs"])


def names(row: list[str]) -> list[str]:
    """The names in a row's first cell."""
    return row[0].split(", ")
