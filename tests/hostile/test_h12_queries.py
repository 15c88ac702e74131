"""H12: queries made to break a parser: a message at once, and the old result stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import QueryError, parse
from tests.commands import dateline
from tests.hostile.test_dashboard import store_of
from tests.journeys.terminal import Terminal

BROKEN = {
    "brackets": ("((((", "bracket"),
    "brackets within brackets": ("(" * 60 + "a" + ")" * 60, "too many brackets"),
    "a pattern that never ends": ("/(a+)+$/", "Regular expressions"),
    "ten kilobytes": ("a" * 10_240, "longer than"),
    "ten kilobytes of brackets": ("(a OR " * 1_700, "longer than"),
}
ODD = [
    "-" * 4_000,
    '"' * 3_999,
    "(" * 1_999 + "a" + ")" * 1_999,
    "a:" * 1_900,
    "OR " * 1_300,
    "*" * 4_000,
]


@pytest.mark.parametrize("kind", BROKEN)
def test_the_parser_says_what_is_wrong(kind: str) -> None:
    query, message = BROKEN[kind]
    with pytest.raises(QueryError, match=message):
        parse(query)


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:3])
def test_a_long_query_is_parsed_or_refused(query: str) -> None:
    try:
        parse(query)
    except QueryError as error:
        assert len(str(error)) < 500


@pytest.mark.parametrize("kind", BROKEN)
def test_the_command_says_it_and_ends(kind: str, tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", "")
    query, message = BROKEN[kind]
    done = dateline(store, "search", query)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr) < 500
    assert not done.stdout


@pytest.mark.slow
def test_the_dashboard_says_it_and_shows_what_it_showed(tmp_path: Path) -> None:
    store = store_of(tmp_path / "store", "")
    with Terminal("--store", str(store), columns=120, rows=40) as terminal:
        terminal.wait_for("1 Articles 1/1")
        for query, message in BROKEN.values():
            terminal.press("/")
            terminal.wait_for("Type to search.")
            terminal.press(f"\x1b[200~{query}\x1b[201~")  # pasted: nobody types so much
            terminal.wait_for(message)
            terminal.press("enter")
            terminal.press("escape")
            terminal.wait_for("1 Articles 1/1")
            terminal.wait_for("Somebody met")
