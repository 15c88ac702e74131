"""Things to pick from by typing: entities of the store and new ones, types, statuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.styled_text import plural
from tui.view_model.targets import entity_of

if TYPE_CHECKING:
    from store import EntityRef, EntityRow, Views

_NEW = "new:"
_FEW = 12


class Pick(NamedTuple):
    """One line that can be picked."""

    id: str
    mark: str
    """A letter in front: the type of an entity."""
    words: str
    beside: str = ""


def entity_picks(
    views: Views,
    typed: str,
    *,
    like: str | None = None,
    without: str | None = None,
    new: str | None = None,
    new_first: bool = False,
) -> list[Pick]:
    """Return the entities of a name; with nothing typed, those named `like` another, by its key.

    With `new`, a type, new entities of the typed name are offered too, of this type first; with
    `new_first` before the known ones, where none has that very name.
    Runs in the store thread.
    """
    from store import similar_entities

    rows = similar_entities(views, like) if like and not typed else _found(views, typed)
    rows = [row for row in rows if row.key != without]
    picks = [
        Pick(row.key, TYPE_LETTERS.get(row.type, "?"), row.name, plural(row.total, "mention"))
        for row in rows
    ]
    if new is None or not typed:
        return picks
    exact = [pick for pick in picks if pick.words.casefold() == typed.casefold()]
    types = sorted(TYPE_LETTERS, key=lambda each: each != new)
    fresh = [
        Pick(f"{_NEW}{type_}:{typed}", TYPE_LETTERS[type_], typed, f"new {TYPE_WORDS[type_]}")
        for type_ in types
    ]
    others = [pick for pick in picks if pick not in exact]
    if new_first:
        return [*exact, *fresh[:1], *others, *fresh[1:]]
    return [*exact, *others, *fresh]


def _found(views: Views, name: str) -> list[EntityRow]:
    """Return the entities of a name, then those of its last word."""
    if not name:
        return []
    last = name.rsplit(maxsplit=1)[-1]
    names = views.search.names
    rows = [*names(name, _FEW), *(names(last, _FEW) if last != name else ())]
    return list({row.key: row for row in rows}.values())


def picked_entity(views: Views, pick: Pick) -> EntityRef:
    """Return the entity that was picked, which may be new. Runs in the store thread."""
    from store import new_entity

    if not pick.id.startswith(_NEW):
        return entity_of(views, pick.id)
    type_, _, name = pick.id.removeprefix(_NEW).partition(":")
    return new_entity(name, type_)  # type: ignore[arg-type]
