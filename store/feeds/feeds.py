"""The feeds of a store: which there are, and how it went with each, in its table `feeds`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from store.errors import UserError
from store.intake.answers import Unfetched, Validators
from store.intake.links import parsed_link

if TYPE_CHECKING:
    from store.database import Store

TABLE = "feeds"


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """One feed, and how it went the last time. Times are ISO 8601 in UTC."""

    url: str
    formerly: tuple[str, ...] = ()
    """The links that it has moved from for good."""
    title: str | None = None
    tags: tuple[str, ...] = ()
    full: bool = True
    """Are items that are only summaries read from their pages?"""
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    """Of the bytes that were taken in last: hosts send the same again as if it were new."""
    fetched: str | None = None
    """When it was asked for last."""
    came: int = 0
    """Articles that came of it then."""
    articles: int = 0
    """Articles that came of it in all."""
    due: str | None = None
    """Not asked for again before; None: at once."""
    left: int = 0
    """Articles that were put off to the next round."""
    failures: int = 0
    """How often in a row it failed."""
    error: str | None = None
    is_gone: bool = False
    """Its host says that it is no more: it is not asked for again by itself."""

    def __post_init__(self) -> None:
        for moment in (self.due, self.fetched):
            if moment is not None and datetime.fromisoformat(moment).tzinfo is None:
                raise ValueError(f"{moment} has no time zone")

    @property
    def links(self) -> set[str]:
        """By which it may be named."""
        return {self.url, *self.formerly}

    @property
    def validators(self) -> Validators:
        """None while something of it is left: its host shall send all of it again."""
        return Validators() if self.left else Validators(self.etag, self.modified)


def new_feed(
    url: str, title: str | None = None, tags: Iterable[str] = (), *, full: bool = True
) -> Feed:
    """A feed that was never asked for. Raises `UserError` for what is no link to fetch."""
    try:
        link = parsed_link(url)
    except Unfetched as refused:
        raise UserError(
            f"{url} is no feed: {refused}.", "Give its link, http or https."
        ) from refused
    return Feed(url=link.url, title=title or None, tags=tuple(dict.fromkeys(tags)), full=full)


class Feeds:
    """The feeds of a store. Each change is one commit, on the disk when it returns."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Feed]:
        return (feed for _, feed in self._numbered())

    def add(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Take up those that are not there yet; which these were. One that was gone is asked
        for again."""
        with self._store.transaction():
            known = {link: each for each in self._numbered() for link in each[1].links}
            added = []
            for feed in feeds:
                if feed.url not in known:
                    known[feed.url] = self._insert(feed), feed
                    added.append(feed)
                elif known[feed.url][1].is_gone:
                    number, gone = known[feed.url]
                    self._put(number, msgspec.structs.replace(gone, is_gone=False, due=None))
            return added

    def remove(self, url: str) -> Feed:
        """Take one off the list; its articles stay. Raises `UserError` when it is not there."""
        with self._store.transaction():
            for number, feed in self._numbered():
                if url in {*feed.links, feed.title}:
                    self._store.db.table(TABLE).remove(doc_ids=[number])
                    return feed
        raise UserError(f"There is no feed {url} in the list.", "`dateline feeds list` shows them.")

    def settle(self, outcomes: Iterable[tuple[str, Feed]]) -> None:
        """Write down how it went with each feed, by the link that it had before. What was taken
        off the list meanwhile stays off; of two that have come to one link, one stays."""
        with self._store.transaction():
            known = {feed.url: number for number, feed in self._numbered()}
            for before, feed in outcomes:
                if before not in known:
                    continue
                number = known.pop(before)
                if feed.url in known:
                    self._store.db.table(TABLE).remove(doc_ids=[number])
                else:
                    self._put(number, feed)
                    known[feed.url] = number

    def _numbered(self) -> Iterator[tuple[int, Feed]]:
        return self._store.documents(TABLE, Feed)

    def _insert(self, feed: Feed) -> int:
        number: int = self._store.db.table(TABLE).insert(msgspec.to_builtins(feed))
        return number

    def _put(self, number: int, feed: Feed) -> None:
        self._store.db.table(TABLE).update(msgspec.to_builtins(feed), doc_ids=[number])
