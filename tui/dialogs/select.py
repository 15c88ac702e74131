"""Selects words in the reader, by keys: the text stays where it is, the keys act on it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from store import Span
from tui.dialogs.basic import Modal
from tui.safe import one_line
from tui.view_model.styled_text import arrange_hints, fit, key_hints
from tui.view_model.word_selection import NameGuesses, WordSelection
from tui.widgets.article_text import ArticleText
from tui.widgets.bar import Bar

_SHOWN = 30
"""Cells for the selected words on the status line."""


class SelectDialog(Modal[Span | None]):
    """Moves and extends a selection in the reader. Its result is the selected range, or None."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "move(1)", "next word", priority=True),
        Binding("left,h", "move(-1)", "word before", priority=True),
        Binding("down,j", "line(1)", "line below", priority=True),
        Binding("up,k", "line(-1)", "line above", priority=True),
        Binding("shift+right", "widen(1)", "one word more", priority=True),
        Binding("shift+left", "widen(-1)", "one word less", priority=True),
        Binding("n,tab", "guess(1)", "next missed name", priority=True),
        Binding("N,shift+tab", "guess(-1)", "missed name before", priority=True),
        Binding("space", "extend", "extend", priority=True),
        Binding("enter", "take", "take", priority=True),
        Binding("escape,q", "leave", "leave", priority=True),
    ]

    def __init__(
        self, text: ArticleText, words: str, selection: WordSelection, guesses: NameGuesses
    ) -> None:
        """`words` is the text of the article."""
        super().__init__()
        self._text, self._words = text, words
        self._selection, self._guesses = selection, guesses
        self._foot = Bar(id="select-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        yield self._foot

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        span = self._selection.span
        self._text.select(*span)
        is_extending = self._selection.is_extending
        moves = "extend" if is_extending else "move"
        space = "start anew" if is_extending else "extend"
        words = one_line(self._words[slice(*span)])
        keys = (("←→↑↓", moves), ("Space", space), ("n", "next guess"), ("Enter", "take"))
        self._foot.say(
            key_hints(*keys, ("Esc", "cancel")), [(f" “{fit(words, _SHOWN).rstrip()}” ", "accent")]
        )

    def action_move(self, by: int) -> None:
        self._selection = self._selection.move(by)
        self._show()

    def action_line(self, by: int) -> None:
        below = self._text.offset_below(self._selection.offset, by)
        self._selection = self._selection.move_to(below)
        self._show()

    def action_widen(self, by: int) -> None:
        if not self._selection.is_extending:
            self._selection = self._selection.extend()
        self.action_move(by)

    def action_guess(self, by: int) -> None:
        """Select the next run of capitalised words that is no mention."""
        span = self._guesses.next(self._selection.span.start, by)
        if span is not None:
            self._selection = self._selection.select(span)
            self._show()

    def action_extend(self) -> None:
        self._selection = self._selection.extend()
        self._show()

    def action_take(self) -> None:
        self._text.end_selection()
        self.dismiss(self._selection.span)

    def action_leave(self) -> None:
        self._text.end_selection()
        self.dismiss(None)
