"""The links of an import: fetched side by side, and items of feeds followed to their pages.

Which items a store has is derived from its articles and their copies, so it is as true as the
store: an item is known from the moment in which its article is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from store.ingest.copies import TABLE
from store.intake.answers import Answer, Answers, Request, Unfetched, answers_queue
from store.intake.draft import Failure
from store.intake.links import parsed_link
from store.intake.sources import Source
from store.reading import Article

if TYPE_CHECKING:
    from store.database import Store
    from store.intake.fetch.fetcher import Fetcher

SUMMARY_POINTS = 1_500
"""Code points: an item of a feed with fewer is taken for a summary of its page."""
SHARE = 200
"""New articles of one feed or file in one round of a watcher, and new files of its folders. What
is left comes with the next rounds."""


class Web:
    """What an import fetches: its links, and the pages of those items of feeds that are only
    summaries, where their host's robots.txt permits.

    What comes is put into `answers`. A watcher hands its own over, and pages that are put off
    are then not waited for: they come with its next round (`page`). Of an input that has a
    `share`, so many articles are taken; who names a link to `dateline add` gets all.
    """

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        answers: Answers | None = None,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._waits = answers is None
        self._answers = answers_queue() if answers is None else answers
        self._shares: dict[str, int] = {}
        """How many articles each input may still give."""
        self._known: KnownItems | None = None
        self._pages: dict[str, Source] = {}

    def sources(self, inputs: Iterable[Source]) -> Iterator[Source]:
        """The inputs with what their links led to: files in their order, links as they come,
        and among them the pages of those items that are put off meanwhile."""
        links: dict[str, Source] = {}
        for source in inputs:
            if source.is_link and source.answer is None and source.item is None:
                links[source.name] = source
                self._fetcher.begin(Request(source.name), self._answers)
            else:
                yield source
        while self._waits and (links or self._pages):
            request, answer = self._answers.get()
            yield (
                self.page(request, answer)
                if request.is_page
                else fetched(links.pop(request.url), answer)
            )

    def page(self, request: Request, answer: Answer | Unfetched) -> Source:
        """The page of an item that was put off, as it came."""
        return fetched(self._pages.pop(request.url), answer)

    @property
    def pages(self) -> int:
        """How many pages are waited for."""
        return len(self._pages)

    def waits_for(self, feed: str) -> bool:
        """Is there an item of this feed whose page is still to come?"""
        return any(page.feed == feed for page in self._pages.values())

    def drop_pages(self, feed: str) -> int:
        """Stop waiting for the pages of this feed. Return how many were still to come."""
        waiting = [link for link, page in self._pages.items() if page.feed == feed]
        for link in waiting:
            del self._pages[link]
        return len(waiting)

    def begin_round(self, shares: Mapping[str, int]) -> None:
        """Begin a round: look up known items anew, and let these inputs give at most so many new
        articles each."""
        self._known = None
        self._shares.update(shares)

    def use_share(self, source: Source) -> bool:
        """Use one article of the input's share. False when nothing of the share is left."""
        left = self._shares.get(source.name)
        if left is not None:
            self._shares[source.name] = left - 1
        return left is None or left > 0

    def drop_share(self, name: str) -> None:
        """Forget the share of an input whose round is over."""
        self._shares.pop(name, None)

    def is_known(self, source: Source, article: Article) -> bool:
        """Is it an item of a fetched feed that the store has, or that is on its way?"""
        if source.answer is None or not article.known_by:
            return False
        if self._known is None:
            self._known = KnownItems(self._store)
            for page in self._pages.values():
                if page.item is not None:
                    self._known.add(page.item)
        return self._known.has(article)

    def mark_pending(self, article: Article) -> None:
        """Treat the item as known: it is on its way into the store."""
        if self._known is not None and article.known_by:
            self._known.add(article)

    def reads_page(self, source: Source, article: Article) -> bool:
        """Is the article an item whose page is to be read in its place?"""
        is_summary = bool(article.known_by) and len(article.text) < SUMMARY_POINTS
        if source.answer is None or not (is_summary and source.full):
            return False
        try:
            link = parsed_link(article.url or "").url
        except Unfetched:
            return False
        if link in self._pages:
            return False
        self._pages[link] = Source(link, is_link=True, item=article, feed=source.name)
        self._fetcher.begin(Request(link, is_page=True, feed=source.name), self._answers)
        return True


def fetched(source: Source, answer: Answer | Unfetched) -> Source:
    """The source with what its link led to."""
    if isinstance(answer, Unfetched):
        return replace(source, refused=str(answer), is_final=answer.final)
    return replace(source, refused=None, answer=answer)


def settled(item: Article, found: Article | Failure) -> tuple[Article, str | None]:
    """The article of an item's page, with the date that the feed gives it; or the item itself
    where its page gives less, and why."""
    if isinstance(found, Failure):
        return item, f"only what its feed says: {found.reason}"
    if len(found.text) < len(item.text):
        return item, "only what its feed says: its page says less"
    dated = item if item.published else found
    article = msgspec.structs.replace(
        found,
        title=item.title or found.title,
        source=_name_of_site(found) or item.source or found.source,
        author=found.author or item.author,
        published=dated.published,
        published_from=dated.published_from,
        published_doubt=dated.published_doubt,
        modified=item.modified or found.modified,
        known_by=item.known_by,
    )
    return article, None


def _name_of_site(page: Article) -> str | None:
    """What a page calls its site, where that is not just the name of its host."""
    name = page.source or ""
    is_host = "." in name and " " not in name
    return None if is_host else name or None


_NEVER = datetime.min.replace(tzinfo=UTC)


class KnownItems:
    """The items of a store, and those that are on their way into it."""

    def __init__(self, store: Store) -> None:
        self._changed: dict[int, datetime] = {}
        """When the item was changed last, by the hash of each of its names: a million of them
        as text would take four times the memory."""
        for table in ("articles", TABLE):
            for _, item in store.documents(table, _Named):
                self._take(_names(item), item.modified)

    def has(self, article: Article) -> bool:
        """Is the item there, as it is now? What its publisher changed since is another."""
        known = [self._changed[key] for key in map(hash, _own(article)) if key in self._changed]
        return bool(known) and _moment(article.modified) <= max(known)

    def add(self, article: Article) -> None:
        """The item is on its way."""
        self._take(_own(article), article.modified)

    def _take(self, names: Iterable[str], modified: str | None) -> None:
        moment = _moment(modified)
        for key in map(hash, names):
            self._changed[key] = max(moment, self._changed.get(key, _NEVER))


class _Named(msgspec.Struct):
    """What the documents of articles and of their copies say of the item that they were."""

    known_by: tuple[str, ...] | None = None
    url: str | None = None
    modified: str | None = None


def _names(item: _Named) -> Iterator[str]:
    yield from item.known_by or ()
    if item.url:
        yield item.url


def _own(article: Article) -> Iterator[str]:
    yield from article.known_by
    if article.url:
        yield article.url


def _moment(iso: str | None) -> datetime:
    try:
        found = datetime.fromisoformat(iso or "")
    except ValueError:
        return _NEVER
    return found if found.tzinfo else found.replace(tzinfo=UTC)
