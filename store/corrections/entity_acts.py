"""What the acts on entities do to the reading of one article."""

from __future__ import annotations

from store.corrections.draft import Draft, Mark
from store.corrections.records import (
    AddMention,
    AddOffice,
    AddRelation,
    At,
    EntityAct,
    Hide,
    Merge,
    Retype,
    Split,
)
from store.corrections.targets import ArticleRef, EntityRef, SpanRef, Unplaced, find_words
from store.reading import Entity, Relation, Role, Span


def apply_to_entities(draft: Draft, act: EntityAct, article: str) -> bool:
    """Apply an act on an entity. Return whether the article has the entity. Names and types that
    hold everywhere are applied at the end (see `with_overrides`).

    Raises:
        Unplaced: The act names this article, and has no place in it.
    """
    entity = draft.with_key(act.key)
    if entity is None:
        if getattr(act, "at", ()):
            raise Unplaced(f"the article does not mention {act.key}")
        return False
    draft.matched.add(act.key)
    match act:
        case Merge(into=into) | Split(into=into):
            if into.key != act.key:
                draft.move_mentions(entity, into, _spans(draft, entity, act.at, article))
        case Retype(into=EntityRef() as into) if act.at and into.key != act.key:
            draft.move_mentions(entity, into, _spans(draft, entity, act.at, article))
        case Hide(at=at):
            spans = _spans(draft, entity, at, article)
            draft.article_marks.add(Mark("hidden"))
            if spans is None:
                draft.remove(entity)
            else:
                draft.drop_mentions(entity, spans)
    return True


def _spans(draft: Draft, entity: Entity, at: At, article: str) -> set[Span] | None:
    """Return the mentions of the entity that are meant, or None for all.

    Raises:
        Unplaced: The entity is not mentioned at any of these words.
    """
    here = [ref for ref in at if ref.article == article]
    if not here or any(isinstance(ref, ArticleRef) for ref in here):
        return None
    mentions = {Span(mention.start, mention.end) for mention in entity.mentions}
    found: set[Span] = set()
    for ref in here:
        if isinstance(ref, SpanRef):
            words = find_words(draft.text, ref)
            exact = {words} & mentions
            found |= exact or {m for m in mentions if m.start < words.end and words.start < m.end}
    if not found:
        raise Unplaced(f"{entity.name} is not mentioned at “{_first_words(at)}”")
    return found


def _first_words(at: At) -> str:
    return next((ref.words[:60] for ref in at if isinstance(ref, SpanRef)), "")


def apply_added_fact(draft: Draft, act: AddMention | AddOffice | AddRelation) -> None:
    """Add a mention, an office or a relation.

    Raises:
        Unplaced: The article does not have its words.
    """
    span = find_words(draft.text, act.span)
    match act:
        case AddMention(entity=ref):
            draft.add_mention(ref, span)
        case AddOffice(person=person, office=office, of=of):
            body = None if of is None else draft.entity_for(of).id
            draft.roles.append(
                Role(
                    person=draft.entity_for(person).id,
                    role=office,
                    of=body,
                    start=span.start,
                    end=span.end,
                )
            )
        case AddRelation(subject=subject, predicate=predicate, object=object_):
            draft.relations.append(
                Relation(
                    subject=draft.entity_for(subject).id,
                    predicate=predicate,
                    object=draft.entity_for(object_).id,
                    start=span.start,
                    end=span.end,
                )
            )
