"""What is kept between two sessions: where the user was, and that the tour was seen."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from store import Filter, new_file, read_file, remove_file, replace_file, store_id
from tui.paths import state_folder
from tui.view_model.article import OpenedArticle, open_article
from tui.view_model.state import ORDERS, PaneName, ViewHistory, ViewState

if TYPE_CHECKING:
    from store import EventRow, Views

_LIMIT = 1_000_000
_MOST = 50
"""View states of the history that are kept."""


class KeptArticle(msgspec.Struct, frozen=True):
    """The article in the reader, and what it was opened for."""

    number: int
    event: str | None = None
    key: str | None = None
    stop: int | None = None
    offset: int = 0
    """The offset (code points) of the line a third down the page."""


class Session(msgspec.Struct, frozen=True):
    """Where the user was when the session ended."""

    states: tuple[ViewState, ...]
    at: int
    last_list: PaneName = "articles"
    """The list that the reader was opened from."""
    zoomed: bool = False
    article: KeptArticle | None = None
    """What the reader showed, when it was in front."""
    names: dict[str, str] = {}
    """The names of the entities in the filters, by key."""
    version: Literal[1] = 1

    @property
    def history(self) -> ViewHistory:
        return ViewHistory(self.states, self.at)

    @property
    def is_sound(self) -> bool:
        """Whether the values are valid too, beyond their types."""
        return 0 <= self.at < len(self.states) and all(
            order in ORDERS.get(pane, ()) for state in self.states for pane, order in state.orders
        )


def recent_states(history: ViewHistory) -> tuple[tuple[ViewState, ...], int]:
    """Return the states to keep, and the index of the current one among them."""
    first = max(0, history.at - _MOST + 1)
    return history.states[first : first + _MOST], history.at - first


class SessionFile:
    """The session of one user and one store: a file in XDG's state folder, mode 0600.

    It is replaced atomically. Of several sessions of one user, the one that ends last is kept.
    """

    def __init__(self, store_folder: Path, folder: Path | None = None) -> None:
        """`folder` is where the file is kept, by default in XDG's state folder."""
        self._store = store_folder
        self._folder = folder if folder is not None else state_folder()

    @property
    def path(self) -> Path | None:
        """The file; None without a folder for state, or before the store exists."""
        id_ = store_id(self._store)
        return self._folder / "sessions" / f"{id_}.json" if self._folder and id_ else None

    def read(self) -> Session | None:
        """Return the session that was kept, or None.

        Raises:
            ValueError: when the file is damaged, or of another version.
        """
        path = self.path
        try:
            content = read_file(path, _LIMIT) if path is not None else b""
        except OSError:
            return None
        if not content:
            return None
        try:
            session = msgspec.convert(json.loads(content), Session)
        except RecursionError as error:
            raise ValueError(f"{path} is nested too deeply") from error
        if not session.is_sound:
            raise ValueError(f"{path} is not sound")
        return session

    def write(self, session: Session) -> None:
        """Keep a session; where the folder cannot be written to, do nothing."""
        path = self.path
        if path is None:
            return
        part = path.with_suffix(f".{os.getpid()}")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(new_file(part, mode=0o600), "w") as file:
                json.dump(msgspec.to_builtins(session), file)  # a source may be no Unicode
            replace_file(part, path)
        except OSError:
            with suppress(OSError):
                remove_file(part)


def reopen_article(views: Views, was: KeptArticle, words: tuple[str, ...]) -> OpenedArticle | None:
    """Open the article of a session again; None when it is gone. Runs in the store thread."""
    try:
        return open_article(views, was.number, _event(views, was.event), was.key, words)
    except KeyError:
        return None


def _event(views: Views, id_: str | None) -> EventRow | None:
    everything = Filter()
    rank = views.ranks.event(everything, id_) if id_ is not None else None
    rows = views.events(everything, offset=rank, limit=1) if rank is not None else ()
    return rows[0] if rows else None


def is_first_time(folder: Path | None = None) -> bool:
    """Return True once for each user; a file in XDG's state folder remembers it.

    Where that file cannot be made, return False.
    """
    folder = folder if folder is not None else state_folder()
    if folder is None:
        return False
    mark = folder / "tour-seen"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        mark.touch(mode=0o600, exist_ok=False)
    except OSError:
        return False
    return True
