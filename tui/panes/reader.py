"""The reader: an article as it came in, with what was read from it."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult

from tui.panes.pane import Pane
from tui.safe import one_line
from tui.story.opened import Opened, Stop
from tui.widgets.article_text import ArticleText, Mark
from tui.widgets.bar import Bar
from tui.widgets.cells import fit
from tui.widgets.roles import Piece

_ALSO = 28
"""Cells for the names of the other sources."""


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
        yield self._title
        yield self.text

    def show(self, opened: Opened, at: int | None = None) -> None:
        """Show an article, at stop `at`: by default the first, where it was opened for one."""
        self.opened = opened
        self._at = -1
        article = opened.article
        self._title.say(_title(opened), _also(opened.also_in))
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
        what = _stop_name(opened)
        count = len(opened.stops)
        place = f"{what} {self._at + 1}/{count}" if self._at >= 0 else f"{count} {what}s"
        self.head(place, f"#{opened.number}")


def _stop_name(opened: Opened) -> str:
    if opened.event:
        return "sentence"
    return "mention" if opened.key else "hit" if opened.searched else "name"


def _also(sources: tuple[str, ...]) -> list[Piece]:
    """The other sources of the words, at the right of the title."""
    if not sources:
        return []
    names = one_line(", ".join(sources))
    return [(f" also in: {fit(names, min(cell_len(names), _ALSO))} ", "dim")]


def _title(opened: Opened) -> list[Piece]:
    article = opened.article
    date = (article.published or "undated")[:10]
    pieces: list[Piece] = [(f" {one_line(date)} ", "date")]
    if article.source:
        pieces.append((one_line(article.source)[:200] + " ", "dim"))
    if article.title:
        pieces.append((one_line(article.title)[:400], "strong"))
    return pieces
