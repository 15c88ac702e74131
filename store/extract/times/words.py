"""Resolve a time expression that stands alone, as a person types it into a dialog."""

from __future__ import annotations

from datetime import date

from store.extract.time_grammar.dispatch import matches
from store.extract.time_grammar.meaning import Context, NotATime, Unresolved
from store.extract.time_grammar.modifiers import extended
from store.extract.time_grammar.tokens import pieces_of
from store.reading import Precision

_LEADING = frozenset({"on", "in", "at", "during", "the", "of", "from"})


def resolve_words(
    words: str, published: str | None
) -> tuple[str | None, str | None, Precision | None] | None:
    """Return first day, last day and precision of an expression, or None if it is none.

    It is resolved against `published` (ISO 8601), as of something past: "thursday" is the last
    one. The whole text must be the expression, but for a preposition and an article before it.
    """
    pieces = pieces_of(" ".join(words.split()))
    first = next((n for n in range(pieces.count) if pieces.words[n] not in _LEADING), 0)
    today = None if not published else date.fromisoformat(published[:10])
    for match in matches(pieces):
        whole = extended(pieces, match, 0)
        if match.start > first or whole.end < pieces.count:
            return None
        try:
            found = match.resolve(Context(published=today, direction="past", firm=True))
        except (NotATime, Unresolved, ValueError, OverflowError):
            return None
        if found.start is None and found.end is None:
            return None
        ends = [None if day is None else day.isoformat() for day in (found.start, found.end)]
        return ends[0], ends[1], found.precision
    return None
