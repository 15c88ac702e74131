"""The word lists: shipped tables, and a person's own beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.asset_files import shipped
from store.extract import lexicon


def told(own: Path, statement: str) -> subprocess.CompletedProcess[str]:
    """A fresh Python that has a person's own tables and does `statement`."""
    return subprocess.run(
        [sys.executable, "-c", f"from store.extract import lexicon; {statement}"],
        env={**os.environ, lexicon.OWN: str(own)}, check=False,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("table", sorted(shipped("lexicon").glob("*.tsv")), ids=lambda t: t.stem)
def test_each_row_of_the_shipped_tables_is_a_list_without_doubles(table: Path) -> None:
    rows = [line for line in table.read_text().splitlines() if line and not line.startswith("#")]
    assert rows
    for row in rows:
        key, _, listed = row.partition("\t")
        words = listed.split("|")
        assert sorted(set(words)) == sorted(words), key
        assert lexicon.words(f"{table.stem}.{key}") == frozenset(words)


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(lexicon.LexiconError, match=r"names\.no_such"):
        lexicon.words("names.no_such")


def test_own_words_are_added_to_the_shipped_list(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("# mine\nclubs\tThunderers|United\n")
    done = told(tmp_path, "print(*lexicon.ordered('names.clubs'), sep='|')")
    words = done.stdout.strip().split("|")
    assert words[-1] == "Thunderers"
    assert words.count("United") == 1


@pytest.mark.parametrize(
    ("row", "said"),
    [("clubs Thunderers", "line 1: a row is a name"), ("clbs\tx", "no word list names.clbs")],
)
def test_an_own_row_that_cannot_be_read_is_named(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / "names.tsv").write_text(row)
    done = told(tmp_path, "lexicon.words('names.clubs')")
    assert done.returncode != 0
    assert said in done.stderr
