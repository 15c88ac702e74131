"""The reader: an article as it came in, with what was extracted from it."""

from __future__ import annotations

from bisect import bisect_left

from rich.cells import cell_len
from textual.app import ComposeResult

from tui.panes.pane import Pane
from tui.safe import one_line
from tui.view_model.article import OpenedArticle, Stop, TextMark, found_in_text
from tui.view_model.lines import source_name
from tui.view_model.styled_text import Fragment, fit, plural
from tui.widgets.article_text import ArticleText
from tui.widgets.bar import Bar

_SOURCES = 24
"""Cells for the name of the source, and for the names of the others."""


class ReaderPane(Pane):
    """One article and its stops: sentences of an event, mentions of a name, hits of a search."""

    def __init__(self) -> None:
        super().__init__("reader", 4)
        self.text = ArticleText()
        self._title = Bar(classes="title")
        self.opened: OpenedArticle | None = None
        self._at = -1

    @property
    def target(self) -> ArticleText:
        return self.text

    def body(self) -> ComposeResult:
        self.set_heading("", "")
        yield self._title
        yield self.text

    def show(self, opened: OpenedArticle, at: int | None = None) -> None:
        """Show an article at stop `at`; by default at the first that it was opened for."""
        self.opened = opened
        self._at = -1
        article = opened.article
        self._title.say(_title(opened), _sources(opened))
        sought = opened.event is not None or opened.key is not None or opened.searched
        self.text.show(article.text, opened.marks, opened.notes, opened.folds)
        stop = at if at is not None else opened.first_stop() if sought else None
        if stop is not None:
            self._go_to(stop)
        elif opened.span is not None:
            self.text.reveal(opened.span[0])
        self._show_heading()

    def clear(self, words: str) -> None:
        """Show a message in place of an article."""
        self.opened = None
        self._title.say([("", "plain")])
        self.text.show(words, ())
        self.set_heading("", "")

    @property
    def stop(self) -> Stop | None:
        """The current stop."""
        if self.opened is None or not 0 <= self._at < len(self.opened.stops):
            return None
        return self.opened.stops[self._at]

    @property
    def at(self) -> int | None:
        """The index of the current stop; None before the first."""
        return self._at if self._at >= 0 else None

    def next_stop(self, by: int) -> tuple[int, Stop] | None:
        """Return the next stop or the previous one, cyclically; it can be in another article."""
        if self.opened is None or not self.opened.stops:
            return None
        at = (self._at + by) % len(self.opened.stops) if self._at >= 0 else 0
        return at, self.opened.stops[at]

    def go_to_stop(self, at: int) -> None:
        """Go to a stop of the article that is open."""
        self._go_to(at)
        self._show_heading()

    def _go_to(self, at: int) -> None:
        if self.opened is None:
            return
        self._at = at
        stop = self.opened.stops[at]
        hit = () if self.opened.event else (TextMark(stop.start, stop.end, "hit"),)
        opened = self.opened
        self.text.show(opened.article.text, (*opened.marks, *hit), opened.notes, opened.folds)
        self.text.reveal(stop.start)

    def _show_heading(self) -> None:
        opened = self.opened
        if opened is None:
            return
        if opened.reading is None and not opened.stops:
            self.set_heading(_unread(opened), self._place())
            return
        what = _stop_name(opened)
        count = len(opened.stops)
        place = f"{what} {self._at + 1}/{count}" if self._at >= 0 else plural(count, what)
        self.set_heading(place + _partly(opened), self._place())

    def _place(self) -> str:
        """Return how much of a long article was read, and its number."""
        number = f"#{self.opened.number}" if self.opened else ""
        part = self.text.part_read
        return number if part is None else f"{part} %  {number}"

    def show_place(self) -> None:
        """Show how much was read after the text was scrolled."""
        self._show_heading()

    def find(self, typed: str) -> bool:
        """Make what was typed the stops of the article, and go to the first one from here on."""
        if self.opened is None:
            return False
        found = found_in_text(self.opened, typed)
        if not found.stops:
            return False
        self.opened = found
        here = self.text.offset_on_top
        starts = [stop.start for stop in found.stops]
        self.go_to_stop(bisect_left(starts, here) % len(starts))
        return True


def _partly(opened: OpenedArticle) -> str:
    """What is missing from the reading, because a component failed on this article."""
    missing = opened.reading.missing if opened.reading is not None else None
    return f"  partly read: without {one_line(missing)}" if missing else ""


def _stop_name(opened: OpenedArticle) -> str:
    if opened.event:
        return "sentence"
    return "mention" if opened.key else "hit" if opened.searched else "name"


def _sources(opened: OpenedArticle) -> list[Fragment]:
    """Return the source, and the other sources of the same text."""
    fragments: list[Fragment] = []
    if opened.article.source:
        fragments.append((f" {_cut(source_name(opened.article.source))} ", "plain"))
    if opened.also_in:
        fragments.append((f" also in: {_cut(', '.join(map(source_name, opened.also_in)))} ", "dim"))
    return fragments


def _cut(names: str) -> str:
    safe = one_line(names)
    return fit(safe, min(cell_len(safe), _SOURCES))


def _title(opened: OpenedArticle) -> list[Fragment]:
    article = opened.article
    date = (article.published or "undated")[:10]
    return [(f" {one_line(date)} ", "date"), (one_line(article.title or "")[:400], "strong")]


def _unread(opened: OpenedArticle) -> str:
    """Return why an article has no reading."""
    language = opened.article.language
    if language and not language.startswith("en"):
        return f"not read: the language is {one_line(language)[:8]}, not English"
    return "not read yet"
