"""Everything that a filter shows, counted the slow and plain way from the readings alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from store.query.tree import (
    EVENT_LEAVES,
    AddedFrom,
    Agent,
    And,
    EntityKey,
    EventType,
    FromSource,
    Happened,
    InState,
    IsCopy,
    Language,
    Mode,
    Named,
    Node,
    Not,
    Numbered,
    Or,
    Published,
    Text,
    has,
)
from store.reading import Article, Event, Reading
from store.reading import Entity as EntityFact
from store.views.filtering.condition_tree import factors, kinds
from store.views.filtering.filters import Filter
from store.views.indexing.row_facts import RowFacts, RowMember, row_facts
from store.views.indexing.schema import EVENT_BITS
from store.views.joining.event_blocks import blocks_of
from store.views.joining.event_clusters import clustered, clusters
from store.views.joining.event_comparison import EventComparison
from store.views.joining.event_groups import copied_key, group_key, verb_of
from store.views.joining.event_joining import content_order
from store.views.joining.event_signs import encode
from store.views.joining.sign_making import SignMaker
from store.views.moments import Zoom, coarsest, ordinal, overlaps, pack, unpack
from store.views.words.voices import article_voice, voice_number

NO_EVENT = Event(id="none", type="", label="")
"""Stands for the event of an article without events. No condition on events holds of it."""


@dataclass
class Shown:
    """`rows` has the shown articles of each family."""

    articles: set[int] = field(default_factory=set)
    rows: dict[int, list[int]] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    groups: dict[int, list[tuple[int, Event]]] = field(default_factory=dict)
    facts: Mapping[int, RowFacts] = field(default_factory=dict)


class Record(NamedTuple):
    """That `number` is of this kind to `of`; without it, that the very text of `of` came from
    another source."""

    number: int | None
    of: int
    kind: str
    source: str | None = None


type Articles = Mapping[int, tuple[Article, Reading | None]]


def recount(store: Articles, filter_: Filter, copies: Mapping[int, Record]) -> Shown:
    parts = factors(filter_)
    of_articles = And(tuple(part for part in parts if not has(part, EVENT_LEAVES)))
    about_events = len(of_articles.parts) < len(parts)
    wanted, barred = kinds(filter_)
    rows = Rows(store, copies)
    shown = Shown(facts=rows.facts)
    for number in sorted(store):
        article, reading = store[number]
        told = reading.events if reading else ()
        about = _About(number, article, reading, copies, rows)
        events = [event for event in told or (NO_EVENT,) if about.holds(And(parts), event)]
        if not about.holds(of_articles, None) or (about_events and not events):
            continue
        shown.articles.add(number)
        shown.rows.setdefault(family(number, copies), []).append(number)
        for entity in reading.entities if reading else ():
            listed = entity.is_named and entity.type not in barred
            if listed and (wanted is None or entity.type in wanted):
                shown.mentions[entity.key] += len(entity.mentions)
        for event in told:
            if about.holds(And(parts), event):
                shown.groups.setdefault(rows.of[number, event.id], []).append((number, event))
    shown.mentions = +shown.mentions
    return shown


def family(number: int, copies: Mapping[int, Record]) -> int:
    """The original at the end of what each was first said to be a copy of."""
    chain = [number]
    while parents := [copies[key].of for key in sorted(copies) if copies[key].number == chain[-1]]:
        if parents[0] in chain:
            return min(chain[chain.index(parents[0]) :])
        chain.append(parents[0])
    return chain[-1]


def kind(number: int, copies: Mapping[int, Record]) -> str | None:
    """What the article is to what it was first said to be a copy of; None for an original."""
    if family(number, copies) == number:
        return None
    return next(copies[key].kind for key in sorted(copies) if copies[key].number == number)


def is_alone(number: int, copies: Mapping[int, Record]) -> bool:
    return not any(number in (each.number, each.of) for each in copies.values() if each.number)


class Rows:
    """Which events are one row, by comparing every event with every other: no index, no order."""

    def __init__(self, store: Articles, copies: Mapping[int, Record]) -> None:
        self.of: dict[tuple[int, str], int] = {}
        """The first event of the row of each event, by article and id."""
        self.facts: dict[int, RowFacts] = {}
        members = self._members(store, copies)
        cells: dict[object, list[int]] = {}
        for number in sorted(store):
            reading = store[number][1]
            for place, event in enumerate(reading.events if reading else ()):
                cells.setdefault(_cell(number, event, reading, copies), []).append(
                    number << EVENT_BITS | place
                )
        signs = {event: member.sign for event, member in members.items() if member.sign}
        packed = {event: encode(sign) for event, sign in signs.items()}
        families = {number: family(number, copies) for number in store}
        compared = EventComparison(signs, families)
        blocks = {event: blocks_of(sign) for event, sign in signs.items()}
        pairs = [
            (one, other)
            for one in signs
            for other in signs
            if one < other and not blocks[other].own.isdisjoint(blocks[one].near)
        ]
        scores = compared.compare(pairs)
        links = [(scores[pair], *pair) for pair in pairs]
        by_first = {events[0]: events for events in cells.values()}
        order = content_order(packed).__getitem__
        (found,) = clustered([clusters(by_first, links, scores, order)], compared.compare)
        for row in found:
            events = sorted(event for cell in row for event in by_first[cell])
            self.facts[events[0]] = row_facts([members[event] for event in events])
            for event in events:
                number, place = event >> EVENT_BITS, event & ((1 << EVENT_BITS) - 1)
                reading = store[number][1]
                assert reading is not None
                self.of[number, reading.events[place].id] = events[0]

    @staticmethod
    def _members(store: Articles, copies: Mapping[int, Record]) -> dict[int, RowMember]:
        found = {}
        for number in sorted(store):
            reading = store[number][1]
            head = family(number, copies)
            voices = [
                article_voice(store[each][0].text, store[each][0].source)
                for each in (head, number)
                if each in store
            ]
            signs = SignMaker(reading) if reading else None
            for place, event in enumerate(reading.events if reading else ()):
                assert signs is not None
                sign = signs.sign(place)
                voice = next(filter(None, (sign.voice, *voices)), None)
                found[number << EVENT_BITS | place] = RowMember(
                    number << EVENT_BITS | place,
                    number,
                    head,
                    -head - 1 if voice is None else voice_number(voice),
                    pack(event.from_, event.to, event.precision),
                    event.salience,
                    event.confidence,
                    len(event.evidence),
                    sign,
                )
        return found


def _cell(
    number: int, event: Event, reading: Reading | None, copies: Mapping[int, Record]
) -> object:
    """What is equal for events that are one by their key."""
    assert reading is not None
    keys = {entity.id: entity.key for entity in reading.entities}
    same = group_key(event, keys, verb_of(event, reading.text))
    if same is None and not is_alone(number, copies):
        same = copied_key(event, keys, reading.text, family(number, copies))
    return (number, event.id) if same is None else same


@dataclass
class _About:
    number: int
    article: Article
    reading: Reading | None
    copies: Mapping[int, Record]
    rows: Rows

    def holds(self, node: Node, event: Event | None) -> bool:
        """Whether a condition holds of an event, or of the article itself (None)."""
        match node:
            case And(parts):
                return all(self.holds(part, event) for part in parts)
            case Or(parts):
                return any(self.holds(part, event) for part in parts)
            case Not(part):
                return not self.holds(part, event)
            case Named() | EntityKey() | Agent():
                return self.concerns(node, event)
            case EventType() | Mode() | Happened() | InState():
                assert event is not None
                if event is NO_EVENT:
                    return False
                return _event_holds(
                    node, event, self.rows.facts[self.rows.of[self.number, event.id]]
                )
            case _:
                return self.article_holds(node)

    def concerns(self, node: Named | EntityKey | Agent, event: Event | None) -> bool:
        """Whether an event has the entity in the role that is asked for; for None, whether the
        article mentions it."""
        if isinstance(node, Agent):
            assert event is not None
            return self.names(Named(node.name, ()), event, {*event.actors, *event.according_to})
        if event is None:
            return self.names(node, None, set())
        if isinstance(node, EntityKey) and self.is_said(node.key, event):
            return True
        parties = {event.place}
        if not (isinstance(node, Named) and node.kinds == ("GPE", "LOC", "FAC")):
            parties |= {*event.actors, *event.recipients, *event.according_to}
        return self.names(node, event, parties)

    def is_said(self, key: str, event: Event) -> bool:
        """Whether a sentence of the event names the entity, or anything of the event is a place in
        it. The article must name it too."""
        entities = [
            each for each in (self.reading.entities if self.reading else ()) if each.is_named
        ]
        if all(entity.key != key for entity in entities):
            return False
        is_country = len(key) == len("gpe/XX") and key.startswith("gpe/")
        parties = {*event.actors, *event.recipients, *event.according_to, event.place}
        return any(
            entity.id in parties or _names(entity, event)
            for entity in entities
            if entity.key == key or (is_country and entity.key.startswith(f"{key}/"))
        )

    def names(self, node: EntityKey | Named, event: Event | None, parties: set[str | None]) -> bool:
        """Whether the article has the entity; with an event, whether it is one of the parties."""
        there = [
            entity
            for entity in (self.reading.entities if self.reading else ())
            if entity.is_named and (event is None or entity.id in parties)
        ]
        match node:
            case EntityKey(key):
                return any(entity.key == key for entity in there)
            case Named(name, kinds_):
                return any(is_named(entity, name, kinds_) for entity in there)
        raise TypeError(node)

    def article_holds(self, node: Node) -> bool:
        article = self.article
        match node:
            case Text(words, prefix=prefix):
                texts = (article.title or "", article.text)
                end = "" if prefix else " "
                return any(f" {words.lower()}{end}" in f" {text.lower()} " for text in texts)
            case FromSource(name, exact):
                sources = {article.source} | {
                    each.source
                    for each in self.copies.values()
                    if each.number is None and each.of == self.number
                }
                if exact:
                    return name in sources
                return any(f" {name.lower()} " in f" {each.lower()} " for each in sources if each)
            case IsCopy(update):
                of_kind = kind(self.number, self.copies)
                return of_kind is not None and (of_kind == "update") == update
            case Published(low, high):
                day = (article.published or "")[:10]
                return bool(day) and (low or "") <= day <= (high or "9999")
            case AddedFrom(number):
                return self.number >= number
            case Numbered(value) | Language(value):
                return value in (self.number, article.language)
        raise TypeError(node)


def _names(entity: EntityFact, event: Event) -> bool:
    return any(
        each.start <= mention.start < each.end
        for each in event.evidence
        for mention in entity.mentions
    )


COUNTRIES = {"gpe/NO": "norway", "gpe/SE": "sweden"}
"""The names of the countries in the tests, by key."""


def is_named(entity: EntityFact, name: str, kinds_: tuple[str, ...]) -> bool:
    """Whether a name is that of the entity or, where places are asked for, of its country."""
    if kinds_ and entity.type not in kinds_:
        return False
    country = entity.key[: len("gpe/XX")]
    within = kinds_ == ("GPE", "LOC", "FAC") and entity.key[len(country) :][:1] == "/"
    return f" {name.lower()} " in f" {entity.name.lower()} " or (
        within and COUNTRIES.get(country) == name.lower()
    )


def in_no_bucket(packed: int, zoom: Zoom) -> bool:
    """Whether an event is undated, open, or known less well than in such buckets."""
    moment = unpack(packed)
    return None in (moment.first, moment.last) or moment.precision > coarsest(zoom)


def _event_holds(node: Node, event: Event, row: RowFacts) -> bool:
    match node:
        case EventType(type_):
            return event.type == type_
        case Mode(mode):
            return event.mode == mode
        case InState("undated"):
            moment = unpack(row.moment)
            return moment.first is None and moment.last is None
        case InState("disputed"):
            return bool(row.disputed)
        case InState(state) if state.startswith("no "):
            zoom = state.removeprefix("no ")
            return in_no_bucket(row.moment, zoom)
        case InState(modality):
            return event.modality == modality
        case Happened(low, high):
            return overlaps(row.moment, ordinal(low), ordinal(high))
    raise TypeError(node)
