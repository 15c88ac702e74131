"""The reader: an article as it came in, with what was extracted from it."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult

from tui.panes.pane import Pane
from tui.safe import one_line
from tui.view_model.article import Mark, Opened, Stop
from tui.view_model.styled_text import Piece, counted, fit
from tui.widgets.article_text import ArticleText
from tui.widgets.bar import Bar

_SOURCES = 24
"""Cells for the name of the source, and for those of the others."""


class ReaderPane(Pane):
    """One article; `n` and `N` walk its stops: sentences of an event, mentions of a name."""

    def __init__(self) -> None:
        super().__init__("reader", 4)
        self.text = ArticleText()
        self._title = Bar(classes="title")
        self.opened: Opened | None = None
        self._at = -1

    @property
    def target(self) -> ArticleText:
        return self.text

    def body(self) -> ComposeResult:
        self.head("", "")
        yield self._title
        yield self.text

    def show(self, opened: Opened, at: int | None = None) -> None:
        """Show an article, at stop `at`: by default the first, where it was opened for one."""
        self.opened = opened
        self._at = -1
        article = opened.article
        self._title.say(_title(opened), _sources(opened))
        sought = opened.event is not None or opened.key is not None or opened.searched
        self.text.show(article.text, opened.marks, opened.notes)
        stop = at if at is not None else opened.first_stop() if sought else None
        if stop is not None:
            self._stand(stop)
        self._say()

    def clear(self, words: str) -> None:
        """Show no article, and say why."""
        self.opened = None
        self._title.say([("", "plain")])
        self.text.show(words, ())
        self.head("", "")

    @property
    def stop(self) -> Stop | None:
        """The stop where the reader stands."""
        if self.opened is None or not 0 <= self._at < len(self.opened.stops):
            return None
        return self.opened.stops[self._at]

    def following(self, by: int) -> tuple[int, Stop] | None:
        """The next stop (or the one before), going round; it can lie in another article."""
        if self.opened is None or not self.opened.stops:
            return None
        at = (self._at + by) % len(self.opened.stops) if self._at >= 0 else 0
        return at, self.opened.stops[at]

    def stand(self, at: int) -> None:
        """Go to a stop of the article that is open."""
        self._stand(at)
        self._say()

    def _stand(self, at: int) -> None:
        if self.opened is None:
            return
        self._at = at
        stop = self.opened.stops[at]
        hit = () if self.opened.event else (Mark(stop.start, stop.end, "hit"),)
        self.text.show(self.opened.article.text, (*self.opened.marks, *hit), self.opened.notes)
        self.text.reveal(stop.start)

    def _say(self) -> None:
        opened = self.opened
        if opened is None:
            return
        if opened.reading is None and not opened.stops:
            self.head(_unread(opened), f"#{opened.number}")
            return
        what = _stop_name(opened)
        count = len(opened.stops)
        place = f"{what} {self._at + 1}/{count}" if self._at >= 0 else counted(count, what)
        self.head(place + _partly(opened), f"#{opened.number}")


def _partly(opened: Opened) -> str:
    """What nobody will find in the article, since a part of the reader failed at it."""
    missing = opened.reading.missing if opened.reading is not None else None
    return f"  partly read: without {one_line(missing)}" if missing else ""


def _stop_name(opened: Opened) -> str:
    if opened.event:
        return "sentence"
    return "mention" if opened.key else "hit" if opened.searched else "name"


def _sources(opened: Opened) -> list[Piece]:
    """Whose words these are, and who else has them, at the right of the title."""
    pieces: list[Piece] = []
    if opened.article.source:
        pieces.append((f" {_cut(opened.article.source)} ", "plain"))
    if opened.also_in:
        pieces.append((f" also in: {_cut(', '.join(opened.also_in))} ", "dim"))
    return pieces


def _cut(names: str) -> str:
    safe = one_line(names)
    return fit(safe, min(cell_len(safe), _SOURCES))


def _title(opened: Opened) -> list[Piece]:
    article = opened.article
    date = (article.published or "undated")[:10]
    return [(f" {one_line(date)} ", "date"), (one_line(article.title or "")[:400], "strong")]


def _unread(opened: Opened) -> str:
    """Why nothing is marked in an article, where nobody has read it."""
    language = opened.article.language
    if language and not language.startswith("en"):
        return f"not read: its language is {one_line(language)[:8]}, not English"
    return "not read yet"
