"""Which corrections speak of the same thing, and whether they contradict each other."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from store.corrections.records import (
    ARTICLE_ACTS,
    EVENT_ACTS,
    MARK_ACTS,
    AddEvent,
    AddMention,
    AddOffice,
    AddRelation,
    AnyAct,
    Distinct,
    Hide,
    Merge,
    Retype,
    Split,
    Tag,
    Undo,
    WrittenDate,
)
from store.corrections.targets import ArticleRef, EntityRef, EventRef, MarkTarget, SpanRef

type Slot = tuple[str, ...]
"""What a correction decides: the date of one event, the type of one entity."""

_IDENTITY = (Merge, Split, Retype, Hide)


def slots_of(act: AnyAct) -> tuple[Slot, ...]:
    """Return what an act decides. Acts without a slot in common cannot contradict each other."""
    kind = act.__struct_config__.tag
    if isinstance(act, Undo | AddOffice | AddRelation | AddEvent | Distinct):
        return ()
    if isinstance(act, AddMention):
        return (("mention", *_place(act.span)),)
    if isinstance(act, EVENT_ACTS):
        return tuple((_event_slot(act), *_place(ref)) for ref in act.events)
    if isinstance(act, MARK_ACTS):
        name = f"{kind} {act.tag}" if isinstance(act, Tag) else str(kind)
        return tuple((name, *target) for target in _targets(act.target))
    if isinstance(act, ARTICLE_ACTS):
        return ((str(kind), act.article.article),)
    field = "identity" if isinstance(act, _IDENTITY) and not _is_override(act) else str(kind)
    at: tuple[Slot, ...] = tuple(_place(ref) for ref in getattr(act, "at", ())) or (
        ("everywhere",),
    )
    return tuple((field, act.key, *place) for place in at)


def _event_slot(act: Any) -> str:
    kind = str(act.__struct_config__.tag)
    return "participants" if kind == "direction" else kind


def _is_override(act: Any) -> bool:
    return isinstance(act, Retype) and not act.at


def _place(ref: SpanRef | EventRef | ArticleRef) -> Slot:
    if isinstance(ref, ArticleRef):
        return (ref.article,)
    if isinstance(ref, EventRef):
        return ref.article, str(ref.start), str(ref.end), ref.type, ref.label, str(ref.nth)
    return ref.article, str(ref.start), str(ref.end)


def _targets(target: MarkTarget) -> tuple[Slot, ...]:
    if isinstance(target, EntityRef):
        return (("entity", target.key),)
    return tuple(_place(ref) for ref in (target if isinstance(target, tuple) else (target,)))


_ABOUT: dict[str, Any] = {
    "events": (), "at": (), "target": (), "words": None, "span": None, "moved": (), "called": "",
    "other_called": "",
}  # fmt: skip


def agree(one: AnyAct, other: AnyAct) -> bool:
    """Return whether two acts about the same thing say the same."""
    return bool(_value(one) == _value(other))


def _value(act: Any) -> Any:
    """Return an act without what it is about and how it was written."""
    fields: dict[str, Any] = {
        name: empty for name, empty in _ABOUT.items() if name in act.__struct_fields__
    }
    date = getattr(act, "date", None)
    if isinstance(date, WrittenDate):
        fields["date"] = replace(date, written="")
    for name in ("into", "entity", "place"):
        if isinstance(getattr(act, name, None), EntityRef):
            fields[name] = getattr(act, name).key
    return replace(act, **fields)
