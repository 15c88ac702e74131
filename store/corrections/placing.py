"""Finds the place of a correction in a reading, which need not be the one that it was made on."""

from __future__ import annotations

from store.corrections.targets import EventRef, SpanRef, trigger_of
from store.query.words import replace_surrogates
from store.reading import Event, Span


class Unplaced(Exception):
    """A correction has no place in an article. The message is the reason, for users."""


def find_words(text: str, ref: SpanRef | EventRef) -> Span:
    """Return where the quoted words are: at their offsets, or at the nearest place.

    Raises:
        Unplaced: The text does not have them.
    """
    if text[ref.start : ref.end] == ref.words:
        return Span(ref.start, ref.end)
    found = [Span(at, at + len(ref.words)) for at in _occurrences(text, ref.words)]
    if not found:
        raise Unplaced(f"the article does not have the words “{ref.words[:60]}”")
    return min(found, key=lambda span: abs(span.start - ref.start))


def _occurrences(text: str, words: str) -> list[int]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def find_event(text: str, events: list[Event], ref: EventRef) -> str:
    """Return the id of the event that a correction means.

    `events` are the machine's, and those that people added: an event is recognised by what it was
    before other corrections.

    Raises:
        Unplaced: No event is stated by these words.
    """
    at = find_words(text, ref)
    same = [event for event in events if any(piece.verb == at for piece in event.evidence)]
    if not same:
        same = [event for event in events if any(_meet(p.verb, at) for p in event.evidence)]
    alike = [e for e in same if (e.type, replace_surrogates(e.label)) == (ref.type, ref.label)]
    first = [each for each in alike if trigger_of(each) == at]
    if ref.nth < len(first):
        return first[ref.nth].id
    if alike or same:
        return (alike or same)[0].id
    raise Unplaced(f"no event is read at “{ref.words[:60]}”")


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
