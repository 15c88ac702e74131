"""The parts of the main screen, each alone: without a screen, on a real store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import ModalScreen
from textual.timer import Timer

from store import Filter, Term
from tests.tui.newsroom import CLAIM, Told, fill, made
from tui.main_screen.imports import Imports
from tui.main_screen.loading import PaintHold, SnapshotLoader
from tui.main_screen.navigation import Navigation
from tui.main_screen.panes import Panes
from tui.main_screen.screen import MainScreen
from tui.main_screen.session import SessionKeeper
from tui.main_screen.status import StatusLine
from tui.view_model.session import Session, SessionFile
from tui.view_model.snapshot import ViewSnapshot
from tui.view_model.state import PaneName, ViewState
from tui.view_model.store_thread import StoreThread

CONSULT = Term("type", "CONSULT")
ADLER = Term("entity", "person/mira adler")


class Done:
    """Work that was begun by the host."""

    def __init__(self, task: asyncio.Task[None]) -> None:
        self._task = task

    async def wait(self) -> None:
        await self._task


class Hands:
    """A host without a screen: it runs work at once, and keeps what it was told."""

    def __init__(self) -> None:
        self.app: App[Any] = App()
        self.said: list[str] = []
        self.front: PaneName = "articles"
        self._tasks: list[asyncio.Task[None]] = []

    def say(self, message: str, role: str = "plain") -> None:
        self.said.append(message)

    def bring(self, pane: PaneName, *, zoomed: bool | None = None) -> None:
        self.front = pane

    def start(
        self,
        group: str,
        work: Callable[..., Coroutine[Any, Any, None]],
        *arguments: Any,
        exclusive: bool = True,
    ) -> Done:
        task = asyncio.ensure_future(work(*arguments))
        self._tasks.append(task)
        return Done(task)

    def set_timer(self, delay: float, callback: Callable[[], Any]) -> Timer:
        return Timer(self.app, delay, callback=callback)

    def set_interval(self, interval: float, callback: Callable[[], Any]) -> Timer:
        return Timer(self.app, interval, callback=callback)

    async def open_dialog(self, dialog: ModalScreen[Any], then: Any = None) -> None:
        self.said.append(type(dialog).__name__)

    async def finish(self) -> None:
        """Wait for all work."""
        while self._tasks:
            await self._tasks.pop()


@pytest.fixture
async def store_thread(newsroom_store: Path) -> AsyncIterator[StoreThread]:
    thread = StoreThread(newsroom_store)
    await thread.update_index()
    yield thread
    await thread.close()


def navigation(hands: Hands, loads: list[bool]) -> Navigation:
    """Navigation whose cursors stay where they are, and which notes each load."""

    def capture(state: ViewState, *, initial: bool = True) -> ViewState:
        return state

    def reload(*, hold: bool = False) -> None:
        loads.append(hold)

    return Navigation(hands, capture, reload)  # type: ignore[arg-type]


def test_navigation_goes_back_and_forward_and_reloads_each_time() -> None:
    hands, loads = Hands(), []
    where = navigation(hands, loads)
    where.add_entity("person/mira adler", "Mira Adler")
    assert where.state.filter.terms == (ADLER,)
    assert where.state.cursor_in("entities") == "person/mira adler"
    where.go(where.state.with_term(CONSULT))
    where.back()
    assert where.state.filter.terms == (ADLER,)
    where.forward()
    assert where.state.filter.terms == (ADLER, CONSULT)
    assert loads == [True] * 4
    where.forward()
    assert hands.said == ["There is nothing to go forward to."]
    assert loads == [True] * 4


def test_navigation_amends_without_a_step() -> None:
    hands, loads = Hands(), []
    where = navigation(hands, loads)
    where.amend(where.state.with_zoom(1))
    assert where.state.zoom == "year"
    assert len(where.history.states) == 1
    assert loads == [False]


def loader(hands: Hands, store_thread: StoreThread, state: ViewState) -> tuple[Any, list[Any]]:
    shown: list[ViewSnapshot] = []
    hold = PaintHold(MainScreen(store_thread))
    made_one = SnapshotLoader(hands, store_thread, Panes(), lambda: state, shown.append, hold)  # type: ignore[arg-type]
    return made_one, shown


async def test_the_loader_shows_the_snapshot_of_the_state(store_thread: StoreThread) -> None:
    hands = Hands()
    one, shown = loader(hands, store_thread, ViewState(Filter((ADLER,))))
    one.load()
    await hands.finish()
    (snapshot,) = shown
    assert snapshot.counts["articles"] == (3, 5)
    assert [row.title for row in snapshot.articles.rows] == [
        "Adler returns", "Adler in Minsk", "Two leaders in one room",
    ]  # fmt: skip


async def test_imports_report_what_is_new_once_anything_is_shown(
    store_thread: StoreThread, newsroom_store: Path
) -> None:
    hands, loads = Hands(), []
    where = navigation(hands, loads)
    one, _ = loader(hands, store_thread, where.state)
    status = StatusLine()
    imports = Imports(hands, store_thread, where, one, status)  # type: ignore[arg-type]
    fill(newsroom_store, [made([CLAIM], "2024-12-01", "Late Lamp", "Late news")])
    await imports.poll()
    assert "new" not in status.text
    one.has_shown = True
    await imports.poll()
    assert "r 1 new" in status.text
    await imports.refresh()
    await hands.finish()
    assert "new" not in status.text
    assert loads
    await imports.refresh()
    assert hands.said == ["There are no new articles."]
    await hands.finish()


async def test_new_articles_beyond_many_are_not_counted(
    store_thread: StoreThread, newsroom_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.view_model.store_thread._MANY", 1)
    hands = Hands()
    where = navigation(hands, [])
    one, _ = loader(hands, store_thread, where.state)
    one.has_shown = True
    status = StatusLine()
    imports = Imports(hands, store_thread, where, one, status)  # type: ignore[arg-type]
    for number in range(4):
        told = [CLAIM, Told(f"It was said {number} times.")]
        fill(newsroom_store, [made(told, "2024-12-01", "Late Lamp", "Late news")])
    for _ in range(2):
        await imports.poll()
        assert "r over 1 new" in status.text
        assert (await store_thread.count_new()).articles == 2
    await imports.refresh()
    await hands.finish()
    assert "new" not in status.text


def keeper(hands: Hands, store_thread: StoreThread, file: SessionFile) -> SessionKeeper:
    return SessionKeeper(hands, store_thread, Panes(), navigation(hands, []), file)  # type: ignore[arg-type]


async def test_a_session_goes_on_or_is_given_up(store_thread: StoreThread, tmp_path: Path) -> None:
    hands = Hands()
    file = SessionFile(store_thread.folder, tmp_path / "state")
    file.write(Session((ViewState(Filter()), ViewState(Filter((CONSULT,)))), 1, "timeline"))
    session = keeper(hands, store_thread, file)
    assert session.session.states[1].filter.terms == (CONSULT,)
    assert session.session.last_list == "timeline"
    assert session.give_up()
    assert hands.said == ["Your last position could not be restored; showing everything."]
    assert session.session.states == (ViewState(Filter()),)
    assert not session.give_up()


async def test_a_broken_session_is_reported(store_thread: StoreThread, tmp_path: Path) -> None:
    file = SessionFile(store_thread.folder, tmp_path / "state")
    assert file.path is not None
    file.path.parent.mkdir(parents=True)
    file.path.write_text("{")
    assert keeper(Hands(), store_thread, file).problem.startswith("Your last position")
