"""Values that an article itself sets against each other: "78 states instead of 80".

News corrects a count, reports two, or says that others have another name for a thing. Such *rivals*
are a contradiction although one voice tells both. They belong to the event of their sentence, or to
that before it in the paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from store.reading import Event, Reading, Span
from store.views.words.figures import figures
from store.views.words.word_tables import stems_of_word, word_lists

NAME = "what it is called"
"""What rivals that are names are about."""
_SHARE = "percent for {}"
"""What rivals that are shares of votes are about, with the name of who has the share."""

_CUES = {
    "instead of": re.compile("instead of"),
    "rather than": re.compile("rather than"),
    " or ": re.compile(r" or (?=\d)"),
    " at ": re.compile(r" at (?=\d)"),
    "count": re.compile(r"count(?<=\bcount)(?:s|ed)?\b"),
    "tally": re.compile(r"tally(?<=\btally)\b"),
    "other": re.compile(r"other(?<=\bother)s? "),
}
"""What every sentence with rivals has: looked for first, because few sentences have it. A pattern
that begins with letters is found much faster than one that begins with a boundary."""
_EITHER = re.compile(r" (?:[a-z-]+ ){1,3}or ")
_INSTEAD = re.compile(r" (?:[a-z-]+ ){1,3}(?:instead of|rather than) ")
"""What stands between two numbers of one thing."""
_COUNTED = re.compile(
    r"\b(?:counts?|counted|(?:put|estimate|peg|place)(?:s|d|ged)? (?:it|them|the (?:\w+ )?"
    r"(?:number|crowd|toll|figure|total|count)(?: of \w+)?) at) (\d[\d,]{0,14})(?![,.]?\d)"
    r"(?=[.;,]| (?:because|as|since|if|when|in|and|on|at|by)\b)"
    r"(?:[;,](?: but| and| while)? [\w ]{1,40} (?:say|said|put it at|counted) (\d[\d,]{0,14})\b)?"
)
_BY_COUNT = re.compile(
    r"\b[Bb]y (?:its|his|her|their|the [\w’' ]{1,40}[’']s?)(?: own)? (?:count|tally)\b"
)
_POLL = re.compile(r"\b(?:poll|survey)")
_TITLE = r"([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
_CALLED = re.compile(
    rf"\bcalls? (?:it|the [a-z]+) {_TITLE}[,;]?(?: but| and| while)?"
    rf" others?(?: [a-z]+)? (?:call it|say|speak of|write) {_TITLE}(?: or {_TITLE})?"
)
_SIDES = 2
"""Names of which two counts must give the shares."""


class Rival(NamedTuple):
    """One of the values. Offsets are code points of the article's text."""

    about: str
    """What is counted (see `Figure.unit`), whose share it is, or `NAME`."""
    value: float | str
    sentence: Span
    lit: Span
    """The words that give the value."""


def rivals(reading: Reading) -> dict[int, list[Rival]]:
    """Return the rivals of a reading by the place of their event among its events."""
    cues = set(_cues(reading.text)) if reading.events else set()
    if not cues:
        return {}
    found: dict[int, list[Rival]] = {}
    for place, rival in _RivalsOfArticle(reading).all(cues):
        known = found.setdefault(place, [])
        if rival not in known:
            known.append(rival)
    return found


def _cues(text: str) -> Iterator[int]:
    """Yield where the text has a cue."""
    for letters, cue in _CUES.items():
        if letters in text:
            yield from (match.start() for match in cue.finditer(text))


class _RivalsOfArticle:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.text
        self._shares_known: dict[int, dict[str, Rival]] = {}
        self._events: dict[int, int] = {}
        """The first event of each sentence that tells one."""
        for place, event in enumerate(reading.events):
            for piece in event.evidence:
                self._events.setdefault(self._at(piece.start), place)

    def all(self, cues: Iterable[int]) -> Iterator[tuple[int, Rival]]:
        """Yield the rivals in the sentences with these code points, each with its event."""
        for at in sorted({self._at(start) for start in cues} - {-1}):
            sentence = self._reading.sentences[at]
            words = self._text[sentence.start : sentence.end]
            place = self._event_of(at)
            if place is not None:
                event = self._reading.events[place]
                for rival in (*_numbers(words, sentence, event), *_names(words, sentence)):
                    yield place, rival
            yield from self._counts(words, at)
            if _BY_COUNT.search(words):
                yield from self._shares(at)

    def _at(self, start: int) -> int:
        return bisect_right(self._reading.sentences, start, key=itemgetter(0)) - 1

    def _event_of(self, at: int) -> int | None:
        """Return the event of a sentence, or that of the nearest one before it in its paragraph."""
        while at not in self._events:
            if self._is_first(at):
                return None
            at -= 1
        return self._events[at]

    def _is_first(self, at: int) -> bool:
        """Return whether a sentence is the first of its paragraph."""
        sentences = self._reading.sentences
        return not at or "\n" in self._text[sentences[at - 1].end : sentences[at].start]

    def _counts(self, words: str, at: int) -> Iterator[tuple[int, Rival]]:
        """Yield the number that somebody else counts, with that of the event before it or that of a
        third."""
        match = _COUNTED.search(words)
        if match is None:
            return
        sentence = self._reading.sentences[at]
        mine = [
            (float(match[group].replace(",", "")), match.span(group))
            for group in (1, 2)
            if match[group]
        ]
        told = [self._event_of(at), None if self._is_first(at) else self._event_of(at - 1)]
        before = [self._first_figure(place, sentence.start) for place in told if place is not None]
        own = next((each for each in before if each is not None), None)
        place = told[0]
        unit = "people"
        if own is not None:
            place, first = self._nearest(own, mine[0][0], sentence.start)
            yield place, first
            unit = first.about
        if place is None or (own is None and len(mine) == 1):
            return
        for value, (start, end) in mine:
            lit = Span(sentence.start + start, sentence.start + end)
            yield place, Rival(unit, value, sentence, lit)

    def _first_figure(self, place: int, end: int) -> tuple[int, Rival] | None:
        """Return the first number of an event that is told before `end`, with its place."""
        first = self._reading.events[place].evidence[0]
        known = figures(self._text, first.start, first.end)
        if first.end > end or not known:
            return None
        lit = Span(known[0].start, known[0].end)
        return place, Rival(known[0].unit, known[0].value, Span(first.start, first.end), lit)

    def _nearest(self, own: tuple[int, Rival], counted: float, end: int) -> tuple[int, Rival]:
        """Return the number that a count stands against: that of the event before, or of the lead.

        "Chad freed 24 prisoners. ... Mali let 16 of them go. Togo counted 26" is about the 24.
        """
        lead = self._first_figure(min(self._events.values()), end)
        if lead is None or lead[1].about != own[1].about:
            return own
        return min(own, lead, key=lambda each: abs(float(each[1].value) - counted))

    def _shares(self, at: int) -> Iterator[tuple[int, Rival]]:
        """Yield the shares of a rival count, and those of the same names that were told before."""
        mine = self._shares_at(at)
        if len(mine) < _SIDES:
            return
        before = {told: self._shares_at(told) for told in sorted(self._events) if told < at}
        before = {told: its for told, its in before.items() if len(its.keys() & mine.keys()) > 1}
        if before:
            place = self._events[min(before)]
            for shares in (*before.values(), mine):
                for name in sorted(shares.keys() & mine.keys()):
                    yield place, shares[name]

    def _shares_at(self, at: int) -> dict[str, Rival]:
        if at not in self._shares_known:
            self._shares_known[at] = self._shares_of(at)
        return self._shares_known[at]

    def _shares_of(self, at: int) -> dict[str, Rival]:
        """Return the first share that a sentence gives each person whom it names."""
        sentence = self._reading.sentences[at]
        words = self._text[sentence.start : sentence.end]
        if _POLL.search(words):
            return {}
        people = sorted(
            (mention.start, entity.name)
            for entity in self._reading.entities
            if entity.type == "PERSON" and entity.is_named
            for mention in entity.mentions
            if sentence.start <= mention.start < sentence.end
        )
        found: dict[str, Rival] = {}
        for each in figures(self._text, sentence.start, sentence.end):
            if each.unit != "percent":
                continue
            rest = self._text[each.end : each.end + len(" percent for ")]
            is_before = rest.endswith((" for ", " to "))
            near = [place for place in people if (place[0] > each.end) == is_before]
            if near:
                name = (min if is_before else max)(near)[1]
                about = _SHARE.format(name)
                rival = Rival(about, each.value, sentence, Span(each.start, each.end))
                found.setdefault(name, rival)
        return found


def _numbers(words: str, sentence: Span, event: Event) -> Iterator[Rival]:
    """Yield two numbers of one thing of which only one can be right."""
    is_asked = words.rstrip().endswith("?")
    for one, other in pairwise(figures(words)):
        between = words[one.end : other.start]
        is_rival = _EITHER.fullmatch(between) if is_asked else _INSTEAD.fullmatch(between)
        if is_rival and one.unit == other.unit and (is_asked or _is_of_counting(words, event)):
            for each in (one, other):
                lit = Span(sentence.start + each.start, sentence.start + each.end)
                yield Rival(each.unit, each.value, sentence, lit)


def _is_of_counting(words: str, event: Event) -> bool:
    """Return whether a sentence or its event is about a number, not about what somebody chose."""
    stems = {stem for word in f"{words} {event.label}".split() for stem in stems_of_word(word)}
    return not stems.isdisjoint(word_lists("tolls")["counting"])


def _names(words: str, sentence: Span) -> Iterator[Rival]:
    for match in _CALLED.finditer(words):
        for number, name in enumerate(match.groups(), 1):
            if name:
                start, end = (sentence.start + each for each in match.span(number))
                yield Rival(NAME, name, sentence, Span(start, end))
