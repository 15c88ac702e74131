"""The feeds of a store and the state of each, in the table `feeds`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from ipaddress import ip_address
from typing import TYPE_CHECKING

import msgspec

from store.errors import UserError
from store.intake.answers import Unfetched, Validators
from store.intake.links import parsed_link

if TYPE_CHECKING:
    from store.database import Store

TABLE = "feeds"


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed and the result of its last request. Times are ISO 8601 in UTC."""

    url: str
    formerly: tuple[str, ...] = ()
    """The links that it has permanently moved from."""
    title: str | None = None
    tags: tuple[str, ...] = ()
    full: bool = True
    """Whether the pages of items that are only summaries are read."""
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    """The digest of the last body. Hosts often resend it as if it were new."""
    fetched: str | None = None
    """When it was last requested."""
    came: int = 0
    """New articles of the last request."""
    articles: int = 0
    """New articles of all requests."""
    due: str | None = None
    """The time before which it is not requested again. None means at once."""
    left: int = 0
    """Articles that were deferred to the next round."""
    failures: int = 0
    """The number of failures in a row."""
    error: str | None = None
    is_gone: bool = False
    """The host says that it is gone for good. It is not requested again automatically."""

    def __post_init__(self) -> None:
        for moment in (self.due, self.fetched):
            if moment is not None and datetime.fromisoformat(moment).tzinfo is None:
                raise ValueError(f"{moment} has no time zone")

    @property
    def links(self) -> set[str]:
        """Return the links by which it may be named."""
        return {self.url, *self.formerly}

    @property
    def validators(self) -> Validators:
        """Return the validators for a conditional request, or none while articles are deferred, so
        that the host sends the whole feed again.
        """
        return Validators() if self.left else Validators(self.etag, self.modified)


def new_feed(
    url: str, title: str | None = None, tags: Iterable[str] = (), *, full: bool = True
) -> Feed:
    """Return a feed that was never requested.

    Raises:
        UserError: `url` is not a link that can be fetched.
    """
    try:
        link = parsed_link(url)
    except Unfetched as refused:
        raise UserError(
            f"{url} is not a feed: {refused}.", "A feed needs an http or https link."
        ) from refused
    return Feed(url=link.url, title=title or None, tags=tuple(dict.fromkeys(tags)), full=full)


def private_reason(feed: Feed) -> str | None:
    """Return why `watch` fetches a feed only with --allow-private; None if its link does not tell.

    Nothing is looked up, so names are only known to be of this machine if they say so.
    """
    from store.intake.fetch.addresses import rejection_reason

    host = parsed_link(feed.url).host
    if host == "localhost" or host.endswith(".localhost"):
        return "an address of this machine"
    with suppress(ValueError):
        return rejection_reason(str(ip_address(host)))
    return None


class Feeds:
    """The feeds of a store. Each change is one commit, synced to the disk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __iter__(self) -> Iterator[Feed]:
        return (feed for _, feed in self._numbered())

    def add(self, feeds: Iterable[Feed]) -> list[Feed]:
        """Add the feeds that are not there yet, and return them. A feed that was gone is requested
        again.
        """
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
        """Remove a feed from the list. Its articles stay.

        Raises:
            UserError: The feed is not in the list.
        """
        with self._store.transaction():
            for number, feed in self._numbered():
                if url in {*feed.links, feed.title}:
                    self._store.db.table(TABLE).remove(doc_ids=[number])
                    return feed
        raise UserError(f"There is no feed {url} in the list.", "`dateline feeds list` shows them.")

    def record_results(self, outcomes: Iterable[tuple[str, Feed]]) -> None:
        """Record the results of requests, by the links that the feeds had before.

        A feed that was removed meanwhile stays removed. If two feeds have moved to one link, one is
        kept.
        """
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
