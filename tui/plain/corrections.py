"""Commands that correct what the machine read, and that undo corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from tui.plain.state import NOTHING_DONE, Choice, Listing, PlainState
from tui.view_model.article import found_in_text
from tui.view_model.lines import source_name
from tui.view_model.log import LogPart, lines_of, log_page, turn
from tui.view_model.mentions import (
    Sentence,
    event_place,
    event_sentences,
    mention_sentences,
    merge_page,
    survivor,
)
from tui.view_model.one_event import contradictions, date_of
from tui.view_model.picks import Pick, entity_picks, picked_entity
from tui.view_model.styled_text import plural
from tui.view_model.targets import ChosenRow, entity_of, events_of, targets_of, words_of_article

if TYPE_CHECKING:
    from store import AnyAct, EntityRef, EventRow, LogLine, MarkTarget

_LISTED = 20
"""Lines of the log, or sentences, in one answer."""
_OFFERED = 9
_NO_ROW = "Name a row of the articles, entities or timeline."
_NO_NAME = "Name a row of the entities or the timeline."


class PlainCorrections:
    """Merges, splits, hides and marks rows; undoes what was done."""

    def __init__(self, state: PlainState) -> None:
        self._state = state

    def _rows(self, said: str, *panes: str) -> list[Any]:
        """Return the rows of numbers of the last list; none unless all of them are there."""
        if self._state.listing.pane not in panes:
            return []
        rows = [self._state.row(number) for number in dict.fromkeys(said.split())]
        return [] if None in rows else rows

    # Merge

    def merge(self, said: str) -> Iterator[str]:
        """Make rows one, or a name and another one that is typed."""
        pane = self._state.listing.pane
        rows = self._rows(said, "entities", "timeline")
        if len(rows) > 1 and pane == "timeline":
            return self._join(rows)
        if len(rows) > 1:
            return self._ask_merge([row.key for row in rows])
        number, _, typed = said.partition(" ")
        first = self._rows(number, "entities")
        if not first or not typed.strip():
            return iter(("Name two rows: merge 1 2. Or a row and a name: merge 1 Mira Adler.",))
        key = first[0].key
        picks = entity_picks(self._state.views, typed.strip(), like=key, without=key)[:_OFFERED]
        choices = [
            Choice(f"{pick.words}, {pick.beside}", partial(self._ask_merge, [key, pick.id]))
            for pick in picks
        ]
        if not choices:
            return iter((f"No other name is like “{typed.strip()}”.",))
        return self._state.ask(f"Merge {first[0].name} with whom?", choices)

    def _join(self, rows: Sequence[EventRow]) -> Iterator[str]:
        """Make rows one; ask first where their dates contradict each other."""
        join = self._state.views.corrections.join_events([row.id for row in rows])
        doubts = contradictions(rows)
        if not doubts:
            return self._state.record(join)
        date = date_of(rows[0])
        choices = [
            Choice(f"Yes, one event, on {date}", lambda: self._state.record(join)),
            Choice("No, leave them apart", lambda: iter(("They are left apart.",))),
        ]
        return self._state.ask(f"{'. '.join(doubts)}. Are these one event?", choices)

    def _ask_merge(self, keys: Sequence[str]) -> Iterator[str]:
        """Say what each way round would do, with what speaks against it."""
        views = self._state.views
        best = survivor(views, keys)
        pages = [merge_page(views, keys, at) for at in range(len(keys))]
        pages.insert(0, pages.pop(best))
        yield from pages[0].warnings
        choices = []
        for page in pages:
            acts = partial(self._merged, page.into, page.others)
            words = f"{', '.join(ref.name for ref in page.others)} into {page.into.name}"
            choices.append(Choice(f"{words}: {page.touches}", acts))
        yield from self._state.ask("Merge which way round?", choices)

    def _merged(self, into: EntityRef, others: Sequence[EntityRef]) -> Iterator[str]:
        from store import Merge

        return self._state.record(*(Merge(ref.key, into, called=ref.name) for ref in others))

    # Split

    def split(self, said: str) -> Iterator[str]:
        """List the sentences of a row, to be told apart."""
        rows = self._rows(said, "entities", "timeline")
        if len(rows) != 1:
            yield _NO_NAME
            return
        row, views = rows[0], self._state.views
        is_event = self._state.listing.pane == "timeline"
        sentences = (
            event_sentences(views, row.id) if is_event else mention_sentences(views, row.key)
        )
        if len(sentences) < 2:
            yield "This row was read in one place: there is nothing to split."
            return
        self._state.listing = Listing("sentences", sentences[:_LISTED], about=row)
        for number, each in enumerate(sentences[:_LISTED], 1):
            day, source = (each.published or "undated")[:10], source_name(each.source)
            yield f"{number}. {day}, {source or 'no source'}: {each.text}"
        what = "these are another event" if is_event else "these are about another"
        yield f"Type apart, the numbers{'' if is_event else ', and a name'}: {what}."

    def apart(self, said: str) -> Iterator[str]:
        """Let sentences of the row that was split be of another."""
        words = said.split()
        numbers = [word for word in words if word.isdecimal()]
        marked = self._rows(" ".join(numbers), "sentences")
        name = " ".join(words[len(numbers) :])
        row = self._state.listing.about
        if not marked:
            return iter(("Type split and a number first, then apart and numbers of sentences.",))
        if hasattr(row, "label"):
            return self._split_event(row.id, marked)
        if not name:
            return iter((f"Type the name after the numbers: apart {' '.join(numbers)} Ada Okoro.",))
        views = self._state.views
        picks = entity_picks(views, name, without=row.key, new=row.type, new_first=True)
        choices = [
            Choice(f"{pick.words}, {pick.beside}", partial(self._split_name, row, marked, pick))
            for pick in picks[:_OFFERED]
        ]
        return self._state.ask(f"{plural(len(marked), 'sentence')} about whom or what?", choices)

    def _split_event(self, row_id: str, marked: Sequence[Sentence]) -> Iterator[str]:
        from store import SplitEvents

        places = {each.id for each in marked}
        refs = events_of(self._state.views, row_id)
        return self._state.record(
            SplitEvents(tuple(ref for ref in refs if event_place(ref) in places))
        )

    def _split_name(self, row: Any, marked: Sequence[Sentence], pick: Pick) -> Iterator[str]:
        from store import Split

        views = self._state.views
        at = tuple(words_of_article(views, each.number, (each.start, each.end)) for each in marked)
        return self._state.record(Split(row.key, picked_entity(views, pick), at, row.name))

    # Hide, and what was missed

    def hide(self, said: str) -> Iterator[str]:
        from store import Hide, HideEvents

        rows = self._rows(said, "entities", "timeline")
        views = self._state.views
        if not rows:
            return iter((_NO_NAME,))
        if self._state.listing.pane == "timeline":
            return self._state.record(*(HideEvents(events_of(views, row.id)) for row in rows))
        refs = [entity_of(views, row.key) for row in rows]
        return self._state.record(*(Hide(ref.key, called=ref.name) for ref in refs))

    def mention(self, words: str) -> Iterator[str]:
        """Make words of the open article a name, known or new."""
        opened = self._state.opened
        if opened is None or not words:
            return iter(("Open an article, and type the words after mention.",))
        stops = found_in_text(opened, words).stops
        if not stops:
            return iter((f"The text does not have “{words}”.",))
        span = (stops[0].start, stops[0].end)
        picks = entity_picks(self._state.views, words, new="PERSON")[:_OFFERED]
        choices = [
            Choice(
                f"{pick.words}, {pick.beside}",
                partial(self._add_mention, opened.number, span, pick),
            )
            for pick in picks
        ]
        return self._state.ask(f"“{words}” is", choices)

    def _add_mention(self, number: int, span: tuple[int, int], pick: Pick) -> Iterator[str]:
        from store import AddMention

        views = self._state.views
        where = words_of_article(views, number, span)
        return self._state.record(AddMention(where, picked_entity(views, pick)))

    # Marks

    def check(self, said: str) -> Iterator[str]:
        from store import Check

        return self._toggle(said, "checked", Check)

    def star(self, said: str) -> Iterator[str]:
        from store import Star

        return self._toggle(said, "starred", Star)

    def _toggle(
        self, said: str, field: str, act: Callable[[MarkTarget, bool], AnyAct]
    ) -> Iterator[str]:
        chosen = self._chosen(said)
        if not chosen:
            return iter((_NO_ROW,))
        on = not all(getattr(each.marks, field) for each in chosen)
        targets = targets_of(self._state.views, chosen)
        return self._state.record(*(act(each, on) for each in targets))

    def _chosen(self, said: str) -> list[ChosenRow]:
        pane = self._state.listing.pane
        rows = self._rows(said, "articles", "entities", "timeline")
        return [ChosenRow(pane, self._state.fresh(row)) for row in rows]

    def tag(self, said: str) -> Iterator[str]:
        from store import Tag

        number, _, rest = said.partition(" ")
        chosen, tag = self._chosen(number), "-".join(rest.split())
        if not chosen or not tag:
            return iter(("Name a row and a tag: tag 2 follow-up.",))
        on = tag not in chosen[0].marks.tags
        targets = targets_of(self._state.views, chosen)
        return self._state.record(*(Tag(each, tag, on) for each in targets))

    def note(self, said: str) -> Iterator[str]:
        from store import Note

        number, _, words = said.partition(" ")
        chosen = self._chosen(number)
        if not chosen:
            return iter((_NO_ROW,))
        (target,) = targets_of(self._state.views, chosen)
        if not words.strip():
            old = self._state.views.corrections.note(target)
            return iter((old or "There is no note. Type it after the number.",))
        return self._state.record(Note(target, "" if words.strip() == "-" else words.strip()))

    # Back and ahead

    def undo(self, _: str = "") -> Iterator[str]:
        line = self._state.change(lambda log: log.undo())
        yield f"Undone: {line}." if line else "There is nothing to undo."

    def redo(self, _: str = "") -> Iterator[str]:
        line = self._state.change(lambda log: log.redo())
        yield f"Redone: {line}." if line else "There is nothing to redo."

    def log(self, _: str = "") -> Iterator[str]:
        return self._list_log("all", "Nothing was corrected yet.")

    def hidden(self, _: str = "") -> Iterator[str]:
        return self._list_log("hidden", "Nothing is hidden.")

    def _list_log(self, part: LogPart, nothing: str) -> Iterator[str]:
        """List the newest corrections; the number of one takes it back, or restores it."""
        lines = lines_of(log_page(self._state.views), part)[:_LISTED]
        if not lines:
            return iter((nothing,))
        choices = [Choice(_log_words(each), partial(self._turn, each)) for each in lines]
        return self._state.ask("The newest first; a number takes it back, or restores it:", choices)

    def _turn(self, line: LogLine) -> Iterator[str]:
        page = log_page(self._state.views)
        done = self._state.change(lambda log: turn(log, page, line))
        yield f"{done}." if done else NOTHING_DONE


def _log_words(line: LogLine) -> str:
    state = "" if line.state == "applies" else f", {line.state}"
    at, by = line.correction.at[:16].replace("T", " "), line.correction.by
    return f"{at}, {by}: {line.line}{state}"
