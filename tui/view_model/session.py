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
from tui.view_model.article import Opened, open_article
from tui.view_model.state import ORDERS, PaneName, Place, Trail

if TYPE_CHECKING:
    from store import EventRow, Views

_LIMIT = 1_000_000
_MOST = 50
"""Places of the trail that are kept."""


class Open(msgspec.Struct, frozen=True):
    """The article in the reader, and what it was opened for."""

    number: int
    event: str | None = None
    key: str | None = None
    stop: int | None = None
    offset: int = 0
    """The code point a third down the page."""


class Session(msgspec.Struct, frozen=True):
    """Where somebody was when the session ended."""

    places: tuple[Place, ...]
    at: int
    came_from: PaneName = "articles"
    """The list that the reader was opened from."""
    zoomed: bool = False
    open: Open | None = None
    """What the reader showed, where it was in front."""
    names: dict[str, str] = {}
    """The names of the entities in the filters, by key."""
    version: Literal[1] = 1

    @property
    def trail(self) -> Trail:
        return Trail(self.places, self.at)

    @property
    def is_sound(self) -> bool:
        """Whether all that JSON's types do not say holds too."""
        return 0 <= self.at < len(self.places) and all(
            order in ORDERS.get(pane, ()) for place in self.places for pane, order in place.orders
        )


def kept(trail: Trail) -> tuple[tuple[Place, ...], int]:
    """The part of a trail that is worth keeping, and where in it we are."""
    first = max(0, trail.at - _MOST + 1)
    return trail.places[first : first + _MOST], trail.at - first


class SessionFile:
    """The file of one person and one store, in XDG's state folder; 0600, replaced in one step.

    Of several sessions of one person, the one that ends last is kept.
    """

    def __init__(self, store_folder: Path, folder: Path | None = None) -> None:
        """`folder` is where state is kept, XDG's by default."""
        self._store = store_folder
        self._folder = folder if folder is not None else state_folder()

    @property
    def path(self) -> Path | None:
        """None where the system says no folder for state, or there is no store yet."""
        id_ = store_id(self._store)
        return self._folder / "places" / f"{id_}.json" if self._folder and id_ else None

    def read(self) -> Session | None:
        """What was kept, None where nothing was.

        Raises `ValueError` where it cannot be understood: it is broken, or another version's.
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
        """Keep it, where that is possible: a home that cannot be written to harms nothing."""
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


def reopened(views: Views, was: Open, words: tuple[str, ...]) -> Opened | None:
    """The article that was open, for what it was opened for; None where it is gone.

    Runs in the archive's thread.
    """
    try:
        return open_article(views, was.number, _event(views, was.event), was.key, words)
    except KeyError:
        return None


def _event(views: Views, id_: str | None) -> EventRow | None:
    everything = Filter()
    rank = views.event_rank(everything, id_) if id_ is not None else None
    rows = views.events(everything, offset=rank, limit=1) if rank is not None else ()
    return rows[0] if rows else None


def is_first_time(folder: Path | None = None) -> bool:
    """True once: a mark is left in XDG's state folder. Where none can be left, never."""
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
