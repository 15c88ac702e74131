"""The formats. A module and its libraries are loaded when one of its formats is met.

Each format has a function `drafts(opened, hints)` that yields what it finds, in order: an
`ArticleDraft` for an article, a `Failure` for a part without one, an `Opened` for a part in a
format of its own (a member of an archive, a page of a crawl), and None after skipping something
that is not an article, which restarts the time limit.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator

from store.intake.draft import ArticleDraft, Failure, article_of_draft
from store.intake.limits import InputRejected, UnsupportedFormat
from store.intake.opened import Hints, Opened
from store.intake.recognise import recognised
from store.reading import Article

Found = ArticleDraft | Failure | Opened | None
Reader = Callable[[Opened, Hints], Iterator[Found]]

MODULES = {
    "feed": "feed",
    "gzip": "archives:gzip_drafts",
    "html": "page",
    "json": "json_file",
    "json lines": "json_file:lines_drafts",
    "mail": "mail",
    "markdown": "markdown",
    "mbox": "mail:mailbox_drafts",
    "pdf": "pdf",
    "table": "table",
    "tar": "archives:tar_drafts",
    "text": "plain",
    "warc": "crawl",
    "zip": "archives:zip_drafts",
}
"""The module of each format that `recognised` returns, with the function if it is not `drafts`."""


def articles_from(opened: Opened, hints: Hints | None = None) -> Iterator[Article | Failure | None]:
    """Yield every article of an input, and a failure for every part without one.

    It never raises for the content of an input. An error ends in a `Failure` after the articles
    that were found before it.
    """
    hints = hints or Hints()
    try:
        for found in _reader(opened)(opened, hints):
            if isinstance(found, Opened):
                yield from articles_from(found, hints)
            elif isinstance(found, ArticleDraft):
                yield _article(found, hints)
            else:
                yield found
    except UnsupportedFormat as foreign:
        yield Failure(opened.name, str(foreign), passed_over=not opened.was_named)
    except InputRejected as refused:
        yield Failure(opened.name, str(refused))
    except RecursionError:
        yield Failure(opened.name, "it is nested too deeply")
    except MemoryError:
        yield Failure(opened.name, "it needs more memory than one article may take")
    except ImportError as error:
        yield Failure(opened.name, f"this format needs the package {error.name}: install it")
    except Exception as error:  # noqa: BLE001 - a stranger's bytes may break any library
        yield Failure(opened.name, f"cannot be taken in: {type(error).__name__}: {error}"[:500])


def _article(draft: ArticleDraft, hints: Hints) -> Article | Failure:
    try:
        return article_of_draft(draft, hints.date_order)
    except InputRejected as refused:
        return Failure(draft.origin, str(refused))


def _reader(opened: Opened) -> Reader:
    if not opened.head:
        raise InputRejected("the file is empty")
    module, _, function = MODULES[recognised(opened)].partition(":")
    reader: Reader = getattr(importlib.import_module(f"{__name__}.{module}"), function or "drafts")
    return reader
