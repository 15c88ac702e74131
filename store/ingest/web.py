"""The links of an import: they are fetched concurrently, and feed items lead to their pages.

Which items a store has is derived from its articles and copies. An item is known as soon as its
article is committed.
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
"""Code points. A shorter feed item is treated as a summary of its page."""
SHARE = 200
"""New articles of one feed or file per round of a watcher, and new files of its folders. The rest
comes with the next rounds.
"""


class Web:
    """What an import fetches: its links, and the pages of feed items that are only summaries, if
    the host's robots.txt permits.

    Answers are put into `answers`. A watcher passes its own queue, and pages that are deferred are
    then not waited for; they come with its next round (see `page`). An input with a `share` gives
    so many articles at most. A link that is named to `dateline add` gives all.
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
        """Yield the inputs with what their links led to: files in order, links as they arrive, and
        the pages of items that were deferred meanwhile.
        """
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
        """Return the fetched page of a deferred item as a source."""
        return fetched(self._pages.pop(request.url), answer)

    @property
    def pages(self) -> int:
        """The number of pages that are waited for."""
        return len(self._pages)

    def waits_for(self, feed: str) -> bool:
        """Return whether a page of this feed's items is still to come."""
        return any(page.feed == feed for page in self._pages.values())

    def drop_pages(self, feed: str) -> int:
        """Stop waiting for the pages of this feed. Return how many were still to come."""
        waiting = [link for link, page in self._pages.items() if page.feed == feed]
        for link in waiting:
            del self._pages[link]
        return len(waiting)

    def begin_round(self, shares: Mapping[str, int]) -> None:
        """Begin a round: look up known items again, and limit the new articles of these inputs."""
        self._known = None
        self._shares.update(shares)

    def use_share(self, source: Source) -> bool:
        """Use one article of the input's share. Return False if nothing of the share is left."""
        left = self._shares.get(source.name)
        if left is not None:
            self._shares[source.name] = left - 1
        return left is None or left > 0

    def drop_share(self, name: str) -> None:
        """Forget the share of an input whose round is over."""
        self._shares.pop(name, None)

    def is_known(self, source: Source, article: Article) -> bool:
        """Return whether it is an item of a fetched feed that the store has, or that is being
        added.
        """
        if source.answer is None or not article.known_by:
            return False
        if self._known is None:
            self._known = KnownItems(self._store)
            for page in self._pages.values():
                if page.item is not None:
                    self._known.add(page.item)
        return self._known.has(article)

    def mark_pending(self, article: Article) -> None:
        """Treat the item as known, because it is being added to the store."""
        if self._known is not None and article.known_by:
            self._known.add(article)

    def reads_page(self, source: Source, article: Article) -> bool:
        """Return whether the article is an item whose page is to be read instead."""
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
    """Return the source with what its link led to."""
    if isinstance(answer, Unfetched):
        return replace(source, refused=str(answer), is_final=answer.final)
    return replace(source, refused=None, answer=answer)


def article_of_item(item: Article, found: Article | Failure) -> tuple[Article, str | None]:
    """Return the article of an item's page, with the date from the feed. Return the item itself and
    a remark if its page gives less.
    """
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
    """Return a page's name of its site, unless it is just the name of its host."""
    name = page.source or ""
    is_host = "." in name and " " not in name
    return None if is_host else name or None


_NEVER = datetime.min.replace(tzinfo=UTC)


class KnownItems:
    """The items of a store, and those that are being added to it."""

    def __init__(self, store: Store) -> None:
        self._changed: dict[int, datetime] = {}
        """When the item was last changed, by the hash of each of its names. A million names as text
        would need four times the memory.
        """
        for table in ("articles", TABLE):
            for _, item in store.documents(table, _Named):
                self._take(_names(item), item.modified)

    def has(self, article: Article) -> bool:
        """Return whether the item is there in its current version."""
        known = [self._changed[key] for key in map(hash, _own(article)) if key in self._changed]
        return bool(known) and _moment(article.modified) <= max(known)

    def add(self, article: Article) -> None:
        """Note that the item is being added."""
        self._take(_own(article), article.modified)

    def _take(self, names: Iterable[str], modified: str | None) -> None:
        moment = _moment(modified)
        for key in map(hash, names):
            self._changed[key] = max(moment, self._changed.get(key, _NEVER))


class _Named(msgspec.Struct):
    """The feed item fields in the documents of articles and copies."""

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
