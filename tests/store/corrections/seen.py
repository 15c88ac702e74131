"""Everything that a store shows, as bytes; and random corrections of what it shows."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import strategies as st

from store.corrections.records import (
    AddEvent,
    AddMention,
    AddOffice,
    AddRelation,
    AnyAct,
    At,
    Check,
    Distinct,
    Hide,
    HideEvents,
    JoinEvents,
    Merge,
    Note,
    Rename,
    Retype,
    Reverse,
    SetDate,
    SetLabel,
    SetParticipants,
    SetPlace,
    SetPublished,
    SetSource,
    SetStatus,
    SetTitle,
    SetType,
    Split,
    SplitEvents,
    Star,
    Tag,
    WrittenDate,
)
from store.corrections.targets import EntityRef, EventRef, MarkTarget, SpanRef, new_entity
from store.database import Store
from store.views import Filter, Term, Views

MARKED = ("starred", "checked", "edited", "noted", "hidden")


def seen(store: Store, views: Views) -> bytes:
    """Return all that the panes, the reader and the cards show, after an update."""
    views.update()
    whole = Filter()
    entities = views.entities(whole, limit=1000)
    parts: list[Any] = [
        views.counts(whole),
        views.articles(whole, limit=1000),
        entities,
        views.events(whole, limit=1000),
        views.histogram(whole, "day"),
        views.headings(whole),
        [views.cards.of(row.key) for row in entities],
        [(views.article(number), views.reading(number)) for number in store.numbers()],
        [views.evidence(row.id) for row in views.events(whole, limit=1000)],
    ]
    for mark in MARKED:
        filter_ = Filter((Term("is", mark),))
        parts.append([views.counts(filter_), views.events(filter_, limit=1000)])
    return msgspec.json.encode(parts)


def dates() -> st.SearchStrategy[WrittenDate]:
    return st.sampled_from(
        [
            WrittenDate("2024-07-05", "2024-07-05", "day", "2024-07-05"),
            WrittenDate("2024-07-01", "2024-07-31", "month", "2024-07"),
            WrittenDate(None, "2024-06-30", "day", "before 2024-07-01"),
            WrittenDate(written="?"),
        ]
    )


@st.composite
def acts(draw: st.DrawFn, store: Store, views: Views) -> AnyAct:
    """A correction of something that the views show."""
    entities = [ref for ref in _entities(views) if ref is not None]
    rows = [views.corrections.event_refs(row.id) for row in views.events(Filter(), limit=50)]
    number = draw(st.sampled_from(list(store.numbers())))
    new = st.sampled_from([new_entity("Ferry Board", "ORG"), new_entity("Ona Brandt", "PERSON")])
    entity = st.sampled_from(entities) if entities else new
    kinds = [_of_article(views, number), _placed(views, number, st.one_of(entity, new))]
    if entities:
        kinds.append(_of_entity(views, entities, new))
    targets: list[MarkTarget] = [*entities, views.corrections.article_ref(number)]
    if rows:
        kinds.append(_of_events(st.sampled_from(rows), st.one_of(entity, new)))
        targets += rows
    kinds.append(_marks(st.sampled_from(targets)))
    return draw(st.one_of(kinds))


def _entities(views: Views) -> list[EntityRef | None]:
    return [views.corrections.entity_ref(row.key) for row in views.entities(Filter(), limit=50)]


@st.composite
def _of_entity(
    draw: st.DrawFn, views: Views, entities: list[EntityRef], new: st.SearchStrategy[EntityRef]
) -> AnyAct:
    one = draw(st.sampled_from(entities))
    other = draw(st.sampled_from(entities) | new)
    mentions = views.corrections.mention_rows(one.key, limit=20)
    at: At = ()
    if mentions:
        some = draw(st.lists(st.sampled_from(mentions), min_size=1, max_size=2, unique=True))
        spans = [views.corrections.span_ref(m.number, m.start, m.end) for m in some]
        article = views.corrections.article_ref(some[0].number)
        at = draw(st.sampled_from([(), tuple(spans), (article,)]))
    choices: list[AnyAct] = [
        Merge(one.key, other),
        Merge(one.key, other, at),
        Retype(one.key, "EVENT", at, other if at else None),
        Rename(one.key, draw(st.sampled_from(["Another Name", other.name]))),
        Hide(one.key, at),
        Distinct(one.key, other.key),
    ]
    if at:
        choices.append(Split(one.key, draw(new), at))
    return draw(st.sampled_from(choices))


@st.composite
def _of_events(
    draw: st.DrawFn,
    rows: st.SearchStrategy[tuple[EventRef, ...]],
    entity: st.SearchStrategy[EntityRef],
) -> AnyAct:
    events = draw(rows)
    return draw(
        st.sampled_from(
            [
                HideEvents(events),
                SetDate(events, draw(dates())),
                SetDate(events, draw(dates()), words="on Monday"),
                SetParticipants(events, (draw(entity),), (draw(entity),)),
                Reverse(events),
                SetPlace(events, draw(entity)),
                SetPlace(events, None),
                SetType(events, "ASSAULT"),
                SetLabel(events, "Something else"),
                SetStatus(events, draw(st.sampled_from(["negated", "wished", "claimed"]))),
                SplitEvents(events[:1]),
                JoinEvents(tuple(dict.fromkeys((*events, *draw(rows)))), draw(dates())),
            ]
        )
    )


@st.composite
def _placed(
    draw: st.DrawFn, views: Views, number: int, entity: st.SearchStrategy[EntityRef]
) -> AnyAct:
    text = views.article(number).text
    start = draw(st.integers(0, len(text) - 2))
    span: SpanRef = views.corrections.span_ref(number, start, min(start + 9, len(text)))
    one, other = draw(entity), draw(entity)
    return draw(
        st.sampled_from(
            [
                AddMention(span, one),
                AddOffice(one, "warden", other, span),
                AddRelation(one, "neighbour of", other, span),
                AddEvent(span, "AID", "Somebody helps", (one,), (other,), None, draw(dates())),
            ]
        )
    )


@st.composite
def _of_article(draw: st.DrawFn, views: Views, number: int) -> AnyAct:
    ref = views.corrections.article_ref(number)
    return draw(
        st.sampled_from(
            [
                SetPublished(ref, "2024-07-20"),
                SetSource(ref, "Ferry Gazette"),
                SetTitle(ref, "Another headline"),
            ]
        )
    )


@st.composite
def _marks(draw: st.DrawFn, targets: st.SearchStrategy[MarkTarget]) -> AnyAct:
    target = draw(targets)
    on = draw(st.booleans())
    return draw(
        st.sampled_from(
            [
                Check(target, on),
                Star(target, on),
                Tag(target, "follow-up", on),
                Note(target, draw(st.sampled_from(["", "ask the port"]))),
            ]
        )
    )
