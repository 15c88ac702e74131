"""Which items of feeds a store has: by their links and by what their feeds call them.

All of it is derived from the articles and their copies, so it is as true as the store: an item
is known from the moment in which its article is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from store.ingest.copies import TABLE
from store.reading import Article

if TYPE_CHECKING:
    from store.database import Store

_NEVER = datetime.min.replace(tzinfo=UTC)


class KnownItems:
    """The items of a store, and those that are on their way into it."""

    def __init__(self, store: Store) -> None:
        self._changed: dict[int, datetime] = {}
        """When the item was changed last, by the hash of each of its names: a million of them
        as text would take four times the memory."""
        for table in ("articles", TABLE):
            for document in store.db.table(table):
                self._take(_names(document), document.get("modified"))

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


def _names(document: Mapping[str, Any]) -> Iterator[str]:
    yield from document.get("known_by") or ()
    if document.get("url"):
        yield document["url"]


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
