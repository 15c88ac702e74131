"""Everything that a filter shows, counted the slow and plain way from the readings alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from store.query.tree import (
    AddedFrom,
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
from store.views.condition_tree import factors, kinds
from store.views.event_groups import copied_key, group_key, verb_of
from store.views.filters import Filter
from store.views.moments import Zoom, coarsest, ordinal, overlaps, pack, unpack

EVENT_LEAVES = (EventType, Mode, Happened, InState)


@dataclass
class Shown:
    """`rows` has the shown articles of each family."""

    articles: set[int] = field(default_factory=set)
    rows: dict[int, list[int]] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    groups: dict[object, list[tuple[int, Event]]] = field(default_factory=dict)


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
    of_events = And(tuple(part for part in parts if has(part, EVENT_LEAVES)))
    wanted, barred = kinds(filter_)
    shown = Shown()
    for number in sorted(store):
        article, reading = store[number]
        told = reading.events if reading else ()
        about = _About(number, article, reading, copies)
        candidates = told or (None,)
        if not (
            all(about.holds(part, None) for part in parts if not has(part, EVENT_LEAVES))
            and any(
                about.holds(of_events, event)
                or (event is not None and about.holds(of_events, event, taking_part=True))
                for event in candidates
            )
        ):
            continue
        shown.articles.add(number)
        shown.rows.setdefault(family(number, copies), []).append(number)
        for entity in reading.entities if reading else ():
            listed = entity.is_named and entity.type not in barred
            if listed and (wanted is None or entity.type in wanted):
                shown.mentions[entity.key] += len(entity.mentions)
        for event in told:
            if all(about.holds(part, event, taking_part=True) for part in parts):
                shown.groups.setdefault(about.group(event), []).append((number, event))
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


@dataclass
class _About:
    number: int
    article: Article
    reading: Reading | None
    copies: Mapping[int, Record]

    def group(self, event: Event) -> object:
        assert self.reading is not None
        keys = {entity.id: entity.key for entity in self.reading.entities}
        same = group_key(event, keys, verb_of(event, self.reading.text))
        if same is None and not is_alone(self.number, self.copies):
            text = self.reading.text
            same = copied_key(event, keys, text, family(self.number, self.copies))
        return (self.number, event.id) if same is None else same

    def holds(self, node: Node, event: Event | None, *, taking_part: bool = False) -> bool:
        match node:
            case And(parts):
                return all(self.holds(part, event, taking_part=taking_part) for part in parts)
            case Or(parts):
                return any(self.holds(part, event, taking_part=taking_part) for part in parts)
            case Not(part):
                return not self.holds(part, event, taking_part=taking_part)
            case EventType() | Mode() | Happened() | InState():
                return event is not None and _event_holds(node, event)
            case EntityKey() | Named():
                return self.names(node, self.there(event if taking_part else None))
            case _:
                return self.article_holds(node)

    def names(self, node: EntityKey | Named, there: Mapping[str, EntityFact]) -> bool:
        match node:
            case EntityKey(key):
                return key in there
            case Named(name, kinds_):
                return any(
                    f" {name.lower()} " in f" {entity.name.lower()} " and entity.type in kinds_
                    for entity in there.values()
                )
        raise TypeError(node)

    def there(self, event: Event | None) -> dict[str, EntityFact]:
        """The entities of the article, or those that take part in the event, by key."""
        entities = [e for e in self.reading.entities if e.is_named] if self.reading else []
        if event is None:
            return {entity.key: entity for entity in entities}
        part = {*event.actors, *event.recipients, *event.according_to, event.place}
        return {entity.key: entity for entity in entities if entity.id in part}

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


def in_no_bucket(packed: int, zoom: Zoom) -> bool:
    """Whether an event is undated, open, or known less well than in such buckets."""
    moment = unpack(packed)
    return None in (moment.first, moment.last) or moment.precision > coarsest(zoom)


def _event_holds(node: Node, event: Event) -> bool:
    match node:
        case EventType(type_):
            return event.type == type_
        case Mode(mode):
            return event.mode == mode
        case InState("undated"):
            return ordinal(event.from_) is None and ordinal(event.to) is None
        case InState(state) if state.startswith("no "):
            zoom = state.removeprefix("no ")
            return in_no_bucket(pack(event.from_, event.to, event.precision), zoom)
        case InState(modality):
            return event.modality == modality
        case Happened(low, high):
            moment = pack(event.from_, event.to, event.precision)
            return overlaps(moment, ordinal(low), ordinal(high))
    raise TypeError(node)
