"""The articles that were put into a store since a version of it, for indexes that follow it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.reading import Article

if TYPE_CHECKING:
    from store.database import Store


def articles_since(store: Store, version: int) -> Iterator[tuple[int, Article]]:
    """Numbers and articles, without those that have been deleted again."""
    for change in list(store.changes(version)):
        if change.table == "texts" and change.doc_id is not None:
            article = article_of(store, change.doc_id)
            if article is not None:
                yield change.doc_id, article


def article_of(store: Store, number: int) -> Article | None:
    """The article of this number, unless it has been deleted."""
    try:
        return store.article(number)
    except KeyError:
        return None
