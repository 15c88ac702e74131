"""What a person says of the inputs, because it cannot be seen in them."""

from __future__ import annotations

import msgspec


class Hints(msgspec.Struct, frozen=True):
    """`encoding` of text that does not say its own; `mapping` from the name of a field in
    JSON or CSV to the field of an article that it is."""

    encoding: str | None = None
    mapping: dict[str, str] = {}
