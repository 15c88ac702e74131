"""Saved searches by lines: they are those of the dashboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store import SavedSearches, Store, Views
from tests.tui.newsroom import fill
from tests.tui.plain.test_session import said
from tui.plain.commands import COMMANDS
from tui.plain.session import PlainSession


@pytest.fixture
def session(tmp_path: Path) -> Iterator[PlainSession]:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        yield PlainSession(store, views)
        views.close()


def test_a_filter_is_saved_shown_watched_and_deleted(session: PlainSession) -> None:
    assert said(session, "save") == ["Nothing to save: there is no filter."]
    assert said(session, "saved") == ["No search was saved yet: save NAME saves the filter."]
    saved = said(session, "entities", "1", "save our mayor")
    assert saved == ["Saved as our mayor, without an alert."]
    assert said(session, "saved") == ["1. our mayor, filter Mira Adler"]
    assert said(session, "alert 1")[-1] == "our mayor is saved with an alert."
    again = said(session, "save our mayor")
    assert again == ["Saved as our mayor, with an alert, in place of one with this name."]
    assert said(session, "drop", "saved") == ["1. our mayor, filter Mira Adler, with an alert"]
    assert said(session, "1")[0] == "filter: Mira Adler"
    assert said(session, "filter minsk", "saved", "1")[0] == "filter: Mira Adler"
    assert said(session, "saved", "forget 1")[-1] == "Deleted our mayor."
    assert said(session, "forget 1")[0].startswith("Type saved, and then the number")


def test_the_dashboard_finds_what_was_saved_by_lines(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        said(PlainSession(store, views), "filter minsk", "save")
        views.close()
        (search,) = SavedSearches(store)
    assert (search.name, search.query, search.alert) == ("minsk", "minsk", False)


def test_every_command_answers_where_its_row_is_a_saved_search(session: PlainSession) -> None:
    said(session, "filter minsk", "save", "drop")
    for command in COMMANDS:
        for name in command.names[:1]:
            said(session, "saved", f"{name} 1", "filter minsk", "save")
