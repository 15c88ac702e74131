"""Applies the log to an article and its reading: the view is machine ⊕ log."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from store.corrections.draft import Draft, Mark
from store.corrections.entity_acts import apply_added_fact, apply_to_entities
from store.corrections.event_acts import add_event, apply_to_events, found_events
from store.corrections.records import (
    ARTICLE_ACTS,
    ENTITY_ACTS,
    EVENT_ACTS,
    MARK_ACTS,
    AddEvent,
    AddMention,
    AddOffice,
    AddRelation,
    Check,
    Correction,
    MarkAct,
    Note,
    SetPublished,
    SetSource,
    SetTitle,
    Star,
    Tag,
)
from store.corrections.targets import ArticleRef, Unplaced
from store.reading import Article, Entity, EntityType, Reading


class Corrected(Struct, frozen=True):
    """An article and its reading with the log applied, and what the log did."""

    article: Article
    reading: Reading | None
    matched: frozenset[str] = frozenset()
    """The keys of entities that acts on entities found here, at any step."""
    groups: dict[str, str] = {}
    event_marks: dict[str, set[Mark]] = {}
    article_marks: frozenset[Mark] = frozenset()
    applied: dict[str, list[str]] = {}
    """The events that each correction changed, by the id of the correction."""
    unplaced: dict[str, str] = {}
    """Why a correction of this article has no place in it, by the id of the correction."""
    obeyed: tuple[int, ...] = ()
    """The numbers of the lines of the log that were applied, without marks."""


def apply_all(
    corrections: Iterable[Correction], article: Article, reading: Reading | None
) -> Corrected:
    """Apply corrections, in their order. Those of other articles have no effect."""
    draft = Draft(reading) if reading is not None else None
    changed = article
    marks: set[Mark] = set()
    unplaced: dict[str, str] = {}
    for correction in corrections:
        act = correction.act
        if isinstance(act, ARTICLE_ACTS):
            changed = _article_changed(changed, act)
            marks.add(Mark("edited"))
            if isinstance(act, SetPublished) and draft is not None:
                _move_dates(draft, correction.id, act)
        elif isinstance(act, MARK_ACTS) and isinstance(act.target, ArticleRef):
            _mark(marks, act)
        elif draft is None:
            unplaced[correction.id] = "the article could not be read"
        else:
            try:
                _apply(draft, correction, article.id)
            except Unplaced as why:
                unplaced[correction.id] = str(why)
    if draft is None:
        return Corrected(changed, None, article_marks=frozenset(marks), unplaced=unplaced)
    return Corrected(
        changed,
        _with_metadata(draft.done(), article, changed),
        matched=frozenset(draft.matched),
        groups=draft.groups,
        event_marks={each: found for each, found in draft.event_marks.items() if found},
        article_marks=frozenset(marks | draft.article_marks),
        applied=draft.applied,
        unplaced=unplaced,
    )


type Override = tuple[str | None, EntityType | None]
"""The name and type that people gave an entity everywhere, or None for the machine's."""


def with_overrides(reading: Reading, override: Callable[[str], Override]) -> Reading:
    """Return a reading whose entities have the names and types that people gave them everywhere.

    `override` returns them by key.
    """
    entities = tuple(_overridden(entity, *override(entity.key)) for entity in reading.entities)
    return reading if entities == reading.entities else replace(reading, entities=entities)


def _overridden(entity: Entity, name: str | None, type_: EntityType | None) -> Entity:
    if type_ is not None:
        entity = replace(entity, type=type_)
    if name is None or name == entity.name:
        return entity
    others = dict.fromkeys((entity.name, *entity.aliases))
    others.pop(name, None)
    return replace(entity, name=name, aliases=tuple(others))


def _apply(draft: Draft, correction: Correction, article: str) -> None:
    act = correction.act
    if isinstance(act, ENTITY_ACTS):
        apply_to_entities(draft, act, article)
    elif isinstance(act, EVENT_ACTS):
        apply_to_events(draft, correction, act, article)
    elif isinstance(act, AddMention | AddOffice | AddRelation):
        apply_added_fact(draft, act)
    elif isinstance(act, AddEvent):
        add_event(draft, correction.id, act)
    elif isinstance(act, MARK_ACTS) and isinstance(act.target, tuple):
        for event_id in found_events(draft, act.target, article):
            marks = draft.event_marks.setdefault(event_id, set())
            _mark(marks, act)
            draft.applied.setdefault(correction.id, []).append(event_id)


def mark_of(act: MarkAct) -> Mark:
    """Return the mark that an act sets or removes."""
    match act:
        case Tag(tag=tag):
            return Mark("tag", tag)
        case Star():
            return Mark("starred")
        case Check():
            return Mark("checked")
        case Note():
            return Mark("noted")


def is_set(act: MarkAct) -> bool:
    """Return whether an act sets its mark. An empty note removes it."""
    return bool(act.text) if isinstance(act, Note) else act.on


def _mark(marks: set[Mark], act: MarkAct) -> None:
    (marks.add if is_set(act) else marks.discard)(mark_of(act))


def _article_changed(article: Article, act: SetPublished | SetSource | SetTitle) -> Article:
    match act:
        case SetPublished(published=published):
            return replace(
                article, published=published or None, published_from="given", published_doubt=None
            )
        case SetSource(source=source):
            return replace(article, source=source or None)
        case SetTitle(title=title):
            return replace(article, title=title or None)


def _with_metadata(reading: Reading, before: Article, after: Article) -> Reading:
    if after is before:
        return reading
    return replace(
        reading,
        title=after.title,
        source=after.source,
        published=after.published,
        published_from=after.published_from,
        published_doubt=after.published_doubt,
    )


def _move_dates(draft: Draft, record: str, act: SetPublished) -> None:
    """Give time expressions and events the days that follow from the article's new date.

    They are found by their words. Those that another reading does not have are left out.
    """
    times = {(m.start, m.end): m for m in act.moved if not m.is_event}
    draft.times = [
        replace(each, from_=moved.from_, to=moved.to, precision=moved.precision)
        if (moved := times.get((each.start, each.end)))
        and draft.text[each.start : each.end] == moved.words
        else each
        for each in draft.times
    ]
    events = {(m.start, m.end): m for m in act.moved if m.is_event}
    for original in draft.originals:
        for piece in original.evidence[:1]:
            found = events.get((piece.verb.start, piece.verb.end))
            if found and original.id in draft.events and original.id not in draft.dated:
                draft.change_event(
                    original.id,
                    from_=found.from_,
                    to=found.to,
                    precision=found.precision,
                    date_basis=original.date_basis or "stated",
                )
                draft.applied.setdefault(record, []).append(original.id)
