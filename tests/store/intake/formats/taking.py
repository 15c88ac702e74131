"""Bytes in, articles and failures out: how the tests of formats ask."""

from __future__ import annotations

import io

from store.intake.draft import Failure
from store.intake.formats import articles_from
from store.intake.opened import Hints, Opened
from store.reading import Article

TEXT = "The council of Port Leon closed the old bridge on Monday."
PARAGRAPH = (
    "The council of Port Leon closed the old bridge on Monday, the mayor said, after engineers "
    "had found cracks in two of its piers and asked for six weeks to look at the others."
)


def taken(
    data: bytes | str, name: str = "in", hints: Hints | None = None
) -> list[Article | Failure]:
    """Everything that an input gives, in order."""
    raw = data.encode() if isinstance(data, str) else data
    opened = Opened(name, io.BytesIO(raw))
    return [found for found in articles_from(opened, hints) if found is not None]


def only(data: bytes | str, name: str = "in", hints: Hints | None = None) -> Article:
    """The one article of an input."""
    (found,) = taken(data, name, hints)
    assert isinstance(found, Article), found
    return found


def refused(data: bytes | str, name: str = "in") -> Failure:
    """The one failure of an input."""
    (found,) = taken(data, name)
    assert isinstance(found, Failure), found
    return found
