"""What the log calls a row: the targets of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from store import EntityRef, EventRef, EventRow, Marks, MarkTarget, SpanRef, Views
    from tui.view_model.state import ViewState


class ChosenRow(NamedTuple):
    """A row of a list that is to be marked."""

    pane: str
    row: Any

    @property
    def marks(self) -> Marks:
        marks: Marks = self.row.marks
        return marks


def entity_of(views: Views, key: str) -> EntityRef:
    """Return what the log calls an entity. Runs in the store thread.

    Raises:
        UserError: when the store has no such entity any more.
    """
    from store import UserError

    found = views.corrections.entity_ref(key)
    if found is None:
        raise UserError("This name is not in the store any more.", "Press r to show what is new.")
    return found


def events_of(views: Views, row_id: str) -> tuple[EventRef, ...]:
    """Return the events behind a row of the timeline, in all articles. Runs in the store thread."""
    return views.corrections.event_refs(row_id)


def what_became(views: Views, state: ViewState, before: EventRow) -> str:
    """Return what a correction did to a row besides: it can leave the list, or join another row.

    Runs in the store thread.
    """
    row = views.event(before.id)
    if row is None:
        return ""
    if views.ranks.event(state.filter, row.id, minor=state.minor) is None:
        is_minor = views.ranks.event(state.filter, row.id) is not None
        return "; v shows it" if is_minor else "; the filter leaves it out"
    return "; now one row with others" if row.sentences > before.sentences else ""


def words_of_article(views: Views, number: int, span: tuple[int, int]) -> SpanRef:
    """Return what the log calls a range of an article. Runs in the store thread."""
    return views.corrections.span_ref(number, *span)


def target_of(views: Views, pane: str, row: Any) -> MarkTarget:
    """Return what the log calls a row. Runs in the store thread."""
    match pane:
        case "articles":
            return views.corrections.article_ref(row.number)
        case "entities":
            return entity_of(views, row.key)
        case _:
            return views.corrections.event_refs(row.id)


def targets_of(views: Views, chosen: Sequence[ChosenRow]) -> list[MarkTarget]:
    """Return what the log calls these rows. Runs in the store thread."""
    return [target_of(views, each.pane, each.row) for each in chosen]


def known_tags(views: Views) -> list[str]:
    """Return the tags of the store, in order. Runs in the store thread."""
    from store import Tag

    acts = (each.act for each in views.corrections.log.standing)
    return sorted({act.tag for act in acts if isinstance(act, Tag) and act.on})
