"""The dialog that explains a row of the timeline."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store import Article, Span, UserError
from tui.dialogs.basic import Modal
from tui.safe import one_line
from tui.view_model.styled_text import arrange_hints, key_hints
from tui.view_model.why import why_lines
from tui.widgets.bar import Bar

CORRECTING: dict[str, tuple[str, str]] = {
    "h": ("hide", "hide it"),
    "e": ("edit", "its date"),
    "W": ("fields", "a field"),
    "t": ("retype", "its type"),
    "c": ("check", "it is right"),
}
"""By key, the command that corrects the event, and what the foot says of it."""


class WhyDialog(Modal[str | None]):
    """Reads an article again in another process, and shows the rules that made an event.

    Its result is the id of a command that corrects the event, or None.
    """

    # Priority: a key typed after the one that closes this is meant for the screen below.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", "down", priority=True),
        Binding("up,k", "scroll(-1)", "up", priority=True),
        Binding("escape,q,enter,w", "leave", "leave", priority=True),
        *(
            Binding(key, f"correct({id_!r})", words, priority=True)
            for key, (id_, words) in CORRECTING.items()
        ),
    ]

    def __init__(self, article: Article, verb: Span) -> None:
        super().__init__()
        self._article = article
        self._verb = verb
        self._text = Static(Content("Reading the article again …"))
        self._note = Bar(classes="dialog-note", arrange=arrange_hints)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content("Why this row says what it says"), classes="dialog-title")
            with VerticalScroll(classes="dialog-text"):
                yield self._text
            yield self._note

    def on_mount(self) -> None:
        keys = [(key, words) for key, (_, words) in CORRECTING.items()]
        self._note.say(key_hints(*keys, ("Esc", "close")))
        self._explain()

    @work(exclusive=True, group="why", exit_on_error=False)
    async def _explain(self) -> None:
        lines = await asyncio.to_thread(_explained, self._article, self._verb)
        self._text.update(Content("\n".join(lines)))

    def action_scroll(self, by: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    def action_correct(self, command: str) -> None:
        self.dismiss(command)

    def action_leave(self) -> None:
        self.dismiss(None)


def _explained(article: Article, verb: Span) -> tuple[str, ...]:
    """Return the lines of the dialog. Takes a few seconds: a process loads the model."""
    from store import explain_event
    from tui.config import load_config

    try:
        return why_lines(explain_event(article, verb, load_config().reader))
    except UserError as error:
        return tuple(one_line(line) for line in str(error).splitlines())
