"""The names for scripts: the examples of the README run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from store import QueryError, StoreMissing, open_rows
from store.extract.pipeline import Extractor
from tests.store.exports.made_case import fill_case

README = Path(__file__).parents[2] / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in the folder `case` of the working directory."""
    monkeypatch.chdir(tmp_path)
    return fill_case(tmp_path / "case")


def run(example: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, dict[str, object]]:
    """Run an example; return what it prints, and its names."""
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - our own README
    return capsys.readouterr().out, names


def test_the_readme_has_three_examples() -> None:
    assert len(EXAMPLES) == 3


def test_tinydb_opens_a_store(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(EXAMPLES[0], capsys)[0] == "Two leaders in one room\n"


def test_the_rows_of_a_query(case: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed, names = run(EXAMPLES[1], capsys)
    assert printed.splitlines()[0] == (
        "2024-07-08 Mira Adler meets Jon Brandt "
        "Mira Adler of Norland met Jon Brandt in Minsk on 8 July 2024."
    )
    assert str(names["markdown"]).startswith("# Timeline: who:adler type:consult")


@pytest.mark.parametrize("own", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_the_reading_of_a_text(
    own: bool,
    reader: Extractor,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if not own:
        monkeypatch.setattr("store.scripting._extractor", lambda: reader)
    printed, _ = run(EXAMPLES[2], capsys)
    assert "2024-07-08" in printed
    assert "Mira Adler met Jon Brandt" in printed


def test_a_bad_query_or_store_is_one_clear_error(case: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="breaks at character"), open_rows(case, "(("):
        pass
    with pytest.raises(StoreMissing), open_rows(tmp_path / "none"):
        pass
