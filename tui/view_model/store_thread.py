"""The thread that reads the store for the dashboard.

SQLite and the journal are opened, read and closed in the same thread, in the order of the calls.
The screen's own thread never waits for a disk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from tui.safe import one_line
from tui.view_model.alerts import Alerts, Matches
from tui.view_model.styled_text import fit

if TYPE_CHECKING:
    from store import Batch, Corrections, IndexingProcess, SavedSearches, Store, UserError, Views


T = TypeVar("T")


type Job = Callable[[Corrections, Views], Batch | None]
"""Changes the log of corrections; runs in the store thread."""
type Then = Callable[[str, bool], Awaitable[None]]
"""Gets a line on what was changed, and whether it was."""
_PATIENCE = 0.5
"""Seconds of indexing before the panes are reloaded."""
_COUNTED = ("articles", "corrections")
"""The tables whose new documents are counted."""
_MANY = 5_000
"""New articles that are counted. More of them would hold up every query: a tenth of a second."""
_NAME_WIDTH = 20
"""Cells for the name of a saved search on the status line."""


class News(NamedTuple):
    """What was committed since the index was updated."""

    articles: int = 0
    corrections: int = 0
    matches: Matches = ()
    """The saved searches with an alert that match the new articles."""

    @property
    def is_any(self) -> bool:
        """Whether there is anything new."""
        return self != News()

    @property
    def counted(self) -> str:
        """The number of new articles; those beyond many are not counted."""
        return f"over {_MANY:,}" if self.articles > _MANY else str(self.articles)

    def __str__(self) -> str:
        articles = f"{self.counted} new" if self.articles else ""
        corrected = f"{self.corrections} corrected" if self.corrections else ""
        alerts = [
            f"{count} for {fit(one_line(name), _NAME_WIDTH).rstrip()}"
            for name, count in self.matches[:1]
        ]
        if more := self.matches[1:]:
            alerts.append(f"{len(more)} more alert" + "s" * (len(more) > 1))
        return ", ".join(filter(None, (articles, *alerts, corrected)))


class StoreThread:
    """A store and its views, used by one thread only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dateline-store")
        self._store: Store | None = None
        self._views: Views | None = None
        self._log: Corrections | None = None
        self._indexing: IndexingProcess | None = None
        """Indexes what is too much for this process. One that failed stays here, so that no other
        is started."""
        self.trouble: UserError | None = None
        """Why the store cannot be opened."""
        self._seen = 0
        self._counted = 0
        """The version up to which `_new` counts what came since `_seen`: a watcher that runs for
        days commits much that the panes have not taken in, and none of it is read twice."""
        self._new = News()
        self._first = 0
        """The lowest number of the new articles."""
        self._alerts: Alerts | None = None

    def begin(self) -> None:
        """Start to open the store, while the screen is still being set up."""
        self._thread.submit(self._opened)

    async def ask(self, question: Callable[[Views], T]) -> T:
        """Return what `question` returns for the views.

        Raises:
            StoreError: when the store or its index cannot be read, and whatever `question` raises.
        """
        return await self._run(lambda: self._answered(question))

    async def correct(self, job: Callable[[Corrections, Views], T]) -> T:
        """Return what `job` returns for the log of corrections, and index what it changed.

        Raises:
            UserError: when the store is read-only or cannot be written, and whatever `job` raises.
        """
        return await self._run(lambda: self._corrected(job))

    async def saved_searches(self, job: Callable[[SavedSearches], T]) -> T:
        """Return what `job` returns for the saved searches.

        Raises:
            UserError: when the store cannot be read, and whatever `job` raises.
        """
        return await self._run(lambda: job(self._saved_searches()))

    async def update_index(self) -> tuple[bool, bool]:
        """Index some of what is new; return whether anything changed, and whether there is more."""
        return await self._run(self._update_index)

    async def prepare_search(self, seconds: float) -> bool:
        """Read the names and the words for about `seconds`; return whether there is more."""
        return await self._run(lambda: self._prepare_search(seconds))

    async def count_new(self) -> News:
        """Return what was committed since the last update of the index."""
        return await self._run(self._count_new)

    async def count_waiting(self) -> int:
        """Return how many articles do not yet show a correction that others on the screen show."""
        return await self._run(lambda: self._views.waiting if self._views else 0)

    async def note(self) -> str:
        """Return what the user should know of the store: that it is read-only, or damaged."""
        return await self._run(self._note)

    async def is_readonly(self) -> bool:
        """Return whether the store is read-only."""
        return await self._run(lambda: self._store is not None and self._store.readonly)

    async def close(self) -> None:
        """Close the store; nothing can be asked afterwards."""
        await self._run(self._close)
        self._thread.shutdown(wait=False)

    async def _run(self, job: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, job)

    def _opened(self) -> Views:
        if self._views is None:
            from store import Store, UserError, Views

            try:
                self._store = Store.open(self.folder, create=True)
                self._views = Views.open(self._store)
            except UserError as trouble:
                self.trouble = trouble
                raise
        return self._views

    def _answered(self, question: Callable[[Views], T]) -> T:
        """Ask a question; a damaged index is rebuilt first, and asked again."""
        from store import ViewsDamaged

        views = self._opened()
        try:
            return question(views)
        except ViewsDamaged:
            views.update(seconds=_PATIENCE)
            return question(views)

    def _corrected(self, job: Callable[[Corrections, Views], T]) -> T:
        from store import Corrections

        views = self._opened()
        if self._log is None:
            if self._store is None:
                raise RuntimeError("the store is open where its views are")
            self._log = Corrections(self._store)
        result = job(self._log, views)
        views.update(seconds=_PATIENCE)
        return result

    def _saved_searches(self) -> SavedSearches:
        from store import SavedSearches

        self._opened()
        if self._store is None:
            raise RuntimeError("the store is open where its views are")
        return SavedSearches(self._store)

    def _note(self) -> str:
        lines = [self._store.note] if self._store else []
        return "\n".join([*filter(None, lines), *(self._views.notes if self._views else ())])

    def _update_index(self) -> tuple[bool, bool]:
        views = self._opened()
        if self._is_indexed_elsewhere(views):
            return views.follow(), views.behind
        return views.update(seconds=_PATIENCE), views.behind

    def _prepare_search(self, seconds: float) -> bool:
        views = self._opened()
        return self._is_indexed_elsewhere(views) or views.prepare_search(seconds=seconds)

    def _is_indexed_elsewhere(self, views: Views) -> bool:
        """Return whether another process indexes for this one; start it if there is much."""
        if self._indexing is None:
            self._indexing = views.index_elsewhere()
        elif not (self._indexing.is_running or self._indexing.has_failed):
            self._indexing = None
        return self._indexing is not None and self._indexing.is_running

    def _count_new(self) -> News:
        views, store = self._views, self._store
        if views is None or store is None:
            return News()
        store.check_exists()
        if self._alerts is None:
            self._alerts = Alerts(store)
        if not views.behind:
            self._alerts.close()
            return News()
        if self._seen != views.version:
            self._seen = self._counted = views.version
            self._new = News()
            self._alerts.close()
        changed = self._count_changes(store)
        if self._new.articles:
            matches = self._alerts.count(self._first, changed=changed)
            self._new = self._new._replace(matches=matches)
        return self._new

    def _count_changes(self, store: Store) -> bool:
        """Count what came since the last time, until there are many; return whether a saved search
        did."""
        changed = False
        if self._new.articles > _MANY:
            return changed
        for change in store.changes(self._counted):
            if self._new.articles > _MANY:
                break
            self._counted = change.version
            changed = changed or change.table == "searches"
            if change.deleted or change.table not in _COUNTED:
                continue
            count = getattr(self._new, change.table) + 1
            if change.table == "articles" and change.doc_id is not None:
                self._first = min(self._first, change.doc_id) if count > 1 else change.doc_id
            self._new = self._new._replace(**{change.table: count})
        return changed

    def _close(self) -> None:
        if self._indexing is not None:
            self._indexing.stop()
        if self._alerts is not None:
            self._alerts.close()
        if self._views is not None:
            self._views.close()
        if self._store is not None:
            self._store.close()
