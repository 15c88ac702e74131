"""Escape and the key after it."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual._xterm_parser import XTermParser

_ESCAPE = "\x1b"


_BEGINS_MORE = frozenset("[]NOPX^_\\")
"""What comes after an Escape that begins a longer sequence (ECMA-48, 5.3)."""


class SeparatingParser(XTermParser):
    """Textual's parser of what a terminal sends, but for that.

    Textual has no public one, and tells of a key that came behind an Escape no more than the
    letter that it took both for. So the door is this method, which the tests hold to its word.
    """

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[events.Key]:
        if len(sequence) == 2 and sequence[0] == _ESCAPE:
            alt = sequence[1].isprintable() and sequence[1] not in _BEGINS_MORE
            sequence = sequence[1] if alt else sequence
        if alt:
            yield events.Key("escape", _ESCAPE)
        yield from super()._sequence_to_key_events(sequence)
