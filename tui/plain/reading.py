"""Commands that open a row, read its sentences, explain it and cite it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.plain.filtering import PlainFilters
from tui.plain.lists import PAGE, row_text
from tui.plain.saved import PlainSaved
from tui.plain.state import PlainState
from tui.view_model import citation
from tui.view_model.article import found_in_text, open_article
from tui.view_model.facts import period_words, stated
from tui.view_model.lines import TYPE_WORDS, source_name
from tui.view_model.state import heading_term
from tui.view_model.styled_text import plural
from tui.view_model.why import event_to_explain, why_lines

if TYPE_CHECKING:
    from store import EventRow

_NOTHING_TO_CITE = "Name a row of the articles or the timeline, or open one."


class PlainReading:
    """Opens articles and events, and steps through their sentences."""

    def __init__(self, state: PlainState, filters: PlainFilters, saved: PlainSaved) -> None:
        self._state = state
        self._filters = filters
        self._saved = saved

    def open(self, said: str) -> Iterator[str]:
        row, pane = self._state.row(said), self._state.listing.pane
        if row is None:
            yield f"There is no row {said or '(none named)'} in the last list."
        elif pane == "choices":
            yield from self._state.take(row)
        elif isinstance(row, str):
            yield from self._filters.filter(row)
        elif pane == "entities" or (pane == "hits" and row.kind == "entity"):
            name = row.name if pane == "entities" else row.title
            yield from self._filters.by_name(row.key, name)
        elif pane == "saved":
            yield from self._saved.show(row)
        elif pane == "spans":
            yield from self._state.go(heading_term(row, self._state.view.zoom, exclude=False))
        else:
            event = row if pane == "timeline" else row.event if pane == "hits" else None
            yield from self._read_article(row.number, event)

    def _read_article(self, number: int, event: EventRow | None) -> Iterator[str]:
        opened = open_article(self._state.views, number, event)
        self._state.opened, self._state.stop = opened, -1
        article = opened.article
        day, source = (article.published or "undated")[:10], source_name(article.source)
        yield f"Article {number}, {day}, {source or 'no source'}: {article.title or 'no headline'}"
        if event is None:
            yield "read shows the text, next its names one by one."
            return
        yield row_text("timeline", event)
        yield from self.next()

    def next(self, _: str = "") -> Iterator[str]:
        return self._step(1)

    def previous(self, _: str = "") -> Iterator[str]:
        return self._step(-1)

    def _step(self, by: int) -> Iterator[str]:
        state, opened = self._state, self._state.opened
        if opened is None or not opened.stops:
            yield "Open an event or an article first."
            return
        state.stop = (state.stop + by) % len(opened.stops) if state.stop >= 0 else 0
        stop = opened.stops[state.stop]
        text = state.views.article(stop.number).text
        what = "sentence" if opened.event else "hit" if opened.searched else "name"
        start, end = (stop.start, stop.end) if opened.event else _line_around(text, stop.start)
        yield f"{what} {state.stop + 1} of {len(opened.stops)}, article {stop.number}:"
        yield text[start:end]

    def read(self, _: str = "") -> Iterator[str]:
        if self._state.opened is None:
            return iter(("Open an article first.",))
        return (line for line in self._state.opened.article.text.splitlines() if line.strip())

    def find(self, words: str) -> Iterator[str]:
        opened = self._state.opened
        if opened is None or not words:
            return iter(("Open an article, and type the words after find.",))
        found = found_in_text(opened, words)
        if not found.stops:
            return iter((f"The text does not have “{words}”.",))
        self._state.opened, self._state.stop = found, -1
        return self.next()

    def card(self, said: str) -> Iterator[str]:
        key = getattr(self._state.row(said), "key", None)
        card = self._state.views.cards.of(key) if isinstance(key, str) else None
        if card is None:
            yield "Name a row of the entities, or a name that was found."
            return
        kind = TYPE_WORDS.get(card.type, card.type)
        yield f"{card.name}, {kind}: {plural(card.mentions, 'mention')}"
        unsure = 0
        for role in card.roles:
            if role.is_unsure and not self._state.view.minor:
                unsure += 1
                continue
            body = f" of {role.of}" if role.of else ""
            words = f"{role.person}, {role.full}{body}{period_words(role)}"
            yield f"office: {words}, {plural(role.articles, 'article')}"
            yield from filter(None, [stated(self._state.views, role)])
        if unsure:
            yield f"{plural(unsure, 'unsure office')} left out: all shows them."
        for each in card.relations:
            words = f"{each.subject} {each.predicate.replace('_', ' ')} {each.object or ''}"
            yield f"relation: {words}{period_words(each)}"
            yield from filter(None, [stated(self._state.views, each)])
        for each_row in card.with_whom[:PAGE]:
            yield f"in the same sentences: {each_row.name}, {each_row.shown}"

    def why(self, said: str) -> Iterator[str]:
        """Read the article of an event again, and say which rules made it. Takes seconds."""
        from store import explain_event
        from tui.config import load_config

        row, opened = self._state.row(said), self._state.opened
        if row is not None and self._state.listing.pane == "timeline":
            row_id = row.id
        elif not said and opened is not None and opened.event is not None:
            row_id = opened.event.id
        else:
            yield "Name a row of the timeline, or open one."
            return
        found = event_to_explain(self._state.views, row_id)
        if found is None:
            yield "This event is not in the store any more. Type timeline for what there is."
            return
        lines = why_lines(explain_event(*found, load_config().reader))
        yield from (line for line in lines if line)

    def cite(self, said: str) -> Iterator[str]:
        yield citation.as_text(found) if (found := self._cited(said)) else _NOTHING_TO_CITE

    def markdown(self, said: str) -> Iterator[str]:
        yield citation.as_markdown(found) if (found := self._cited(said)) else _NOTHING_TO_CITE

    def _cited(self, said: str) -> citation.CitedQuote | None:
        """Return the citation of a row, or of the open sentence."""
        state, opened = self._state, self._state.opened
        row = state.row(said) if said else None
        if row is not None and state.listing.pane in ("articles", "timeline"):
            event = row if state.listing.pane == "timeline" else None
            return citation.make_citation(state.views, row.number, event, None)
        if said or opened is None:
            return None
        at_stop = opened.event is not None and state.stop >= 0
        stop = opened.stops[state.stop] if at_stop else None
        span = (stop.start, stop.end) if stop else None
        number = stop.number if stop else opened.number
        return citation.make_citation(state.views, number, opened.event, span)


def _line_around(text: str, at: int) -> tuple[int, int]:
    """Return the line of a text that holds an offset."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
