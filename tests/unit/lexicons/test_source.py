"""The reviewed sources: their line syntax, and that every file of them can be read."""

from pathlib import Path

import pytest

from lexicons import source


@pytest.mark.parametrize(
    ("pattern", "spellings"),
    [
        ("darn", ["darn"]),
        ("darn{,s,ed}", ["darn", "darns", "darned"]),
        ("{a,b}c{d,e}", ["acd", "ace", "bcd", "bce"]),
        ("oh  {,my }gosh", ["oh gosh", "oh my gosh"]),
        ("{x,x}", ["x"]),
    ],
)
def test_braces_expand(pattern: str, spellings: list[str]) -> None:
    assert source.expand(pattern) == spellings


def write(folder: Path, terms: str, match: str = "word", severity: int = 2) -> None:
    (folder / "xx").mkdir()
    (folder / "xx" / "about.yaml").write_text("status: reviewed\nderived_from: [ours]\nkept: >\n  darn\n", "utf-8")
    block = f"  - category: profanity\n    severity: {severity}\n    match: {match}\n    terms: |\n      {terms}\n"
    (folder / "xx" / "words.yaml").write_text(f"blocks:\n{block}", "utf-8")


def test_each_part_of_a_line_is_an_entry_with_its_exceptions(tmp_path: Path) -> None:
    write(tmp_path, "darn{,s}, oh darn ! darn socks, {red,blue} darn, oh darn it")
    read = source.read("xx", tmp_path)
    word, phrase = read.entries
    assert (word.canonical, word.category, word.severity, word.match) == ("darn", "profanity", 2, "word")
    assert (word.forms, word.words) == (["darn", "darns"], ["darn", "darns"])
    assert word.exceptions == ["darn socks", "red darn", "blue darn", "oh darn it"]
    assert (phrase.canonical, phrase.words, phrase.exceptions) == ("oh darn", [], ["oh darn it"])
    assert read.kept == {"darn"}


@pytest.mark.parametrize(
    ("terms", "match", "severity"),
    [("darn{s", "word", 2), (", ,", "word", 2), ("darn", "anywhere", 2), ("darn", "word", 5)],
)
def test_a_line_that_says_nothing_usable_is_refused(tmp_path: Path, terms: str, match: str, severity: int) -> None:
    write(tmp_path, terms, match, severity)
    with pytest.raises(source.SourceError):
        source.read("xx", tmp_path)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "darn")
    path = tmp_path / "xx" / "words.yaml"
    path.write_text(path.read_text("utf-8").replace("severity:", "harshness:"), "utf-8")
    with pytest.raises(source.SourceError, match="harshness"):
        source.read("xx", tmp_path)


@pytest.mark.parametrize("language", source.languages())
def test_every_source_file_reads(language: str) -> None:
    read = source.read(language)
    assert read.status in ("reviewed", "basic")
    assert read.derived_from
    assert len(read.entries) >= 7
