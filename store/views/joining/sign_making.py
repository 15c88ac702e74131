"""Makes the signs of the events of an article.

A sign is made from one reading alone, so that the same article gives the same sign in every store.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from msgspec import structs

from store.reading import Entity, Event, Reading, is_name
from store.shown_events import is_hidden
from store.views.indexing.schema import is_mentioned
from store.views.joining.event_signs import WEIGHT, EventFigure, EventSign, hashed, weighed_words
from store.views.joining.label_parts import WON, is_win_in_words, parts_of
from store.views.joining.label_places import PLACES, LabelPlaces, stems_of_names
from store.views.moments import ordinal, pack
from store.views.words.figures import Amount, amounts
from store.views.words.rivals import rivals
from store.views.words.tolls import CASUALTIES, MAGNITUDE, is_recent, tolls
from store.views.words.voices import agency_of_sentence
from store.views.words.word_tables import ascii_words, stems_of_word

_LONGEST = 1_200
"""Code points of a sentence that are looked at."""
_MOST_WORDS = 48
_MOST_NAMES = 12
_SENTENCES = 3
"""Pieces of evidence that are looked at. An article repeats itself after them."""


class _Evidence(NamedTuple):
    """What the sentences of an event tell, as its sign has it."""

    words: tuple[int, ...]
    words_weight: int
    names: tuple[int, ...]
    figures: tuple[EventFigure, ...]


class SignMaker:
    """Makes the signs of the events of one article."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._keys = {entity.id: entity.key for entity in reading.entities}
        self._published = ordinal(reading.published)
        self._parties_known = {each: _party(key) for each, key in self._keys.items()}
        places = sorted(
            [
                (mention.start, name)
                for entity in reading.entities
                if entity.is_named
                for name in (hashed(entity.key),)
                for mention in entity.mentions
            ]
        )
        self._starts = [start for start, _ in places]
        self._named = [name for _, name in places]
        self._places = LabelPlaces(reading)
        self._about = _about(reading)
        self._told: dict[tuple[tuple[int, int], ...], _Evidence] = {}
        self._counted: dict[tuple[int, int], Sequence[Amount]] = {}
        self._agencies: dict[tuple[int, int], str | None] = {}
        self._incidents: dict[int, EventSign] = {}
        self._tolls = tolls(reading, self._figures)
        self._totals = self._most()
        self._rivals = rivals(reading)

    def sign(self, place: int) -> EventSign:
        """Return the sign of an event by its place in the reading. A toll has that of its incident,
        with its own figures."""
        own = self._own_sign(self._reading.events[place])
        if place in self._rivals:
            found = dict.fromkeys((each.about, each.value) for each in self._rivals[place])
            own = structs.replace(own, rivals=tuple(found))
        toll = self._tolls.get(place)
        if toll is None:
            return own
        counted = (each for piece in toll.more for each in self._figures(*piece))
        more = (EventFigure(*each) for each in counted if each.unit in _COUNTED)
        told = own if toll.incident in (None, place) else self._incident_sign(toll.incident)
        if toll.incident is None:  # its day is that of the count
            told = structs.replace(told, moment=_UNDATED, is_stated=False)
        return structs.replace(
            told,
            figures=tuple(dict.fromkeys((*own.figures, *more))),
            voice=own.voice,
            is_hidden=own.is_hidden,
            rivals=own.rivals,
            incident=_ELSEWHERE if toll.incident is None else toll.incident,
            is_total=place in self._totals,
        )

    def _incident_sign(self, place: int) -> EventSign:
        known = self._incidents.get(place)
        if known is None:
            known = self._incidents[place] = self._own_sign(self._reading.events[place])
        return known

    def _most(self) -> set[int]:
        """Return the tolls and incidents that count the most victims of what is news."""
        most = defaultdict[str, float](float)
        counted = {
            place: [
                each
                for piece in (*_pieces(self._reading.events[place]), *toll.more)
                for each in self._figures(*piece)
                if each.unit in _COUNTED
            ]
            for place, toll in self._tolls.items()
            if is_recent(self._reading.events[place], self._published)
        }
        for those in counted.values():
            for each in those:
                most[each.unit] = max(most[each.unit], each.value)
        return {
            place
            for place, those in counted.items()
            if any(each.value == most[each.unit] for each in those)
        }

    def _own_sign(self, event: Event) -> EventSign:
        pieces = _pieces(event)
        evidence = self._evidence(pieces)
        label = weighed_words(event.label)
        numbers = _numbers_in(event.label.lower())
        mode = self._mode(event)
        return EventSign(
            type=event.type,
            mode=mode,
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
            words=evidence.words,
            names=evidence.names,
            figures=evidence.figures,
            voice=self._voice(event),
            is_hidden=is_hidden(event),
            numbers=numbers,
            label_names=_names_in(event.label, self._first_words(event)),
            label_weight=_weight(label),
            words_weight=evidence.words_weight,
            about=self._about,
            is_several=self._is_several(event, is_won=mode in WON),
            places=self._places.of(event, pieces),
            parts=parts_of(
                event.label,
                self._trigger(event),
                is_won=mode in WON,
                is_counted=bool(numbers),
            ),
            is_mentioned=is_mentioned(event),
        )

    def _mode(self, event: Event) -> str | None:
        """Return the mode of an event, "win" for what tells in other words that a vote was won."""
        is_open = event.type == "OTHER" and event.mode in _OF_WINS
        is_win = is_open and is_win_in_words(event.label, self._trigger(event))
        return "win" if is_win else event.mode

    def _is_several(self, event: Event, *, is_won: bool) -> bool:
        """Return whether a label tells of several events. Two attackers make no two attacks, and
        two who lose no two wins."""
        label = event.label
        if not any(cue.search(label) and each.search(label) for cue, each in _SEVERAL):
            return False
        people = self._people(event)
        if event.type == "ASSAULT":
            for key in people:
                label = _without_name(label, key)
        elif is_won and people:
            for key in self._others(event):
                label = _without_name(label, key)
        return any(cue.search(label) and each.search(label) for cue, each in _SEVERAL)

    def _people(self, event: Event) -> Sequence[str]:
        """Return the keys of the people who take part in an event."""
        keys = [self._keys.get(party, "") for party in (*event.actors, *event.recipients)]
        return [key for key in keys if key.startswith("person/")]

    def _others(self, event: Event) -> Iterator[str]:
        """Yield the keys of those whom its sentences name and who take no part in it, but for
        places, and for parties, each of which votes on its own."""
        named = {name for piece in _pieces(event) for name in self._names(*piece)}
        parties = {*event.actors, *event.recipients}
        for entity in self._reading.entities:
            key = entity.key
            is_there = entity.is_named and hashed(key) in named and entity.id not in parties
            if is_there and not key.startswith(PLACES) and not key.endswith(" party"):
                yield key

    def _voice(self, event: Event) -> str | None:
        """Return the agency to which all the sentences of an event go back, or None."""
        found = {self._agency(piece.start, piece.end) for piece in event.evidence}
        return found.pop() if len(found) == 1 else None

    def _agency(self, start: int, end: int) -> str | None:
        if (start, end) not in self._agencies:
            self._agencies[start, end] = agency_of_sentence(self._reading.text[start:end])
        return self._agencies[start, end]

    def _evidence(self, pieces: tuple[tuple[int, int], ...]) -> _Evidence:
        """Return what these ranges tell, whichever event they are of."""
        known = self._told.get(pieces)
        if known is None:
            words = [weighed_words(self._reading.text[start:end]) for start, end in pieces]
            joined = words[0] if len(words) == 1 else tuple(sorted({*chain.from_iterable(words)}))
            names = {name for piece in pieces for name in self._names(*piece)}
            counted = [EventFigure(*each) for piece in pieces for each in self._figures(*piece)]
            known = self._told[pieces] = _Evidence(
                joined[:_MOST_WORDS],
                _weight(joined[:_MOST_WORDS]),
                tuple(sorted(names)),
                tuple(dict.fromkeys(counted)),
            )
        return known

    def _verb(self, event: Event) -> str:
        found = stems_of_word(self._trigger(event))
        return found[0] if found else ""

    def _trigger(self, event: Event) -> str:
        if not event.evidence:
            return ""
        start, end = event.evidence[0].verb
        return self._reading.text[start : min(end, start + _LONGEST)]

    def _parties(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Return the parties, those without a name by their words only."""
        known = self._parties_known
        return tuple(sorted({known[each] for each in ids if each in known}))

    def _first_words(self, event: Event) -> frozenset[str]:
        """Return the first words of the places that take part in an event or where it is."""
        ids = (*event.actors, *event.recipients, event.place or "")
        keys = [self._keys[each] for each in ids if each in self._keys]
        places = [key.rpartition("/")[2] for key in keys if key.startswith(PLACES)]
        return frozenset([place.partition(" ")[0] for place in places])

    def _names(self, start: int, end: int) -> Sequence[int]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self._named[low:high][:_MOST_NAMES]

    def _figures(self, start: int, end: int) -> Sequence[Amount]:
        end = min(end, start + _LONGEST)
        known = self._counted.get((start, end))
        if known is None:
            known = self._counted[start, end] = amounts(self._reading.text[start:end])
        return known


_ELSEWHERE = -2
_OF_WINS = (None, "match", "award")
"""Modes that a win of a vote may have got from its words."""
_UNDATED = pack(None, None, None)
_COUNTED = CASUALTIES | {MAGNITUDE}


def _without_name(label: str, key: str) -> str:
    """Return a label with the name of a person or body in lower case."""
    for word in key.rpartition("/")[2].partition("@")[0].split():
        label = label.replace(word.title(), word)
    return label


def _pieces(event: Event) -> tuple[tuple[int, int], ...]:
    """Return the ranges of the evidence that is looked at."""
    return tuple(
        [
            (piece.start, min(piece.end, piece.start + _LONGEST))
            for piece in event.evidence[:_SENTENCES]
        ]
    )


_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_SERIAL = frozenset(
    "two three four five six seven eight nine ten eleven twelve first second third fourth fifth"
    " sixth monday tuesday wednesday thursday friday saturday sunday".split()
)
_WORD = re.compile(r"\w+")
_SEVERAL = (
    (
        re.compile(r" (?:and|or) (?:in \w|[A-Z]\w|(?:his|her|their) home|\w{1,20} in [A-Z])"),
        re.compile(
            r"\b[A-Z][\w.]{1,30}(?:, [A-Z][\w.]{1,30},)? (?:and|or) (?:in \w|[A-Z]\w)"
            r"|\b[A-Z][\w.]{1,30} and (?:in )?(?:his|her|their) home \w"
            r"|\bin [A-Z]\w{1,30}[\w ]{0,20} and \w{1,20} in [A-Z]"
        ),
    ),
    (
        re.compile(r" of the (?:past|last|first|\d+) "),
        re.compile(
            r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten)"
            r" of the (?:past|last|first|\d+) "
        ),
    ),
    (
        re.compile(r"(?:have|has) (?:been|died)"),
        re.compile(r"\b(?:have|has) (?:been (?:killed|wounded|injured|hurt)|died)\b"),
    ),
)
"""Two names in one breath, "Arvik, Norway, and Bergen", "13 in Arvik in May and 2 in Bergen", some
of a series, "seven of the past eight contests", and victims of a longer time: "300 have been
killed". Each is looked for only where a label has what comes before it, which is found sooner."""


def _numbers_in(label: str) -> tuple[str, ...]:
    """Return the numbers and weekdays of a label in lower case, sorted."""
    words = ascii_words(label) if label.isascii() else _WORD.findall(label)
    return tuple(sorted({*_DIGITS.findall(label), *_SERIAL.intersection(words)}))


def _names_in(label: str, places: frozenset[str]) -> tuple[int, ...]:
    """Return the names of a label as hashes, sorted; see `stems_of_names`."""
    return tuple(sorted({hashed(stem) for stem in stems_of_names(label, places)}))


_MOST_ABOUT = 12


def _about(reading: Reading) -> tuple[int, ...]:
    named = [entity for entity in reading.entities if entity.is_named]
    named.sort(key=lambda entity: (-len(entity.mentions), _first(entity), entity.key))
    return tuple(hashed(entity.key) for entity in named[:_MOST_ABOUT])


def _first(entity: Entity) -> int:
    return entity.mentions[0].start if entity.mentions else 0


def _party(key: str) -> str:
    """Return a party by its key, one without a name by its words only."""
    return key if is_name(key) else f"~{_head(key)}"


def _head(key: str) -> str:
    """Return the stem of the last word of a participant without a name: "police"."""
    found = stems_of_word(key.rpartition("/")[2])
    return found[-1] if found else ""


def _weight(words: Iterable[int]) -> int:
    return sum(map(WEIGHT.__and__, words))
