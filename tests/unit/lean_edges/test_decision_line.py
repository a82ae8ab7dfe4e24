"""One line, one JSON document, at most 4 KB, whatever is in it."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lean_edges.decision_line import LINE_BYTES_MAX, DecisionLines


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines(keepends=True)


def test_level_timestamp_environment_and_sequence(capsys: pytest.CaptureFixture[str]) -> None:
    lines = DecisionLines("review", "0123456789ab")
    lines.write("INFO", "ALLOW", 1_790_000_000.25, 1.23456, {"message": "m1"})
    lines.write("WARN", "DENY", 1_790_000_001.0, 2.0, {"message": "m2"})
    first, second = (json.loads(line) for line in lines_of(capsys))
    assert first["timestamp"] == "2026-09-21T14:13:20.250Z"
    assert [first["level"], second["level"]] == ["INFO", "WARN"]
    assert [first["sequence"], second["sequence"]] == [1, 2]
    assert first["environment"] == second["environment"] == "0123456789ab"
    assert first["ElapsedMs"] == 1.23


def test_is_an_emf_document_with_two_dimensions(capsys: pytest.CaptureFixture[str]) -> None:
    DecisionLines("review", "e").write("INFO", "ALLOW", 1_790_000_000.0, 1.0, {})
    line = json.loads(lines_of(capsys)[0])
    (directive,) = line["_aws"]["CloudWatchMetrics"]
    assert directive["Dimensions"] == [["function", "verdict"]]
    assert all(dimension in line for dimension in directive["Dimensions"][0])
    assert all(isinstance(line[metric["Name"]], int | float) for metric in directive["Metrics"])
    assert line["_aws"]["Timestamp"] == 1_790_000_000_000


anything = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF), max_size=500)


@given(text=anything, user=anything.map(lambda text: text[:128]), hits=st.integers(0, 16))
@example(text="\N{PILE OF POO}" * 500, user="\N{PILE OF POO}" * 128, hits=16)
@example(text="\x00" * 500, user="\x00" * 128, hits=16)
@example(text="x" * 100_000, user="", hits=0)
def test_bounded_and_whole_for_any_text(text: str, user: str, hits: int) -> None:
    written: list[str] = []
    fields: dict[str, object] = {
        "user": user,
        "message": user,
        "room": user,
        "text": text,
        "hits": [["rule", "x" * 60, 4, 0, 9, "r"]] * hits,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.write", written.append)
        DecisionLines("review", "0123456789ab").write("INFO", "DENY", 1_790_000_000.0, 1.0, fields)
    (line,) = written
    assert len(line.encode()) <= LINE_BYTES_MAX  # a lone surrogate left as it is would raise here
    assert line.splitlines() == [line[:-1]]
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line[:-1])
    parsed = json.loads(line)
    assert parsed["user"] == user
    assert text.startswith(parsed["text"])
    assert (parsed["text"] == text) != parsed.get("textCut", False)
    assert parsed.get("truncated", False) or not parsed.get("textCut", False)


def test_500_emoji_of_a_refused_message_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    DecisionLines("review", "e").write("INFO", "DENY", 1.0, 1.0, {"text": "\N{PILE OF POO}" * 500})
    assert json.loads(lines_of(capsys)[0])["text"] == "\N{PILE OF POO}" * 500


def test_a_broken_stdout_fails_no_review(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> int:
        raise BrokenPipeError

    monkeypatch.setattr("sys.stdout.write", broken)
    lines = DecisionLines("review", "e")
    lines.write("INFO", "ALLOW", 1.0, 1.0, {})
    assert lines.sequence == 1
