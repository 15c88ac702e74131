"""An article and its reading as SQLite takes them."""

from __future__ import annotations

from typing import Any

from store.query.surrogates import is_whole, made_whole
from store.reading import (
    Article,
    Reading,
    article_from,
    reading_from,
    to_document,
)


def storable(article: Article, reading: Reading | None) -> tuple[Article, Reading | None]:
    """The same, but for lone surrogates. All that is read comes from the article's strings, so
    where these are whole, nothing else is looked at."""
    strings = (article.id, article.text, article.title, article.source, article.language)
    if all(is_whole(each or "") for each in (*strings, article.published)):
        return article, reading
    return (
        article_from(_whole(to_document(article))),
        None if reading is None else reading_from(_whole(to_document(reading))),
    )


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return made_whole(value)
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    return value
