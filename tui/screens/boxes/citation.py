"""The box that shows what was copied, letter for letter, and can save it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.safe import one_line
from tui.screens.boxes.prompt import Prompt
from tui.widgets.bar import Bar, hints, whole
from tui.widgets.roles import Role


class CitationBox(ModalScreen[None]):
    """Shows one line, wrapped; `s` appends it to a file."""

    # Priority: a key that was typed after the one that leaves is for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", "save", priority=True),
        Binding("escape,q,enter,y,Y", "leave", "leave", priority=True),
    ]

    def __init__(self, line: str, how: str) -> None:
        super().__init__()
        self._line = line
        self._how = how
        self._note = Bar(classes="box-note", arrange=whole)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(f"Citation: {self._how}"), classes="box-title")
            with VerticalScroll(classes="box-text"):
                yield Static(Content(self._line))
            yield self._note

    def on_mount(self) -> None:
        self._note.say(hints(("s", "save to a file"), ("Esc", "leave")))

    def action_save(self) -> None:
        self.app.push_screen(Prompt("Add this citation to a file", "", "citations.txt"), self._save)

    def _save(self, name: str | None) -> None:
        if name is None:
            return
        try:
            path = Path(name).expanduser().absolute()
            append(path, self._line)
        except OSError as error:
            self._say(f"{name}: {error.strerror}", "bad")
        except RuntimeError:
            self._say(f"{name}: there is no such home folder", "bad")
        else:
            self._say(f"saved in {path}", "good")

    def _say(self, words: str, role: Role) -> None:
        """How it went, cut where it is long; how to leave stays."""
        self._note.say([(f" {one_line(words)}", role)], hints(("Esc", "leave")))

    def action_leave(self) -> None:
        self.dismiss(None)


def append(path: Path, line: str) -> None:
    """Add a line to a file, which only its owner can read where it is new. Raises `OSError`."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.write(line + "\n")
