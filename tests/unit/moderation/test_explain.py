"""The whole reasoning, as data and drawn on a terminal."""

import json
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.__main__ import main
from moderation.compiled_form import MAGIC
from moderation.explain import explain
from moderation.message import Message
from moderation.picture import COLUMNS_MAX, INVISIBLE, underline
from moderation.state import RoomState, SenderState
from tests.unit.moderation.build import BAD, NOW, judge, policy, rule, terms

FUNCTIONS = Path(__file__).parents[3] / "functions"


def _explained(subject: Any, text: str, **modes: Any) -> dict[str, Any]:
    told = explain(Message(text), subject, SenderState(RoomState(modes=modes)), NOW)
    assert json.loads(json.dumps(told)) == told
    return told


def test_explanation_tells_what_the_decision_says() -> None:
    subject = policy(terms(verdict="mask", strikes=2, flag=True, texts={"en": "No."}))
    text = f"oh {BAD} my"
    decision, told = judge(subject, text), _explained(subject, text)
    assert (told["verdict"], told["ruleId"], told["reasonCode"]) == (decision.verdict, "terms", "terms")
    assert (told["content"], told["flagged"], told["strikes"]) == (decision.content, True, 2)
    assert told["policy"] == {"id": "test", "version": 7, "hash": subject.hash}
    (hit,) = told["hits"]
    assert (hit["text"], hit["start"], hit["end"], hit["reading"]) == (BAD, 3, 9, "plain")


def test_explanation_tells_what_did_not_count_and_why() -> None:
    subject = policy(
        terms(exceptions=[f"{BAD} band"]),
        rule("links", {"find": ["any"]}, when={"roles": ["viewer"]}),
        terms(id="other", when={"modes": ["slow"]}),
    )
    told = _explained(subject, f"the {BAD} band https://a.com")
    assert told["verdict"] == "ALLOW"
    assert [hit["ruleId"] for hit in told["excused"]] == ["terms"]
    assert told["notApplied"] == ["links", "other"]
    assert _explained(subject, "hi", slow={"seconds": 5})["modes"] == ["slow"]


WIDE = "日本語 "


@pytest.mark.parametrize(
    ("text", "start", "end", "shown", "marks"),
    [
        ("oh no", 3, 5, "oh no", "   ^^"),
        (WIDE + "no", 4, 6, WIDE + "no", "       ^^"),
        ("日本", 1, 2, "日本", "  ^^"),
        ("a\u0301\u0301b", 3, 4, "a\u0301\u0301b", " ^"),
        ("a\u0301b", 0, 2, "a\u0301b", "^"),
        ("\u0301a", 1, 2, "\u25cc\u0301a", " ^"),
        ("x\u200by\n\x1b[31mz", 9, 10, f"x{INVISIBLE}y{INVISIBLE}{INVISIBLE}[31mz", "         ^"),
        ("\ud800\u202eab", 2, 3, f"{INVISIBLE}{INVISIBLE}ab", "  ^"),
    ],
)
def test_span_is_underlined_in_its_columns(text: str, start: int, end: int, shown: str, marks: str) -> None:
    assert underline(text, start, end) == [shown, marks]


def test_long_texts_show_the_lines_of_the_span() -> None:
    lines = underline("a" * 95 + "b" * 10 + "c" * 300, 95, 105)
    assert lines == ["a" * 95 + "b" * 5, " " * 95 + "^" * 5, "b" * 5 + "c" * 95, "^" * 5]


def _columns(line: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@given(st.text(max_size=300), st.integers(0, 300), st.integers(1, 20))
@example("日" * 60, 49, 3)
def test_lines_are_safe_to_print_and_bounded(text: str, start: int, length: int) -> None:
    lines = underline(text, start, start + length)
    assert len(lines) % 2 == 0
    for shown, marks in zip(lines[::2], lines[1::2], strict=True):
        assert re.fullmatch(r" *\^*", marks)
        assert _columns(shown) <= COLUMNS_MAX + 1
        assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in shown)


def test_command_explains(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["日本 what the fuck", "--attribute", "language=de", "--room-mode", "slow=5"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("MASK: by language (language)\n")
    assert "    日本 what the fuck\n                  ^^^^\n" in out
    assert "delivered: 日本 what the ****" in out
    assert "room modes: slow" in out
    assert "Ein Teil deiner Nachricht" in out


def test_command_runs_in_a_process_of_its_own_and_prints_json() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "moderation", "--json", "hello", "--", "compile"],
        cwd=FUNCTIONS,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["ALLOW", "ALLOW"]


def test_command_compiles_yaml_and_uses_what_it_compiled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "mine.yaml"
    document.write_text(
        "extends: default\nrules:\n- {id: own, kind: terms, verdict: deny, params: {terms: [zounds]}}\n", "utf-8"
    )
    assert main(["compile", str(document), str(tmp_path / "mine.rkp")]) == 0
    assert len(json.loads(capsys.readouterr().out)["hash"]) == 32
    assert (tmp_path / "mine.rkp").read_bytes()[:4] == MAGIC
    assert main(["zounds", "--policy", str(document)]) == 0
    assert capsys.readouterr().out.startswith("DENY: by own (own)")


def test_command_tells_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "broken.json"
    document.write_text('{"rules": [{"id": "x"}], "colour": 1}', "utf-8")
    assert main(["compile", str(document)]) == 1
    assert "/colour: is unknown" in capsys.readouterr().err
    assert main(["hello", "--policy", str(document)]) == 1


@pytest.mark.parametrize(("name", "text"), [("a.json", "{"), ("a.yaml", "a: [b"), ("a.json", None)])
def test_command_tells_what_is_no_document(name: str, text: str | None, tmp_path: Path) -> None:
    document = tmp_path / name
    if text is not None:
        document.write_text(text, "utf-8")
    with pytest.raises(SystemExit, match=name):
        main(["compile", str(document)])


def test_command_refuses_unknown_modes() -> None:
    with pytest.raises(SystemExit, match="disco"):
        main(["hello", "--room-mode", "disco"])


@pytest.mark.parametrize("told", ["role", "=vip"])
def test_an_attribute_has_a_name_and_a_value(told: str) -> None:
    with pytest.raises(SystemExit, match="NAME=VALUE"):
        main(["hello", "--attribute", told])
