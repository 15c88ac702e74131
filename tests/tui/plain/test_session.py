"""`dateline --plain`: the dashboard by lines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import Store, Views
from tests.journeys.terminal import Terminal
from tests.tui.main_screen.test_cards import store_with_offices
from tests.tui.newsroom import MEETING
from tui.plain.commands import COMMANDS
from tui.plain.session import PlainSession


@pytest.fixture
def session(small_store: Path) -> Iterator[PlainSession]:
    with Store.open(small_store, readonly=True) as store:
        views = Views.open(store)
        views.update()
        yield PlainSession(store, views)
        views.close()


def said(session: PlainSession, *lines: str) -> list[str]:
    """Return the answer to the last of these lines."""
    for line in lines[:-1]:
        list(session.answer(line))
    return list(session.answer(lines[-1]))


def test_the_first_tour_by_a_script(newsroom_store: Path) -> None:
    script = "/adler\n1\ntimeline\n2\nnext\ncite\ndrop\nquit\n"
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "--store", str(newsroom_store), "--plain"],
        input=script, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert "1. person: Mira Adler, 4 mentions" in lines
    assert "filter: Mira Adler" in lines
    assert MEETING.text in done.stdout
    assert any(line.startswith("“") and "sha256" in line for line in lines)
    assert lines[-2] == "filter: none"
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_on_a_dumb_terminal(newsroom_store: Path) -> None:
    environment = {"TERM": "dumb"}
    store = str(newsroom_store)
    with Terminal("--store", store, "--plain", environment=environment) as terminal:
        terminal.wait_for("dateline by lines")
        terminal.type("entities\r")
        terminal.wait_for("1. Mira Adler, person, 4 mentions")
        terminal.type("q\r")
        assert terminal.wait_for_end() == 0


def test_every_command_answers(session: PlainSession) -> None:
    for command in COMMANDS:
        for words in (command.names[0], f"{command.names[-1]} 1"):
            list(session.answer(words))
    assert len({name for each in COMMANDS for name in each.names}) == sum(
        len(each.names) for each in COMMANDS
    )


def test_a_number_opens_the_row(session: PlainSession) -> None:
    assert said(session, "entities", "1")[0] == "filter: Mira Adler"
    assert said(session, "back")[0] == "filter: none"
    assert said(session, "forward")[0] == "filter: Mira Adler"
    assert said(session, "articles", "1")[0].startswith("Article ")
    assert said(session, "read")
    assert said(session, "articles", "99") == ["There is no row 99 in the last list."]


def test_filters(session: PlainSession) -> None:
    assert said(session, "entities", "exclude 1")[0] == "filter: not Mira Adler"
    assert said(session, "drop")[0] == "filter: none"
    assert said(session, "drop") == ["There is no filter to remove."]
    assert said(session, "filter type:consult")[0] == "filter: type:consult"
    assert said(session, "spans", "1")[0].startswith("filter: type:consult, 2024")


def test_what_cannot_be_done_is_said(session: PlainSession) -> None:
    assert said(session, "frobnicate")[0].startswith("There is no command frobnicate")
    assert "did you mean" in said(session, "/tpye:consult")[0]
    before = said(session, "where")
    assert "There is no type" in said(session, "filter type:bogus")[0]
    assert said(session, "where") == before
    assert said(session, "next") == ["Open an event or an article first."]
    assert said(session, "timeline soon") == [
        "soon is not a date: type 2024, 2024-07 or 2024-07-19."
    ]


def test_the_timeline_from_a_day(session: PlainSession) -> None:
    rows = said(session, "timeline 2024-10")
    assert rows[1].startswith("1. 2024-10-03: ")


def test_a_sentence_and_its_citation(session: PlainSession) -> None:
    answer = said(session, "timeline 2024-07-08", "1")
    assert any(line.startswith("sentence 1 of ") for line in answer)
    assert answer[-1] in MEETING.text or MEETING.text in answer[-1]
    assert said(session, "cite")[0].startswith("“")
    assert said(session, "markdown")[0].startswith(">")
    assert said(session, "find zeppelin") == ["The text does not have “zeppelin”."]
    assert said(session, "find adler")[0].startswith("hit 1 of ")


def test_an_article_that_is_gone_is_said(
    session: PlainSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    list(session.answer("articles"))

    def gone(_views: Views, number: int) -> object:
        raise KeyError(number)

    monkeypatch.setattr(Views, "article", gone)
    assert said(session, "1")[-1].startswith("This is not in the store any more.")


def test_a_card_counts_its_unsure_offices_until_all_are_shown(tmp_path: Path) -> None:
    with Store.open(store_with_offices(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        by_lines = PlainSession(store, views)
        card = said(by_lines, "entities", "card 1")
        assert "1 unsure office left out: all shows them." in card
        assert not any("Coach" in line for line in card)
        assert any("Coach" in line for line in said(by_lines, "all", "card 1"))
        views.close()
