"""Dialogs about an article: its citation, and how it differs from its original."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store import open_file
from tui.dialogs.basic import Dialog, Modal, PromptDialog
from tui.safe import one_line
from tui.view_model.article import Change, Comparison, MarkKind, TextMark, compare_copies
from tui.view_model.store_thread import StoreThread
from tui.view_model.styled_text import Fragment, Role, arrange_hints, key_hints
from tui.widgets.article_text import ArticleText
from tui.widgets.bar import Bar

if TYPE_CHECKING:
    from store import ArticleRow

_MARKS: dict[Change, MarkKind] = {"gone": "furniture", "new": "hit"}


class CitationDialog(Modal[None]):
    """Shows a citation exactly as it was copied; `s` appends it to a file."""

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", priority=True),
        Binding("escape,q,enter,y,Y", "leave", "leave", priority=True),
    ]

    def __init__(self, line: str, how: str) -> None:
        super().__init__()
        self._line = line
        self._how = how
        self._note = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content(f"Citation: {self._how}"), classes="dialog-title")
            with VerticalScroll(classes="dialog-text"):
                yield Static(Content(self._line))
            yield self._note

    def on_mount(self) -> None:
        self._note.say(key_hints(("s", "save to a file"), ("Esc", "close")))

    def action_save(self) -> None:
        self.app.push_screen(
            PromptDialog("Append the citation to a file", "", "citations.txt"), self._save
        )

    def _save(self, name: str | None) -> None:
        if name is None:
            return
        try:
            path = Path(name).expanduser().absolute()
            append(path, self._line)
        except OSError as error:
            self._say(f"{name}: {error.strerror}", "bad")
        except RuntimeError:
            self._say(f"{name}: there is no home folder of that name", "bad")
        else:
            self._say(f"saved in {path}", "good")

    def _say(self, words: str, role: Role) -> None:
        """Show a message; how to close the dialog stays visible."""
        self._note.say([(f" {one_line(words)}", role)], key_hints(("Esc", "close")))

    def action_leave(self) -> None:
        self.dismiss(None)


def append(path: Path, line: str) -> None:
    """Add a line to a file, which only its owner can read where it is new. Raises `OSError`."""
    handle = open_file(path, write=True, create=True, append=True, mode=0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line + "\n")


class DifferencesDialog(Dialog[None]):
    """The text of a copy or update, with what differs from its original.

    `J` and `K` go to the other copies of the same original.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "down", priority=True),
        Binding("up,k", "move(-1)", "up", priority=True),
        Binding("pagedown,ctrl+d", "page(1)", "page down", priority=True),
        Binding("pageup,ctrl+u", "page(-1)", "page up", priority=True),
        Binding("n", "next(1)", "next difference", priority=True),
        Binding("N", "next(-1)", "the one before", priority=True),
        Binding("J", "other(1)", "next copy", priority=True),
        Binding("K", "other(-1)", "the copy before", priority=True),
        Binding("escape,q,D", "leave", "leave", priority=True),
    ]

    def __init__(self, store_thread: StoreThread, found: Comparison) -> None:
        self._text = ArticleText()
        super().__init__(self._text)
        self._store_thread = store_thread
        self._found = found
        self._at = -1
        self._old = Bar()
        self._new = Bar()
        self._note = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="card-dialog"):
            yield self._old
            yield self._new
            yield self._text
            yield self._note

    def on_mount(self) -> None:
        self.set_focus(self._text)
        self._show(self._found)

    @work(exclusive=True, group="differences", exit_on_error=False)
    async def action_other(self, by: int) -> None:
        number = self._found.other.number
        found = await self._store_thread.ask(lambda views: compare_copies(views, number, by))
        if found is not None:
            self._found = found
            self._show(found)

    def _show(self, found: Comparison) -> None:
        self._old.say(_who("-", found.original, "original"))
        self._new.say(_who("+", found.other, found.other.kind or "copy"), _which(found))
        marks = [TextMark(start, end, _MARKS[change]) for start, end, change in found.marks]
        self._text.show(found.text, marks)
        self._at = -1
        self._say()

    def _say(self) -> None:
        count = len(self._found.stops)
        places = "1 difference" if count == 1 else f"{count or 'no'} differences"
        where = f"{self._at + 1} of {places}" if self._at >= 0 else places
        keys = [("n", "next difference"), *[("J", "next copy")] * (self._found.of > 1)]
        self._note.say(key_hints(*keys, ("Esc", "close")), [(f"{where} ", "dim")])

    def action_next(self, by: int) -> None:
        if stops := self._found.stops:
            self._at = (self._at + by) % len(stops) if self._at >= 0 else 0
            self._text.reveal(stops[self._at])
            self._say()


def _who(sign: str, row: ArticleRow, kind: str) -> list[Fragment]:
    date, source = (row.published or "undated")[:10], row.source or "no source"
    return [
        (f" {sign} ", "warn"),
        (f"{kind} ", "accent"),
        (one_line(f"#{row.number} {date} {source} "), "date"),
        (one_line(row.title), "strong"),
    ]


def _which(found: Comparison) -> list[Fragment]:
    return [(f" {found.place + 1} of {found.of} ", "dim")] if found.of > 1 else []
