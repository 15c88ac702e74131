"""For scripts and notebooks: the rows of a query, and the reading of a text.

The README shows them, and its examples run as tests.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.reading import Article, Reading

if TYPE_CHECKING:
    from store.exports.rows import ExportRows
    from store.extract.pipeline import Extractor


@contextmanager
def open_rows(folder: str | Path, query: str = "", *, every: bool = False) -> Iterator[ExportRows]:
    """Open the rows that match a query, or all rows of a store: `rows.events()`, `articles()`,
    `entities()`, `roles()`, `relations()` and `mentions()` yield records with their citations.

    The store is not written to. With `every`, minor and unsure events are included.

    Raises:
        StoreMissing: There is no store in `folder`.
        QueryError: The query cannot be read. The message gives the place.
    """
    from store.database import Store
    from store.exports.rows import ExportRequest, ExportRows
    from store.query.parser import parse
    from store.views import Filter, Term, Views

    selected = Filter()
    if query.strip():
        parse(query)
        selected = selected.add(Term("query", query))
    with Store.open(Path(folder).expanduser(), readonly=True) as store:
        views = Views.open(store)
        try:
            views.update()
            yield ExportRows(views, ExportRequest(query=query, selected=selected, every=every))
        finally:
            views.close()


def read_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
) -> Reading:
    """Return what dateline reads in a text. Offsets are code points of `text`.

    Relative dates ("last week") are resolved against `published`, a day or time in ISO 8601. The
    first call loads the model, which takes a second and 400 MB.

    Raises:
        ModelMissing: The model is not installed.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    article = Article(id=digest, text=text, title=title, source=source, published=published)
    return _extractor().read(article)


@lru_cache(maxsize=1)
def _extractor() -> Extractor:
    from store.extract.pipeline import Extractor

    return Extractor()
