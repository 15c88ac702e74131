"""One step of a store's history, as followers see it."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """A document was put or deleted by the commit that made the store's version `version`.

    The document itself is fetched by whoever needs it. When a table was emptied whole,
    `doc_id` is None and `deleted` is true.
    """

    version: int
    table: str
    doc_id: int | None
    deleted: bool
