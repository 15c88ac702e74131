"""Watching: what is due is asked for, what came is read, and how it went is written down.

The articles of a feed are committed before what is known of the feed, so a watcher that is
killed in between asks for the whole feed again, and finds its items known.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

import msgspec

from store.ingest.report import Item, Report
from store.ingest.watch.feeds import Feed, Feeds
from store.ingest.watch.folders import Folders
from store.ingest.watch.schedule import Clock, Outcome, after, is_due, is_news
from store.ingest.web import Web
from store.intake.fetch.answers import Answer, Unfetched
from store.intake.fetch.fetcher import Fetcher, Request
from store.intake.sources import Source
from store.trouble import Trouble

if TYPE_CHECKING:
    from store.database import Store

Read = Callable[[Iterable[Source], Web | None], Iterator[Item]]
"""Reads inputs into the store."""

_GATHERING = 5.0
"""Seconds in which answers that come one after the other make one round."""
_LONGEST_SLEEP = 5.0
"""After so many seconds the list of feeds is looked at again: others may have changed it."""
_LOOK = 2.0
"""Seconds between two looks at a folder."""
_LOOKS = 5
"""How often a single round looks again for files that are still being written."""
_LOOK_SHARE = 20
"""How many times what a look takes is waited before the next: a large folder, more seldom."""
_AGAIN = 60.0
"""Seconds after which a feed is tried again of which nothing could be written down."""


@dataclass(slots=True)
class Round:
    """What came of asking for some feeds, or of looking at folders."""

    feeds: list[Feed] = field(default_factory=list)
    """As they are now."""
    wrong: list[Feed] = field(default_factory=list)
    """Those of them that could not be had or read."""
    report: Report = field(default_factory=Report)
    trouble: Trouble | None = None
    """Why nothing could be read or written; it is tried again."""


class Watching:
    """The feeds of a store, or those of them in `only`, and some folders."""

    def __init__(
        self,
        store: Store,
        read: Read,
        fetcher: Fetcher,
        clock: Clock,
        *,
        only: Collection[str] | None = None,
        folders: Iterable[str] = (),
    ) -> None:
        self._store = store
        self._read = read
        self._fetcher = fetcher
        self._clock = clock
        self._only = None if only is None else set(only)
        self._folders = Folders(folders)
        self._next_look = 0.0
        self._answers: SimpleQueue[tuple[Request, Outcome]] = SimpleQueue()
        self._asked: dict[str, Feed] = {}
        self._held: dict[str, float] = {}

    def once(self) -> Iterator[Round]:
        """Every feed that is due, and the folders, once."""
        self._ask()
        for _ in range(_LOOKS):
            self._next_look = 0.0
            yield from self._look_at_folders()
            if not self._folders.young:
                break
            time.sleep(_LOOK)
        while self._asked:
            yield from self._gathered()

    def forever(self) -> Iterator[Round]:
        """Round after round, until somebody ends it."""
        while True:
            self._ask()
            yield from self._look_at_folders()
            yield from self._gathered()

    def waiting(self) -> list[Feed]:
        """The feeds that are watched, with when each is due."""
        return [feed for feed in Feeds(self._store) if self._only is None or feed.url in self._only]

    def _ask(self) -> None:
        now = datetime.now(UTC)
        for feed in self.waiting():
            held = self._held.get(feed.url, 0.0) > time.monotonic()
            if is_due(feed, now) and feed.url not in self._asked and not held:
                self._asked[feed.url] = feed
                self._fetcher.begin(Request(feed.url, feed.validators), self._answers)

    def _gathered(self) -> Iterator[Round]:
        """A round of the answers that come now; none when none comes in time."""
        outcomes: dict[str, Outcome] = {}
        until = time.monotonic() + self._sleep()
        while (left := until - time.monotonic()) > 0:
            try:
                request, outcome = self._answers.get(timeout=left)
            except Empty:
                break
            if not outcomes:
                until = time.monotonic() + _GATHERING
            outcomes[request.url] = outcome
            if len(outcomes) == len(self._asked):
                break
        if outcomes:
            yield self._round(outcomes)

    def _sleep(self) -> float:
        if self._folders.paths:
            return max(0.0, min(_LONGEST_SLEEP, self._next_look - time.monotonic()))
        return _LONGEST_SLEEP

    def _round(self, outcomes: dict[str, Outcome]) -> Round:
        asked = {url: self._asked.pop(url) for url in outcomes}
        now = datetime.now(UTC)
        news = {url: answer for url, answer in outcomes.items() if is_news(asked[url], answer)}
        done = Round()
        came = self._taken_in(news, asked, done)
        for url, outcome in outcomes.items():
            said = Unfetched(str(done.trouble)) if done.trouble and url in news else outcome
            feed = came.settled(after(asked[url], said, now, self._clock), url)
            done.feeds.append(feed)
            if isinstance(said, Unfetched) or url in came.errors:
                done.wrong.append(feed)
        try:
            Feeds(self._store).settle(zip(outcomes, done.feeds, strict=True))
        except Trouble as trouble:
            done.trouble = trouble
            self._held.update(dict.fromkeys(outcomes, time.monotonic() + _AGAIN))
        return done

    def _taken_in(self, news: dict[str, Outcome], asked: dict[str, Feed], done: Round) -> _Came:
        """Read what is new, and count it by its feed."""
        came = _Came()
        inputs = [
            Source(url, is_link=True, answer=answer, full=asked[url].full)
            for url, answer in news.items()
            if isinstance(answer, Answer)
        ]
        for item in self._items(inputs, Web(self._store, self._fetcher), done):
            came.take(item)
        return came

    def _look_at_folders(self) -> Iterator[Round]:
        began = time.monotonic()
        if not self._folders.paths or began < self._next_look:
            return
        found = list(self._folders.look())
        took = time.monotonic() - began
        self._next_look = began + max(_LOOK, _LOOK_SHARE * took)
        if found:
            done = Round()
            for _ in self._items(found, None, done):
                pass
            if done.trouble is not None:
                self._folders.forget(found)
            yield done

    def _items(self, inputs: list[Source], web: Web | None, done: Round) -> Iterator[Item]:
        if not inputs:
            return
        try:
            for item in self._read(inputs, web):
                done.report.take(item)
                yield item
        except Trouble as trouble:
            done.trouble = trouble


class _Came:
    """What came of each feed."""

    def __init__(self) -> None:
        self._new: dict[str, int] = {}
        self.errors: dict[str, str] = {}

    def take(self, item: Item) -> None:
        """Count an item under its feed."""
        feed = item.input or item.name
        if item.state in {"new", "copy"}:
            self._new[feed] = self._new.get(feed, 0) + 1
        elif item.state == "failed" and item.name == feed:
            self.errors[feed] = item.reason or "it cannot be read"

    def settled(self, feed: Feed, url: str) -> Feed:
        """The feed with what came of it under the link that it had."""
        new = self._new.get(url, 0)
        error = self.errors.get(url, feed.error)
        return msgspec.structs.replace(feed, came=new, articles=feed.articles + new, error=error)
