"""What is kept of an event to compare it with the events of other articles: its sign.

A sign is made from one reading alone, so that the same article gives the same sign in every store.
Words and names are kept as numbers. A word is 24 bits of a hash and 8 bits of weight.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from zlib import crc32

import msgspec
from msgspec import Struct

from store.asset_files import shipped
from store.reading import Event, Reading, is_name
from store.views.figures import Figure, amounts
from store.views.moments import ordinal, pack
from store.views.schema import is_hidden
from store.views.voices import voice_of_event
from store.views.word_tables import stems, stems_of_word, words_to_stem

WEIGHT = 0xFF
"""The bits of a word that hold its weight."""
_HEAVIEST = 80
"""The weight of a word that no table lists: it is rare."""
_LONGEST = 1_200
"""Code points of a sentence that are looked at."""
_MOST_WORDS = 48
_MOST_NAMES = 12
_SENTENCES = 3
"""Pieces of evidence that are looked at. An article repeats itself after them."""


class EventFigure(Struct, frozen=True, array_like=True, gc=False):
    """A figure in one of the sentences of an event."""

    unit: str
    value: float
    is_loose: bool

    def agrees(self, other: EventFigure) -> bool:
        """Return whether two figures of one unit can both be right."""
        mine, theirs = (Figure(*each, 0, 0) for each in (self.fields(), other.fields()))
        return mine.agrees(theirs)

    def fields(self) -> tuple[str, float, bool]:
        return self.unit, self.value, self.is_loose


class EventSign(Struct, frozen=True, array_like=True, gc=False):
    """An event as it is compared. Names are entity keys, days ordinals."""

    type: str
    mode: str | None
    modality: str
    verb: str
    """The stem of its trigger."""
    moment: int
    """Its own date, packed (see `moments`)."""
    is_stated: bool
    """Whether its sentence dates it."""
    published: int | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    place: str | None
    sources: tuple[str, ...]
    """According to whom."""
    label: tuple[int, ...]
    """The words of its label, sorted."""
    words: tuple[int, ...]
    """The words of its sentences, sorted."""
    names: tuple[int, ...]
    """What its sentences name, as hashes of entity keys, sorted."""
    figures: tuple[EventFigure, ...]
    voice: str | None
    """The agency to which its sentences go back."""
    is_hidden: bool
    numbers: tuple[str, ...]
    """Numbers and weekdays of its label, which tell it from others of a series, sorted."""
    label_names: tuple[int, ...]
    """The names in its label, as hashes of their words, sorted."""
    label_weight: int
    """The weight of all words of the label."""
    words_weight: int
    about: tuple[int, ...] = ()
    """What the article is about: hashes of the entities that it mentions most, sorted."""


def encode(sign: EventSign) -> bytes:
    return _ENCODER.encode(sign)


def decode(packed: bytes) -> EventSign:
    return _DECODER.decode(packed)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(EventSign)


class SignMaker:
    """Makes the signs of the events of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._keys = {entity.id: entity.key for entity in reading.entities}
        self._published = ordinal(reading.published)
        places = sorted(
            (mention.start, hashed(entity.key))
            for entity in reading.entities
            if entity.is_named
            for mention in entity.mentions
        )
        self._starts = [start for start, _ in places]
        self._named = [name for _, name in places]
        self._about = _about(reading)
        self._seen: dict[tuple[int, int], tuple[tuple[int, ...], tuple[EventFigure, ...]]] = {}

    def sign(self, event: Event) -> EventSign:
        pieces = [
            (piece.start, min(piece.end, piece.start + _LONGEST))
            for piece in event.evidence[:_SENTENCES]
        ]
        sentences = [self._sentence(*piece) for piece in pieces]
        label = weighed_words(event.label)
        words = _joined(words for words, _ in sentences)[:_MOST_WORDS]
        return EventSign(
            type=event.type,
            mode=event.mode,
            modality=event.modality,
            verb=self._verb(event),
            moment=pack(event.from_, event.to, event.precision),
            is_stated=event.date_basis == "stated",
            published=self._published,
            actors=self._parties(event.actors),
            recipients=self._parties(event.recipients),
            place=self._keys.get(event.place or ""),
            sources=self._parties(event.according_to),
            label=label,
            words=words,
            names=tuple(sorted({name for piece in pieces for name in self._names(*piece)})),
            figures=tuple(dict.fromkeys(each for _, found in sentences for each in found)),
            voice=voice_of_event(event, self._reading),
            is_hidden=is_hidden(event),
            numbers=tuple(sorted(set(_SERIAL.findall(event.label.lower())))),
            label_names=_names_in(event.label),
            label_weight=sum(word & WEIGHT for word in label),
            words_weight=sum(word & WEIGHT for word in words),
            about=self._about,
        )

    def _verb(self, event: Event) -> str:
        if not event.evidence:
            return ""
        start, end = event.evidence[0].verb
        found = stems_of_word(self._reading.text[start : min(end, start + _LONGEST)])
        return found[0] if found else ""

    def _parties(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the parties, those without a name by their words only."""
        keys = (self._keys[each] for each in ids if each in self._keys)
        return tuple(sorted({key if is_name(key) else f"~{_head(key)}" for key in keys}))

    def _names(self, start: int, end: int) -> Sequence[int]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._named[low:high][:_MOST_NAMES]

    def _sentence(self, start: int, end: int) -> tuple[tuple[int, ...], tuple[EventFigure, ...]]:
        known = self._seen.get((start, end))
        if known is None:
            sentence = self._reading.text[start:end]
            found = tuple([EventFigure(*amount) for amount in amounts(sentence)])
            known = weighed_words(sentence), found
            self._seen[start, end] = known
        return known


_SERIAL = re.compile(
    r"\d[\d.,]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second"
    r"|third|fourth|fifth|sixth|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_NAME = re.compile(r"(?<=[\s(“\"'’-])[A-Z][\w.]*")


def _names_in(label: str) -> tuple[int, ...]:
    """Return the capitalised words of a label but for the first, whose capital says nothing."""
    return tuple(
        sorted({hashed(stem) for name in _NAME.findall(label) for stem in stems_of_word(name)})
    )


_MOST_ABOUT = 12


def _about(reading: Reading) -> tuple[int, ...]:
    named = [entity for entity in reading.entities if entity.is_named]
    named.sort(key=lambda entity: (-len(entity.mentions), entity.key))
    return tuple(sorted(hashed(entity.key) for entity in named[:_MOST_ABOUT]))


def _head(key: str) -> str:
    """Return the stem of the last word of a participant without a name: "police"."""
    found = stems_of_word(key.rpartition("/")[2])
    return found[-1] if found else ""


def is_anonymous(party: str) -> bool:
    """Return whether a party has no name."""
    return party.startswith("~")


def hashed(text: str) -> int:
    """Return 32 bits of a hash that is the same in every process."""
    return crc32(text.encode("utf-8", "replace"))


# Words with their weights.


@cache
def _weights() -> dict[str, int]:
    """Return the weight of each frequent stem."""
    path = shipped("models", "word_weights.json")
    return msgspec.json.decode(path.read_bytes(), type=dict[str, int])


def weighed_words(text: str) -> tuple[int, ...]:
    """Return the words of a text that say something, each with its weight, sorted."""
    words = words_to_stem(text)
    found = set(map(_weighed, stems(text)) if words is None else map(_weighed_word, words))
    found.discard(0)
    return tuple(sorted(found))


@lru_cache(maxsize=50_000)
def _weighed_word(word: str) -> int:
    """Return a word of a text as `_weighed` has its stem."""
    return _weighed(*stems(word))


def _weighed(stem: str) -> int:
    """Return a word with its weight, or 0 for one that says nothing."""
    weight = _weights().get(stem, _HEAVIEST)
    if not weight or not (len(stem) > 1 or stem.isdigit()):
        return 0
    return (hashed(stem) & 0xFFFFFF) << 8 | weight


def _joined(several: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({word for words in several for word in words}))
