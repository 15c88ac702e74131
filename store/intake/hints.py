"""What a person says of the inputs, because it cannot be seen in them."""

from __future__ import annotations

import msgspec

from store.reading import DateOrder


class Hints(msgspec.Struct, frozen=True):
    """`encoding` of text that does not say its own; `mapping` from the name of a field in
    JSON or CSV to the field of an article that it is; `date_order` of dates in three
    numbers, which nothing else settles (03/04/2024)."""

    encoding: str | None = None
    mapping: dict[str, str] = {}
    date_order: DateOrder | None = None
