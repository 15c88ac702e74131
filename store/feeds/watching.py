"""Watches feeds and folders: requests what is due, imports what came, and records the result.

The articles of a feed are committed before the state of the feed. If a watcher is killed in
between, it requests the whole feed again and finds its items known. Pages of items come in rounds
of their own, so that a slow host does not delay the others. A feed gives a share of articles per
round; while some are left, its host is asked for the whole feed again. Folders give a share of
files per round. A large file gives a share of articles per round, which doubles each time up to a
limit, because the file is read from its start again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from queue import Empty
from typing import TYPE_CHECKING

import msgspec

from store.database.errors import StoreBusy
from store.database.lock import locked
from store.errors import UserError
from store.feeds.feeds import Feed, Feeds
from store.feeds.schedule import Clock, Folders, after, is_due, is_news, reject_page, with_left
from store.files import read_file
from store.ingest.report import Item, Report
from store.ingest.web import SHARE, Web
from store.intake.answers import Answer, Fetched, Request, Unfetched, answers_queue
from store.intake.sources import Source, shown

if TYPE_CHECKING:
    from store.database import Store
    from store.intake.fetch.fetcher import Fetcher

Read = Callable[[Iterable[Source], Web | None], Iterator[Item]]
"""Imports inputs into the store."""

_GATHERING = 5.0
"""Seconds in which answers are collected into one round."""
_LONGEST_SLEEP = 5.0
"""After so many seconds the list of feeds is read again, since others may have changed it."""
_SHORT_SLEEP = 0.2
"""Seconds in which answers are waited for while there are files to read."""
_LOOK = 2.0
"""Seconds between two looks at a folder."""
_LOOKS = 5
"""How often a single round looks again for files that are still being written."""
_LOOK_SHARE = 20
"""The wait after a look, as a multiple of its duration. Large folders are looked at less often."""
_LARGEST_SHARE = 16
"""The largest number of shares that a file gives in a round, since reading its start again takes
time.
"""
_AGAIN = 60.0
"""Seconds after which a feed is retried whose result could not be recorded."""


@dataclass(slots=True)
class Round:
    """The result of requesting some feeds and pages of their items, or of looking at folders."""

    feeds: list[Feed] = field(default_factory=list)
    """The feeds that were requested, in their new state."""
    wrong: list[Feed] = field(default_factory=list)
    """The feeds that could not be fetched or read."""
    pages: int = 0
    put_off: dict[str, int] = field(default_factory=dict)
    """Articles left to the next round, by the links or names of their inputs."""
    files_left: int = 0
    """Files in folders that are left to the next round."""
    unanswered: list[str] = field(default_factory=list)
    """Feeds that had not answered when the time was over. They stay due."""
    report: Report = field(default_factory=Report)
    trouble: UserError | None = None
    """Why nothing could be read or written. It will be tried again."""


class Tally:
    """The results of each feed in a round, by the requested link."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}
        self.put_off: Counter[str] = Counter()
        self._new: Counter[str] = Counter()

    def add(self, item: Item) -> None:
        """Count an item under its feed."""
        feed = item.input or item.name
        if item.state in {"new", "copy"}:
            self._new[feed] += 1
        elif item.state == "put off":
            self.put_off[feed] += 1
        elif item.state == "failed" and item.name == feed:
            self.errors[feed] = item.reason or "it cannot be read"

    def added_to(self, feed: Feed, link: str) -> Feed:
        """Return the feed with its results of this round."""
        new = self._new[link]
        return msgspec.structs.replace(
            feed,
            came=feed.came + new,
            articles=feed.articles + new,
            error=self.errors.get(link, feed.error),
        )


class Watching:
    """Watches the feeds of a store (or those in `only`) and some folders."""

    def __init__(
        self,
        store: Store,
        read: Read,
        fetcher: Fetcher,
        clock: Clock,
        *,
        only: Collection[str] | None = None,
        folders: Iterable[str] = (),
        share: int = SHARE,
    ) -> None:
        self._store = store
        self._read = read
        self._fetcher = fetcher
        self._clock = clock
        self._only = only if only is None else set(only)
        self._folders = Folders(folders)
        self._next_look = 0.0
        self._answers = answers_queue()
        self._share = share
        self._shares: dict[str, int] = {}
        """The next share of each file that was not read to its end."""
        self._web = Web(store, fetcher, self._answers)
        self._asked: dict[str, Feed] = {}
        self._came: dict[str, tuple[Feed, Feed]] = {}
        """Feeds that were fetched, in their old and new state. They are recorded when all their
        pages are read.
        """
        self._held: dict[str, float] = {}

    def once(self, seconds: float = inf) -> Iterator[Round]:
        """Request every due feed and look at the folders once.

        After `seconds` nothing more is waited for. What is missing is left to the next time, and
        the last round reports it.
        """
        until = time.monotonic() + seconds
        self._ask()
        looks = _LOOKS if self._folders.paths else 0
        while time.monotonic() < until:
            if looks:
                self._next_look = 0.0
                yield from self._look_at_folders()
                if not self._is_more_in_folders:
                    looks = looks - 1 if self._folders.young else 0
            if self._outstanding:
                yield from self._gathered(until)
            elif not looks:
                break
            elif not self._is_more_in_folders:
                time.sleep(_LOOK)
        if self._outstanding:
            yield self._end_by_timeout()

    def forever(self) -> Iterator[Round]:
        """Yield rounds until the caller stops."""
        while True:
            self._ask()
            yield from self._look_at_folders()
            yield from self._gathered()

    def feeds(self) -> list[Feed]:
        """Return the feeds that are watched."""
        only = self._only
        return [feed for feed in Feeds(self._store) if only is None or feed.links & only]

    @property
    def _outstanding(self) -> int:
        """Return the number of answers that are still to come."""
        return len(self._asked) + self._web.pages

    def _ask(self) -> None:
        """Request the feeds that are due, except those still in progress."""
        now = _now()
        for feed in self.feeds():
            is_busy = feed.url in self._asked or feed.url in self._came
            is_held = self._held.get(feed.url, 0.0) > time.monotonic()
            if is_due(feed, now) and not is_busy and not is_held:
                self._asked[feed.url] = feed
                self._fetcher.begin(Request(feed.url, feed.validators), self._answers)

    def _gathered(self, end: float = inf) -> Iterator[Round]:
        """Yield a round of the answers that come now, if any come in time and before `end`."""
        came: list[Fetched] = []
        until = min(end, time.monotonic() + self._sleep())
        while (left := until - time.monotonic()) > 0:
            try:
                came.append(self._answers.get(timeout=left))
            except Empty:
                break
            if len(came) == 1:
                until = min(end, time.monotonic() + _GATHERING)
            if len(came) == self._outstanding:
                break
        if came:
            yield self._round(came)

    @property
    def _is_more_in_folders(self) -> bool:
        return bool(self._folders.left or self._shares)

    def _sleep(self) -> float:
        if self._is_more_in_folders:
            return _SHORT_SLEEP
        if self._folders.paths:
            return max(0.0, min(_LONGEST_SLEEP, self._next_look - time.monotonic()))
        return _LONGEST_SLEEP

    def _round(self, came: list[Fetched]) -> Round:
        """Import what is new in these answers, and record the results."""
        done = Round()
        inputs: list[Source] = []
        for request, sent in came:
            if request.is_page:
                inputs.append(self._web.page(request, sent))
                done.pages += 1
                continue
            before = self._asked.pop(request.url)
            outcome = reject_page(sent) if isinstance(sent, Answer) else sent
            if isinstance(outcome, Answer) and is_news(before, outcome):
                inputs.append(Source(request.url, is_link=True, answer=outcome, full=before.full))
            self._came[request.url] = before, after(before, outcome, _now(), self._clock)
        asked = {request.url for request, _ in came if not request.is_page}
        self._web.begin_round(dict.fromkeys(asked, self._share))
        inputs.sort(key=_size)
        tally = Tally()
        for item in self._items(inputs, done):
            tally.add(item)
        if done.trouble is not None:
            self._mark_failed(inputs, done.trouble)
        self._record_results(asked, tally, done)
        return done

    def _end_by_timeout(self) -> Round:
        """Return a round that leaves the pages still to come to the next time."""
        done = Round(unanswered=list(self._asked))
        self._asked.clear()
        tally = Tally()
        for link in self._came:
            tally.put_off[link] += self._web.drop_pages(link)
        self._record_results(set(), tally, done)
        return done

    def _mark_failed(self, inputs: list[Source], trouble: UserError) -> None:
        """Treat the feeds as failed if nothing could be imported, so that they are
        requested again.
        """
        for link in {source.feed or source.name for source in inputs}:
            before, _ = self._came[link]
            failed = after(before, Unfetched(str(trouble)), _now(), self._clock)
            self._came[link] = before, failed

    def _record_results(self, asked: set[str], tally: Tally, done: Round) -> None:
        """Record the result of every feed without pages still to come."""
        settled: dict[str, Feed] = {}
        for link, (before, feed) in list(self._came.items()):
            left = tally.put_off[link]
            now = with_left(tally.added_to(feed, link), left, _now(), self._clock)
            self._came[link] = before, now
            if left:
                done.put_off[link] = now.left
            if link in asked:
                done.feeds.append(now)
                if now.failures or link in tally.errors:
                    done.wrong.append(now)
            if not self._web.waits_for(link):
                settled[link] = now
                del self._came[link]
                self._web.drop_share(link)
        try:
            Feeds(self._store).record_results(settled.items())
        except UserError as trouble:
            done.trouble = trouble
            self._held.update(dict.fromkeys(settled, time.monotonic() + _AGAIN))

    def _look_at_folders(self) -> Iterator[Round]:
        began = time.monotonic()
        if not self._folders.paths or began < self._next_look:
            return
        found = self._folders.look(self._share)
        took = time.monotonic() - began
        self._next_look = began + max(_LOOK, _LOOK_SHARE * took)
        if not self._folders.left:  # files that have disappeared are not waited for
            names = {source.name for source in found}
            self._shares = {name: self._shares[name] for name in self._shares if name in names}
        if found:
            yield self._read_files(found)
        if self._is_more_in_folders:
            self._next_look = 0.0

    def _read_files(self, found: list[Source]) -> Round:
        done = Round(files_left=self._folders.left)
        shares = {source.name: self._shares.pop(source.name, self._share) for source in found}
        self._web.begin_round(shares)
        tally = Tally()
        for item in self._items(sorted(found, key=_size), done):
            tally.add(item)
        for source in found:
            self._web.drop_share(source.name)
            if left := tally.put_off[shown(source.name)]:
                done.put_off[shown(source.name)] = left
                largest = _LARGEST_SHARE * self._share
                self._shares[source.name] = min(2 * shares[source.name], largest)
        unread = shares if done.trouble is not None else self._shares
        self._folders.forget(unread)
        return done

    def _items(self, inputs: list[Source], done: Round) -> Iterator[Item]:
        if not inputs:
            return
        try:
            for item in self._read(inputs, self._web):
                done.report.add(item)
                yield item
        except UserError as trouble:
            done.trouble = trouble


def _size(source: Source) -> int:
    """Return the size of a file, or 0 if it cannot be read. Smaller files are read first."""
    if source.is_link:
        return len(source.answer.body) if source.answer else 0
    try:
        return Path(source.name).stat().st_size
    except OSError:
        return 0


def _now() -> datetime:
    return datetime.now(UTC)


_LOCK = "watch.lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of the only watcher of the store in `folder` while the block runs.

    The operating system releases the lock when the process ends.

    Raises:
        UserError: There is a watcher already.
    """
    path = folder / _LOCK
    held = locked(path, timeout=0)
    try:
        held.__enter__()
    except StoreBusy as busy:
        number = read_file(path, 100)[:10].strip().decode("ascii", "replace")
        raise UserError(
            f"Process {number or '?'} already watches {folder}.",
            "One watcher follows all feeds of a store. Give it several feeds or folders.",
        ) from busy
    try:
        yield
    finally:
        held.__exit__(None, None, None)
