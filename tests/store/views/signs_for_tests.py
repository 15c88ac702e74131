"""Signs of events of one sentence, and whether two are compared and are one."""

from __future__ import annotations

from typing import Any

from store.reading import Entity, Event, Evidence, Reading, Span
from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_likeness import likelihood
from store.views.joining.event_pairs import EventPair, PreparedSign
from store.views.joining.event_signs import EventSign
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


def likely(one: EventSign, other: EventSign, *, is_one_article: bool = False) -> float:
    pair = EventPair(
        PreparedSign(one),
        PreparedSign(other),
        is_one_article=is_one_article,
        is_one_family=False,
    )
    return likelihood(pair)


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
