"""What a correction is about: an article, words in it, an event, or an entity; and its place in a
reading, which need not be the one that the correction was made on.

Targets hold everything that is needed to find their place in another reading of the article, and
in another store. Offsets are half-open ranges of code points in the article's text.
"""

from __future__ import annotations

from msgspec import Struct

from store.identity.keys import organization_key, person_key, place_key, thing_key
from store.query.words import replace_surrogates
from store.reading import ArticleFields, EntityType, Event, Reading, Span

_LONGEST = 2_000
_PLACES = ("GPE", "LOC", "FAC")


class ArticleRef(Struct, frozen=True, tag_field="target", tag="article"):
    """A whole article."""

    article: str
    """Its id."""
    hash: str
    """The SHA-256 of its text, in hexadecimal."""


class SpanRef(Struct, frozen=True, tag_field="target", tag="span"):
    """Words in an article."""

    article: str
    hash: str
    start: int
    end: int
    words: str
    """The quoted words. They find the place if the offsets do not."""


class EventRef(Struct, frozen=True, tag_field="target", tag="event"):
    """An event of an article, by the words that state it."""

    article: str
    hash: str
    start: int
    end: int
    words: str
    """The trigger ("met") at `start` to `end`."""
    type: str
    label: str
    """Type and label as the machine read them. They tell two events of one trigger apart."""
    nth: int = 0
    """Which one, if trigger, type and label are the same too."""


class EntityRef(Struct, frozen=True, tag_field="target", tag="entity"):
    """A person, organisation, place or thing, in every article."""

    key: str
    name: str
    type: EntityType


type MarkTarget = ArticleRef | EntityRef | tuple[EventRef, ...]


def hash_of(text: str) -> str:
    """Return the SHA-256 of an article's text, in hexadecimal."""
    import hashlib  # loads OpenSSL, 4 MB, which a dashboard hardly ever needs

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def article_ref(article: ArticleFields) -> ArticleRef:
    return ArticleRef(replace_surrogates(article.id), hash_of(article.text))


def span_ref(article: ArticleFields, start: int, end: int) -> SpanRef:
    """Return a reference to the code points from `start` to `end`.

    Raises:
        ValueError: The range is empty, outside the text, or longer than 2,000 code points.
    """
    if not 0 <= start < end <= len(article.text):
        raise ValueError(f"there is no text at [{start}, {end}]")
    if end - start > _LONGEST:
        raise ValueError(f"more than {_LONGEST:,} characters are chosen")
    words = replace_surrogates(article.text[start:end])
    return SpanRef(replace_surrogates(article.id), hash_of(article.text), start, end, words)


def trigger_of(event: Event) -> Span | None:
    """Return the span of an event's first trigger, or None for an event without evidence."""
    return event.evidence[0].verb if event.evidence else None


def event_ref(reading: Reading, event_id: str) -> EventRef | None:
    """Return a reference to an event of the machine's reading, or None if it has none with this
    id or the event has no words."""
    event = next((each for each in reading.events if each.id == event_id), None)
    verb = None if event is None else trigger_of(event)
    if event is None or verb is None:
        return None
    alike = [each.id for each in reading.events if _identity(each) == _identity(event)]
    words = replace_surrogates(reading.text[verb.start : verb.end])
    return EventRef(
        replace_surrogates(reading.id),
        hash_of(reading.text),
        verb.start,
        verb.end,
        words,
        event.type,
        replace_surrogates(event.label),
        alike.index(event_id),
    )


def _identity(event: Event) -> tuple[Span | None, str, str]:
    return trigger_of(event), event.type, event.label


def new_entity(name: str, type_: EntityType) -> EntityRef:
    """Return a reference to the entity of this name and type, which may be new to the store.

    Its key is the one that the extractor would give it.
    """
    name = " ".join(replace_surrogates(name).split())
    if type_ == "PERSON":
        key = person_key(name)
    elif type_ == "ORG":
        key = organization_key(name)
    else:
        key = place_key(name) if type_ in _PLACES else thing_key(type_, name)
    return EntityRef(key, name, type_)


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
