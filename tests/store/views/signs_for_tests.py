"""Signs of events of one sentence, and whether two are compared and are one."""

from __future__ import annotations

from typing import Any

import numpy as np

from store.reading import Entity, Event, Evidence, Reading, Span
from store.views.indexing.schema import EVENT_BITS
from store.views.joining.event_arrays import EventArrays
from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_likeness import likelihoods
from store.views.joining.event_signs import EventSign
from store.views.joining.pair_arrays import PairArrays
from store.views.joining.same_deeds import is_same_deed
from store.views.joining.sign_making import SignMaker
from tests.store.views.articles_for_tests import EXTRACTOR, named

KEYS = {
    "Ann Lee": "person/ann lee",
    "Ben Day": "person/ben day",
    "Arvik": "gpe/NO/arvik",
    "Bergen": "gpe/NO/bergen",
}


def sign(sentence: str, verb: str, published: str = "2024-05-07", **fields: Any) -> EventSign:
    """Return the sign of the event of an article of one sentence. Fields that are names stand for
    the entities."""
    names = [name for name in KEYS if name in sentence]
    entities: tuple[Entity, ...] = tuple(
        named(f"e{at}", KEYS[name], sentence, name) for at, name in enumerate(names)
    )
    ids = {name: f"e{at}" for at, name in enumerate(names)}
    known: dict[str, Any] = {"type": "ASSAULT", "label": sentence.rstrip("."), **fields}
    for field in ("actors", "recipients"):
        known[field] = tuple(ids[name] for name in known.get(field, ()))
    if "place" in known:
        known["place"] = ids[known["place"]]
    at = sentence.index(verb)
    evidence = Evidence(start=0, end=len(sentence), verb=Span(at, at + len(verb)))
    event = Event(id="v1", evidence=(evidence,), **known)
    reading = Reading(
        id="0" * 64,
        text=sentence,
        published=published,
        entities=entities,
        events=(event,),
        sentences=(Span(0, len(sentence)),),
        extractor=EXTRACTOR,
    )
    return SignMaker(reading).sign(0)


def pair_of(one: EventSign, other: EventSign, *, is_one_article: bool = False) -> PairArrays:
    """Return two events to be compared. Neither article is a copy."""
    articles = np.array([1, 1 if is_one_article else 2])
    events = EventArrays(articles << EVENT_BITS, [one, other], {1: 1, 2: 2})
    return PairArrays(events, np.array([0]), np.array([1]))


def likely(one: EventSign, other: EventSign, *, is_one_article: bool = False) -> float:
    (found,) = likelihoods(pair_of(one, other, is_one_article=is_one_article)).tolist()
    return float(found)


def is_deed(one: EventSign, other: EventSign) -> bool:
    """Return whether two articles tell one deed by what is told, whatever their words."""
    return bool(is_same_deed(pair_of(one, other)).all())


def are_compared(one: EventSign, other: EventSign) -> bool:
    return not blocks_of(one).own.isdisjoint(blocks_of(other).near)


DAY: dict[str, Any] = {
    "from_": "2024-05-06",
    "to": "2024-05-06",
    "precision": "day",
    "date_basis": "stated",
}


UNDATED_FIELDS: dict[str, Any] = dict.fromkeys(DAY)


NEWS = sign("Gunmen attacked a ferry at Arvik on Monday.", "attacked", place="Arvik", **DAY)
