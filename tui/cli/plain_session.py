"""The dashboard by lines: the same views and filters, each answer as numbered lines of text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from store import Filter, QueryError, Term, UserError
from tui.safe import one_line
from tui.view_model import citation
from tui.view_model.article import OpenedArticle, found_in_text, open_article
from tui.view_model.dates import format_date, parse_day
from tui.view_model.lines import TYPE_WORDS, heading_words, source_name
from tui.view_model.row_words import row_words
from tui.view_model.snapshot import first_row_on
from tui.view_model.state import (
    LISTS,
    PaneName,
    ViewHistory,
    ViewState,
    heading_term,
    row_term,
    term_label,
)
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import EventRow, Heading, Views

PAGE = 10
"""Rows of one answer."""
_HITS = 10


class PlainCommand(NamedTuple):
    """A command: its names, what follows it, and what it does."""

    names: tuple[str, ...]
    takes: str
    does: str


COMMANDS: tuple[PlainCommand, ...] = (
    PlainCommand(("articles",), "", "list the articles"),
    PlainCommand(("entities",), "", "list people, organisations and places"),
    PlainCommand(("timeline", "t"), "[DAY]", "list the events, from a day on"),
    PlainCommand(("spans", "d"), "", "list the months and their events"),
    PlainCommand(("finer", "["), "", "shorter spans, down to days"),
    PlainCommand(("coarser", "]"), "", "longer spans, up to decades"),
    PlainCommand(("more", "+"), "", "the next rows of the list"),
    PlainCommand(("search", "/"), "WORDS", "search names and texts, or fields: who:lee event:2024"),
    PlainCommand(("open", "o"), "NUMBER", "filter by a name, open an article or an event"),
    PlainCommand(("only", "f"), "NUMBER", "show only this article, name, type of event or span"),
    PlainCommand(("exclude", "x"), "NUMBER", "hide this source, name or type of event"),
    PlainCommand(("filter",), "WORDS", "filter by a query"),
    PlainCommand(("drop", "u"), "", "remove the last filter"),
    PlainCommand(("back", ","), "", "go back to the view before"),
    PlainCommand(("forward", "."), "", "go forward again"),
    PlainCommand(("next", "n"), "", "the next sentence, mention or hit of what is open"),
    PlainCommand(("previous", "N"), "", "the one before"),
    PlainCommand(("read", "r"), "", "the whole text of the open article"),
    PlainCommand(("find",), "WORDS", "find words in the open article"),
    PlainCommand(("card", "i"), "NUMBER", "what is known of a name: offices, relations"),
    PlainCommand(("cite", "y"), "[NUMBER]", "a citation of the row, or of the open sentence"),
    PlainCommand(("markdown", "Y"), "[NUMBER]", "the citation in Markdown"),
    PlainCommand(("all", "v"), "", "show all events, or hide the minor and unsure ones"),
    PlainCommand(("where", "w"), "", "the filter, the counts, and what is open"),
    PlainCommand(("tour",), "", "the first steps"),
    PlainCommand(("help", "?"), "", "these commands"),
    PlainCommand(("quit", "q"), "", "leave"),
)  # fmt: skip
"""Every command. A number alone opens a row, and words after / are searched for."""
TOUR = (
    "Type / and a few letters of a name, such as /lukash. Each hit has a number.",
    "Type the number: everything is filtered by that name.",
    "Type timeline: each row is an event. Its number opens the sentence that reports it.",
    "Type next for the next sentence, and cite for a citation of it.",
    "Type drop to remove the filter, and help for all commands.",
)


class Listing(NamedTuple):
    """The rows that the numbers of the last answer stand for."""

    pane: str
    """A pane, `hits`, or `spans`."""
    rows: Sequence[Any]
    offset: int = 0
    total: int = 0


class PlainSession:
    """Answers commands. The view state, its history and its words are those of the dashboard."""

    def __init__(self, views: Views) -> None:
        self._views = views
        self._history = ViewHistory([ViewState(Filter())])
        self._names: dict[str, str] = {}
        self._listing = Listing("articles", ())
        self._opened: OpenedArticle | None = None
        self._stop = -1

    @property
    def _state(self) -> ViewState:
        return self._history.current

    def greeting(self) -> Iterator[str]:
        yield "dateline by lines. Type help for the commands, tour for the first steps."
        yield from self._where()

    def answer(self, typed: str) -> Iterator[str]:
        """Yield the answer to a line, one row a line; errors are answers too."""
        words = typed.strip()
        name, _, rest = words.partition(" ")
        if words.startswith("/"):
            name, rest = "search", words[1:]
        elif words.isdecimal():
            name, rest = "open", words
        command = next((each for each in COMMANDS if name in each.names), None)
        if command is None:
            yield f"There is no command {one_line(name)[:40]}. Type help for the commands."
            return
        method: Callable[[str], Iterator[str]] = getattr(self, f"_{command.names[0]}")
        try:
            yield from map(one_line, method(rest.strip()))
        except QueryError as error:
            yield one_line(f"The query cannot be read: {error.message}")
        except UserError as error:
            yield one_line(str(error))
        except KeyError:
            yield "This article is not in the store any more. Type articles for what there is."

    # Lists

    def _articles(self, _: str = "") -> Iterator[str]:
        return self._list("articles", 0)

    def _entities(self, _: str = "") -> Iterator[str]:
        return self._list("entities", 0)

    def _timeline(self, day: str = "") -> Iterator[str]:
        first = parse_day(day) if day else None
        if day and first is None:
            return iter((f"{day} is not a date: type 2024, 2024-07 or 2024-07-19.",))
        return self._list("timeline", first_row_on(self._views, self._state, first) if first else 0)

    def _list(self, pane: PaneName, offset: int) -> Iterator[str]:
        state, views = self._state, self._views
        filter_ = state.filter_of(pane)
        rows: Sequence[Any]
        match pane:
            case "articles":
                total = views.article_count(filter_)
                rows = views.articles(filter_, offset=offset, limit=PAGE)
            case "entities":
                total = views.entity_count(filter_, unsure=state.minor)
                rows = views.entities(filter_, offset=offset, limit=PAGE, unsure=state.minor)
            case _:
                total = views.event_count(filter_, minor=state.minor)
                rows = views.events(filter_, offset=offset, limit=PAGE, minor=state.minor)
        self._listing = Listing(pane, rows, offset, total)
        if not rows:
            yield f"No {pane if pane != 'timeline' else 'events'} here."
            return
        yield f"{pane}, rows {offset + 1} to {offset + len(rows)} of {total}:"
        for number, row in enumerate(rows, 1):
            yield f"{number}. {row_text(pane, row)}"
        if offset + len(rows) < total:
            yield "more shows the next rows."

    def _more(self, _: str = "") -> Iterator[str]:
        pane, rows, offset, total = self._listing
        if pane in LISTS and offset + len(rows) < total:
            return self._list(pane, offset + len(rows))
        return iter(("There are no more rows.",))

    def _spans(self, _: str = "") -> Iterator[str]:
        state = self._state
        headings = self._views.headings(state.filter, state.zoom, minor=state.minor)
        self._listing = Listing("spans", headings)
        yield f"events by {state.zoom}:"
        for number, heading in enumerate(headings, 1):
            yield f"{number}. {span_text(heading, state.zoom)}"

    def _finer(self, _: str = "") -> Iterator[str]:
        self._history.replace_current(self._state.with_zoom(-1))
        return self._spans()

    def _coarser(self, _: str = "") -> Iterator[str]:
        self._history.replace_current(self._state.with_zoom(1))
        return self._spans()

    def _search(self, words: str) -> Iterator[str]:
        if not words:
            yield "Type what to search for: /lukash, or /who:lee event:2024."
            return
        hits = self._views.find(words, limit=_HITS)
        self._listing = Listing("hits", [*hits, words])
        for number, hit in enumerate(hits, 1):
            kind = TYPE_WORDS.get(hit.type or "", hit.kind) if hit.kind == "entity" else hit.kind
            beside = f", {hit.note}" if hit.note else ""
            total = f", {plural(hit.total, 'mention')}" if hit.total else ""
            yield f"{number}. {kind}: {hit.title}{beside}{total}"
        yield f"{len(hits) + 1}. filter by: {words}"

    # Filters

    def _open(self, said: str) -> Iterator[str]:
        row = self._row(said)
        pane = self._listing.pane
        if row is None:
            yield f"There is no row {said or '(none named)'} in the last list."
        elif isinstance(row, str):
            yield from self._filter(row)
        elif pane == "entities" or (pane == "hits" and row.kind == "entity"):
            name = row.name if pane == "entities" else row.title
            yield from self._filter_by_name(row.key, name)
        elif pane == "spans":
            yield from self._go(heading_term(row, self._state.zoom, exclude=False))
        else:
            event = row if pane == "timeline" else row.event if pane == "hits" else None
            yield from self._read_article(row.number, event)

    def _row(self, said: str) -> Any:
        """Return the row of a number of the last answer."""
        rows = self._listing.rows
        at = int(said) if said.isdecimal() and len(said) < 9 else 0
        return rows[at - 1] if 0 < at <= len(rows) else None

    def _filter_by_name(self, key: str, name: str, *, exclude: bool = False) -> Iterator[str]:
        self._names[key] = name
        return self._go(Term("entity", key, exclude))

    def _go(self, term: Term) -> Iterator[str]:
        state = self._state.with_term(term)
        self._views.counts(state.filter)  # an invalid filter is not kept
        self._history.push(state)
        return self._where()

    def _filter(self, query: str) -> Iterator[str]:
        if not query:
            return iter(("Type a query after filter: filter who:lee event:2024.",))
        return self._go(Term("query", query))

    def _only(self, said: str) -> Iterator[str]:
        return self._by_row(said, exclude=False)

    def _exclude(self, said: str) -> Iterator[str]:
        return self._by_row(said, exclude=True)

    def _by_row(self, said: str, *, exclude: bool) -> Iterator[str]:
        row, pane = self._row(said), self._listing.pane
        if row is None or pane == "hits":
            return iter(("Name a row of the articles, entities, timeline or spans.",))
        if pane == "spans":
            return self._go(heading_term(row, self._state.zoom, exclude=exclude))
        if pane == "entities":
            return self._filter_by_name(row.key, row.name, exclude=exclude)
        term = row_term(pane, row, exclude=exclude)
        return self._go(term) if term else iter(("This article has no source.",))

    def _drop(self, _: str = "") -> Iterator[str]:
        if not self._state.filter:
            return iter(("There is no filter to remove.",))
        self._history.push(replace(self._state, filter=self._state.filter.drop_last()))
        return self._where()

    def _back(self, _: str = "") -> Iterator[str]:
        moved = self._history.step(-1)
        return self._where() if moved else iter(("There is nothing to go back to.",))

    def _forward(self, _: str = "") -> Iterator[str]:
        moved = self._history.step(1)
        return self._where() if moved else iter(("There is nothing to go forward to.",))

    def _all(self, _: str = "") -> Iterator[str]:
        state = replace(self._state, minor=not self._state.minor)
        self._history.replace_current(state)
        shown = "All events are" if state.minor else "Only major, sure events are"
        yield f"{shown} shown."

    # Reading

    def _read_article(self, number: int, event: EventRow | None) -> Iterator[str]:
        self._opened, self._stop = open_article(self._views, number, event), -1
        article = self._opened.article
        day, source = (article.published or "undated")[:10], source_name(article.source)
        yield f"Article {number}, {day}, {source or 'no source'}: {article.title or 'no headline'}"
        if event is None:
            yield "read shows the text, next its names one by one."
            return
        yield row_text("timeline", event)
        yield from self._next()

    def _next(self, _: str = "") -> Iterator[str]:
        return self._step(1)

    def _previous(self, _: str = "") -> Iterator[str]:
        return self._step(-1)

    def _step(self, by: int) -> Iterator[str]:
        opened = self._opened
        if opened is None or not opened.stops:
            yield "Open an event or an article first."
            return
        self._stop = (self._stop + by) % len(opened.stops) if self._stop >= 0 else 0
        stop = opened.stops[self._stop]
        text = self._views.article(stop.number).text
        what = "sentence" if opened.event else "hit" if opened.searched else "name"
        start, end = (stop.start, stop.end) if opened.event else _line_around(text, stop.start)
        yield f"{what} {self._stop + 1} of {len(opened.stops)}, article {stop.number}:"
        yield text[start:end]

    def _read(self, _: str = "") -> Iterator[str]:
        if self._opened is None:
            return iter(("Open an article first.",))
        return (line for line in self._opened.article.text.splitlines() if line.strip())

    def _find(self, words: str) -> Iterator[str]:
        if self._opened is None or not words:
            return iter(("Open an article, and type the words after find.",))
        found = found_in_text(self._opened, words)
        if not found.stops:
            return iter((f"The text does not have “{words}”.",))
        self._opened, self._stop = found, -1
        return self._next()

    def _card(self, said: str) -> Iterator[str]:
        row = self._row(said)
        key = getattr(row, "key", None)
        card = self._views.card(key) if isinstance(key, str) else None
        if card is None:
            yield "Name a row of the entities, or a name that was found."
            return
        kind = TYPE_WORDS.get(card.type, card.type)
        yield f"{card.name}, {kind}: {plural(card.mentions, 'mention')}"
        for role in card.roles:
            body = f" of {role.of}" if role.of else ""
            yield f"office: {role.person}, {role.role}{body}, {plural(role.articles, 'article')}"
        for each in card.relations:
            yield f"relation: {each.subject} {each.predicate.replace('_', ' ')} {each.object or ''}"
        for each_row in card.with_whom[:PAGE]:
            yield f"in the same sentences: {each_row.name}, {each_row.shown}"

    def _cite(self, said: str) -> Iterator[str]:
        yield citation.as_text(found) if (found := self._cited(said)) else _NOTHING_TO_CITE

    def _markdown(self, said: str) -> Iterator[str]:
        yield citation.as_markdown(found) if (found := self._cited(said)) else _NOTHING_TO_CITE

    def _cited(self, said: str) -> citation.CitedQuote | None:
        """Return the citation of a row, or of the open sentence."""
        row, opened = self._row(said) if said else None, self._opened
        if row is not None and self._listing.pane in ("articles", "timeline"):
            event = row if self._listing.pane == "timeline" else None
            return citation.make_citation(self._views, row.number, event, None)
        if said or opened is None:
            return None
        at_stop = opened.event is not None and self._stop >= 0
        stop = opened.stops[self._stop] if at_stop else None
        span = (stop.start, stop.end) if stop else None
        number = stop.number if stop else opened.number
        return citation.make_citation(self._views, number, opened.event, span)

    # About

    def _where(self, _: str = "") -> Iterator[str]:
        state, views = self._state, self._views
        counts = views.counts(state.filter)
        events = views.event_count(state.filter, minor=state.minor)
        terms = [term_label(term, self._names) for term in state.filter.terms]
        yield f"filter: {', '.join(terms) or 'none'}"
        yield (
            f"{counts.articles[0]} of {plural(counts.articles[1], 'article')},"
            f" {counts.entities[0]} entities, {plural(events, 'event')}"
        )

    def _tour(self, _: str = "") -> Iterator[str]:
        return (f"{number}. {step}" for number, step in enumerate(TOUR, 1))

    def _help(self, _: str = "") -> Iterator[str]:
        yield "A number opens that row of the last list. /words searches."
        for each in COMMANDS:
            takes = f" {each.takes}" if each.takes else ""
            yield f"{' or '.join(each.names)}{takes}: {each.does}"

    def _quit(self, _: str = "") -> Iterator[str]:
        return iter(())


_NOTHING_TO_CITE = "Name a row of the articles or the timeline, or open one."


def row_text(pane: str, row: Any) -> str:
    """Return a row as one line of plain words, with its marks in words."""
    match pane:
        case "articles":
            words = [(row.published or "undated")[:10], source_name(row.source), row.title]
            return ", ".join([each for each in words if each] + row_words(pane, row))
        case "entities":
            return ", ".join([row.name, *row_words(pane, row)])
        case _:
            day = format_date(row.from_, row.to, row.precision)
            place = [f"in {row.place}"] if row.place else []
            return f"{day}: {', '.join([row.label, *place, *row_words(pane, row)])}"


def span_text(heading: Heading, zoom: str) -> str:
    label, beside = heading_words(heading, zoom)
    return f"{label}{f' {beside}' if beside else ''}: {heading.shown} of {heading.total}"


def _line_around(text: str, at: int) -> tuple[int, int]:
    """Return the line of a text that holds an offset."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end
