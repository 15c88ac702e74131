"""What is kept of an event to compare it with the events of other articles: its sign.

Words and names are kept as numbers. A word is 24 bits of a hash and 8 bits of weight, which is how
rare it is (see `word_rarity`).
"""

from __future__ import annotations

from zlib import crc32

import msgspec
from msgspec import Struct

from store.views.remembered import remembered
from store.views.words.figures import Figure
from store.views.words.word_rarity import rarity
from store.views.words.word_tables import stems, stems_of_word, words_to_weigh

WEIGHT = 0xFF
"""The bits of a word that hold its weight."""
WEIGHT_BITS = 8
HASH = 0xFFFFFF
"""The bits of a hash that a word holds above its weight."""


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
    """The mode of the event; "win" for a win told in other words."""
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
    """What the article is about: hashes of the entities that it mentions, the most often first."""
    incident: int = -1
    """The incident that it is or whose victims it counts, by its place among the events of the
    article (see `tolls`); -1 for none, -2 for victims of an incident that the article does not
    tell."""
    is_total: bool = False
    """Whether it counts the most victims that its article has of what is news."""
    is_several: bool = False
    """Whether its label tells of several: "the Arvik and Bergen attacks", "300 have been
    killed"."""
    rivals: tuple[tuple[str, float | str], ...] = ()
    """Values that the article sets against each other, each with what it is about (see
    `rivals`)."""
    places: tuple[str, ...] = ()
    """The places that its label names, as entity keys, sorted; if there are none, its names that
    are of nobody, each after `~`."""
    parts: tuple[str, ...] = ()
    """What tells it from the whole or another part, sorted (see `label_parts`)."""
    is_mentioned: bool = False
    """Whether its article only mentions it, where it tells something else."""


def encode(sign: EventSign) -> bytes:
    return _ENCODER.encode(sign)


def decode(packed: bytes) -> EventSign:
    return _DECODER.decode(packed)


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(EventSign)


def is_anonymous(party: str) -> bool:
    """Return whether a party has no name."""
    return party.startswith("~")


# Words and names as numbers.


@remembered(50_000)
def hashed(text: str) -> int:
    """Return 32 bits of a hash that is the same in every process."""
    return crc32(text.encode("utf-8", "replace"))


def weighed_words(text: str) -> tuple[int, ...]:
    """Return the words of a text that say something, each with its weight, sorted."""
    words = words_to_weigh(text)
    found = set(map(weighed, stems(text)) if words is None else map(_weighed_word, words))
    found.discard(0)
    return tuple(sorted(found))


@remembered(50_000)
def _weighed_word(word: str) -> int:
    """Return a word of a text as `weighed` has its stem."""
    return weighed(*stems_of_word(word))


@remembered(20_000)
def weighed(stem: str) -> int:
    """Return a word with its weight, or 0 for one that says nothing."""
    weight = rarity(stem)
    if not weight or not (len(stem) > 1 or stem.isdigit()):
        return 0
    return (hashed(stem) & HASH) << WEIGHT_BITS | weight


@remembered(20_000)
def words_of_party(party: str) -> frozenset[int]:
    """Return the words, weighed, of the name of a person or body by its key; none of a place, which
    says where something happened."""
    kind, _, name = party.partition("/")
    if kind not in ("person", "org"):
        return frozenset()
    words = name.rpartition("/")[2].partition("@")[0].split()
    found = {weighed(stem) for word in words for stem in stems_of_word(word)}
    return frozenset(found - {0})
