"""A suggestion on the screen, and what yes and no to it mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from tui.view_model.mentions import Sentence, event_sentences, mention_sentence
from tui.view_model.one_event import date_of
from tui.view_model.styled_text import plural
from tui.view_model.targets import entity_of, events_of

if TYPE_CHECKING:
    from store import AnyAct, Suggestion, Views

_EACH = 3
YES = {
    "same": "merge them",
    "two": "mark its sentences",
    "dates": "both on the second date",
    "unsure": "it is right: show it",
    "one": "they are one event",
}
"""What yes does, by the kind of a suggestion."""
NO = {
    "same": "they are two",
    "two": "it is one",
    "dates": "both are right",
    "unsure": "it is wrong: hide it",
    "one": "they are two events",
}


class SuggestionPage(Struct, frozen=True):
    """A suggestion with the sentences that help to decide."""

    suggestion: Suggestion
    lines: tuple[Sentence | str, ...]


def suggestion_page(views: Views, suggestion: Suggestion) -> SuggestionPage | None:
    """Return a suggestion with sentences; None if it is about what is not there any more.

    Runs in the store thread.
    """
    from store import Hide

    lines: list[Sentence | str] = []
    for key in suggestion.keys:
        rows = views.corrections.mention_rows(
            key, limit=_EACH if len(suggestion.keys) > 1 else 2 * _EACH
        )
        if not rows:
            return None
        touched = views.corrections.touches(Hide(key))
        counts = f"{plural(touched.mentions, 'mention')}, {plural(touched.articles, 'article')}"
        lines += [f"{entity_of(views, key).name}  {counts}", *map(mention_sentence, rows)]
    for row_id in suggestion.rows:
        row = views.event(row_id)
        if row is None:
            return None
        lines += [f"{date_of(row)}  {row.label}", *event_sentences(views, row_id)[:_EACH]]
    if suggestion.kind == "same" and not suggestion.against:
        warnings = views.corrections.merge_warnings(*suggestion.keys)
        suggestion = structs.replace(suggestion, against=warnings)
    return SuggestionPage(suggestion, tuple(lines))


def acts_of_yes(views: Views, suggestion: Suggestion) -> Sequence[AnyAct]:
    """Return the corrections that yes means; none for a name that looks like two, which is split
    by hand. Runs in the store thread."""
    from store import Check, Merge, SetDate, WrittenDate

    match suggestion.kind:
        case "same":
            key, into = suggestion.keys
            return [Merge(key, entity_of(views, into), called=entity_of(views, key).name)]
        case "dates":
            weak, strong = suggestion.rows
            row = views.event(strong)
            if row is None:
                return []
            when = WrittenDate(row.from_, row.to, row.precision, written=date_of(row))  # type: ignore[arg-type]
            return [SetDate(events_of(views, weak), when)]
        case "unsure":
            return [Check(events_of(views, row_id)) for row_id in suggestion.rows]
        case "one":
            return [views.corrections.join_events(suggestion.rows)]
        case _:
            return []


def acts_of_no(views: Views, suggestion: Suggestion) -> Sequence[AnyAct]:
    """Return the corrections that no means: it is not suggested again.

    Runs in the store thread.
    """
    from store import Check, Distinct, HideEvents

    match suggestion.kind:
        case "same":
            names = [entity_of(views, key).name for key in suggestion.keys]
            return [Distinct(*suggestion.keys, *names)]
        case "two":
            return [Check(entity_of(views, key)) for key in suggestion.keys]
        case "unsure":
            return [HideEvents(events_of(views, row_id)) for row_id in suggestion.rows]
        case _:
            return [Check(events_of(views, row_id)) for row_id in suggestion.rows]
