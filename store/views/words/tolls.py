"""Which sentences of an article count the victims of which of its events.

News tells an attack or a disaster once, and what it cost again and again, with other verbs: "13
people died", "the agency counted 13 dead", "the toll rose to 17". Such a *toll* belongs to the
*incident*, although it has no date and place of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from store.reading import Event, Reading, Span
from store.views.moments import ordinal
from store.views.words.figures import Amount, figures
from store.views.words.word_tables import stems_of_word, word_lists

CASUALTIES = frozenset({"dead", "injured", "missing", "arrested", "evacuated"})
"""Units of which the largest number of a report is its total."""
MAGNITUDE = "magnitude"
_TOLLS = CASUALTIES - {"arrested"} | {MAGNITUDE}
_SINCE = re.compile(r"\b(?:have|has) (?:been|died)\b")
"""How a label counts all victims up to now: in a war, of more than the attack before it."""
_OWN = re.compile(r"\b(?:in|when|by) (?:an?|another|two|three) ")
"""How a label tells an incident of its own: "in a collision". That of a toll is known: "in the
collision"."""
_WHERE = re.compile(r"\b(?:at|in|near|outside) (?:the |an? )?([A-Z]\w+)")
_BY = re.compile(r"\bby ((?!the |an? )[a-z]\w*(?: [a-z]\w*)?)")
_THAT = re.compile(
    r"\bthe (?:\w+ )?(?:ambush|assault|attack|battle|blast|bombing|crash|explosion|raid|shooting)\b"
)
"""Where victims were, and what hurt them, as a label says it: "by sniper fire", unless it was an
attack that is told already: "in the raid"."""
DISASTER = "disaster"
_LONGEST = 40
"""Days of an incident. What is told of a longer time is not one."""
_LATE = 90
"""Days before the publication of which an article still counts the victims, rather than recalls
them."""
_BEGINNING = 5
"""Words of a label in which a number of victims stands that the event is about."""
_SOON = 10
"""Words of a label in which a verb that counts has its number: what comes later is of a clause."""
_BACK = 3
"""Sentences from a toll back to its disaster in one paragraph."""
_LEAD = 3
"""Sentences in which an article tells the incident that all its tolls are of."""
_TAIL = 3
"""Sentences without an event of their own that may go on with a toll."""


class Toll(NamedTuple):
    """An event that is a toll or an incident."""

    incident: int | None
    """The place of the incident among the events of the reading: the event's own for an incident,
    None if the article does not tell it."""
    more: tuple[Span, ...]
    """Sentences after it that go on with the toll and have no event of their own."""


def tolls(reading: Reading, figures_of: Callable[[int, int], Sequence[Amount]]) -> dict[int, Toll]:
    """Return the tolls and incidents of a reading by their place among its events.

    `figures_of` returns the figures of a sentence.
    """
    counts = {
        place for place, event in enumerate(reading.events) if _is_count(event, reading, figures_of)
    }
    incidents = [
        place
        for place, event in enumerate(reading.events)
        if place not in counts and _is_incident(event)
    ]
    if not counts and not incidents:
        return {}
    found: dict[int, int | None] = {place: place for place in incidents}
    for place in counts:
        found[place] = _incident_of(reading, place, incidents)
    more = _more(reading, found) if found else {}
    return {place: Toll(incident, tuple(more.get(place, ()))) for place, incident in found.items()}


def _is_told(event: Event) -> bool:
    return bool(event.evidence) and event.modality in ("asserted", "claimed")


def _is_incident(event: Event) -> bool:
    """Return whether an event is a disaster or an attack at a time that is known."""
    if event.mode != DISASTER and event.type != "ASSAULT":
        return False
    first, last = ordinal(event.from_), ordinal(event.to)
    return _is_told(event) and first is not None and last is not None and last - first < _LONGEST


def _is_count(
    event: Event, reading: Reading, figures_of: Callable[[int, int], Sequence[Amount]]
) -> bool:
    """Return whether an event only says how many victims there were, or how strong a quake was."""
    if event.type not in ("OTHER", "ASSAULT") or event.mode == DISASTER or not _is_told(event):
        return False
    start, end = event.evidence[0].verb
    verb = stems_of_word(reading.text[start:end])
    is_counting = bool(verb) and verb[0] in _words("counting")
    if event.from_ and not (is_counting and ordinal(event.from_) == ordinal(event.to)):
        return False
    if event.type == "ASSAULT" and event.actors:
        return False
    piece = event.evidence[0]
    units = {each.unit for each in figures_of(piece.start, piece.end)}
    if not units & _TOLLS:
        return is_counting and not _words("tolls").isdisjoint(_stems(event.label)[:_BEGINNING])
    is_death = event.type == "ASSAULT" or event.mode in ("death", "casualty")
    if not (is_counting or is_death):
        return False
    beginning = " ".join(event.label.split()[: _SOON if is_counting else _BEGINNING])
    return any(each.unit in _TOLLS and each.start < len(beginning) for each in figures(event.label))


def _stems(text: str) -> list[str]:
    return [stem for word in text.split() for stem in stems_of_word(word)]


def _incident_of(reading: Reading, place: int, incidents: Sequence[int]) -> int | None:
    """Return the incident whose victims an event counts: the last one shortly before it in its
    paragraph, or else the only disaster of the article, if that begins with it."""
    events, text = reading.events, reading.text
    label = events[place].label
    if not _words("elsewhere").isdisjoint(_stems(label)) or _OWN.search(label):
        return None
    is_total = _SINCE.search(label) is not None
    incidents = [
        each
        for each in incidents
        if _may_be_of(reading, place, events[each])
        and not (is_total and _is_of_old(events[each], reading))
        and not (events[each].mode != DISASTER and _is_apart(reading, label, events[each]))
    ]
    start = events[place].evidence[0].start
    at = _sentence_at(reading, start)
    paragraph = text.rfind("\n", 0, start) + 1
    before = [
        (piece.start, each)
        for each in incidents
        if events[each].mode == DISASTER or not is_total
        for piece in events[each].evidence
        if paragraph <= piece.start <= start
        and at - _sentence_at(reading, piece.start) <= _back(events[each])
    ]
    if before:
        return max(before)[1]
    first = next(iter(incidents), None)
    if first is None or _sentence_at(reading, events[first].evidence[0].start) >= _LEAD:
        return None
    is_only = all(_is_same(events[first], events[each]) for each in incidents)
    return first if is_only and events[first].mode == DISASTER else None


def _may_be_of(reading: Reading, place: int, incident: Event) -> bool:
    """Return whether the sentence of a toll gives no other day than that of an incident."""
    piece = reading.events[place].evidence[0]
    days = {
        (ordinal(time.from_), ordinal(time.to))
        for time in reading.times
        if piece.start <= time.start < piece.end and time.precision == "day"
    }
    first, last = ordinal(incident.from_), ordinal(incident.to)
    if not days or first is None or last is None or reading.events[place].from_:
        return True
    return any(
        start is not None and end is not None and start <= last and first <= end
        for start, end in days
    )


def _is_of_old(incident: Event, reading: Reading) -> bool:
    """Return whether an incident began what has had victims up to now, and is not all of it."""
    is_all = _SINCE.search(incident.label) is not None
    return not (is_all or is_recent(incident, ordinal(reading.published)))


def _is_apart(reading: Reading, label: str, attack: Event) -> bool:
    """Return whether the label of a toll names a place, or what hurt its victims, of which an
    attack says nothing: in a war one attack follows another."""
    if _THAT.search(label):
        return False
    told = " ".join(
        [attack.label, *(reading.text[each.start : each.end] for each in attack.evidence)]
    )
    known = set(_stems(told))
    where, by = _WHERE.findall(label), _BY.findall(label)
    return any(known.isdisjoint(_stems(each)) for each in (*where, *by))


def _back(incident: Event) -> int:
    """Return how many sentences back from a toll its incident is at most. In a war one attack
    follows another."""
    return _BACK if incident.mode == DISASTER else 1


def _sentence_at(reading: Reading, start: int) -> int:
    return bisect_right(reading.sentences, start, key=itemgetter(0)) - 1


def _is_same(one: Event, other: Event) -> bool:
    return (one.type, one.mode) == (other.type, other.mode) and (one.from_, one.to) == (
        other.from_,
        other.to,
    )


def _more(reading: Reading, found: dict[int, int | None]) -> dict[int, list[Span]]:
    """Return the sentences that go on with each toll or incident: those after it in its paragraph
    that have no event of their own."""
    last: dict[int, int] = {}
    for place, event in enumerate(reading.events):
        for piece in event.evidence:
            at = _sentence_at(reading, piece.start)
            if place in found or at not in last or last[at] not in found:
                last[at] = place
    more: dict[int, list[Span]] = {}
    for at, place in last.items():
        if place in found:
            for sentence in _next(reading, at, last):
                more.setdefault(place, []).append(sentence)
    return more


def _next(reading: Reading, at: int, told: dict[int, int]) -> Iterator[Span]:
    """Yield the sentences after one up to the next event or paragraph."""
    end = reading.sentences[at].end if at >= 0 else 0
    for after in range(at + 1, min(at + 1 + _TAIL, len(reading.sentences))):
        sentence = reading.sentences[after]
        if after in told or at < 0 or "\n" in reading.text[end : sentence.start].rstrip(" "):
            return
        end = sentence.end
        yield sentence


def is_recent(event: Event, published: int | None) -> bool:
    """Return whether an article tells an event as news, as far as is known."""
    last = ordinal(event.to) or ordinal(event.from_)
    return last is None or published is None or published - last <= _LATE


@cache
def _words(name: str) -> frozenset[str]:
    """Return a list of stems of the table."""
    return frozenset(word_lists("tolls")[name])
