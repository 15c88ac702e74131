"""What the user says about the inputs when they do not tell themselves."""

from __future__ import annotations

import msgspec

from store.reading import DateOrder


class Hints(msgspec.Struct, frozen=True):
    """Hints of the user. `encoding` is for text that declares none. `mapping` maps field names in
    JSON or CSV to fields of an article. `date_order` is for numeric dates that nothing else settles
    (03/04/2024).
    """

    encoding: str | None = None
    mapping: dict[str, str] = {}
    date_order: DateOrder | None = None
