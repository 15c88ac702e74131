"""Every key of the dashboard, as data; and how keys are written.

Bindings, help, palette, footer and manual are made from this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tui.view_model.state import LISTS, PANES, PaneName

NAMED: tuple[PaneName, ...] = ("entities", "timeline", "reader")
"""The panes that show names or events."""

FOOTER: dict[str, tuple[str, ...]] = {
    "articles": ("open", "search", "filter.exclude", "pane.next", "help"),
    "entities": ("open", "search", "filter.exclude", "card", "help"),
    "timeline": ("open", "search", "timeline.span", "cite", "help"),
    "heading": ("open", "filter.exclude", "timeline.earlier", "timeline.later", "help"),
    "reader": ("next", "find", "cite", "escape", "help"),
    "nothing": ("add", "tour", "palette", "quit", "help"),
}
"""The five commands that the footer shows: by pane, on a heading, and in an empty store."""
FOOTER_WORDS: dict[tuple[str, str], str] = {
    ("entities", "open"): "filter",
    ("heading", "open"): "only this span",
}
"""Names of commands in the footer, where they differ."""
_SHOWN = {
    "enter": "Enter", "escape": "Esc", "backspace": "Bksp", "tab": "Tab", "shift+tab": "S-Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "f1": "F1", "space": "Space",
}  # fmt: skip
_SPELT = {
    "slash": "/", "question_mark": "?", "comma": ",", "full_stop": ".", "plus": "+", "minus": "-",
    "colon": ":", "semicolon": ";", "equals_sign": "=", "left_square_bracket": "[",
    "right_square_bracket": "]", "asterisk": "*", "exclamation_mark": "!",
}  # fmt: skip
"""Textual's names of characters; a config file may use either."""
_TEXTUAL = {",": "comma", ".": "full_stop", "+": "plus"}
"""Characters with a meaning in a binding: a comma separates keys, a plus joins the parts of one."""


class Command(Struct, frozen=True):
    """One command of the dashboard: its keys, what it calls, and what is said of it."""

    id: str
    """The name by which the config file changes its keys."""
    keys: str
    """Textual's names of the keys, separated by commas."""
    call: str
    """The part of the main screen and its method, then the arguments: `panes.move 1`."""
    name: str
    """What it does, in two or three words: for the footer and the palette."""
    tip: str
    """What it does, in a sentence: for the help screen and the manual."""
    group: str
    where: tuple[PaneName, ...] = PANES
    """The panes in which it works."""

    @property
    def target(self) -> tuple[str, str]:
        """The names of the part and of its method."""
        part, _, method = self.call.split()[0].partition(".")
        return part, method

    @property
    def arguments(self) -> list[str | int]:
        """What the method is called with; digits are numbers."""
        words = self.call.split()[1:]
        return [int(word) if word.lstrip("-").isdecimal() else word for word in words]


KEYS: tuple[Command, ...] = (
    Command("pane.articles", "1", "pane_focus.go articles", "articles",
            "Go to the articles.", "Panes"),
    Command("pane.entities", "2", "pane_focus.go entities", "entities",
            "Go to the entities.", "Panes"),
    Command("pane.timeline", "3", "pane_focus.go timeline", "timeline",
            "Go to the timeline.", "Panes"),
    Command("pane.reader", "4", "pane_focus.go reader", "reader",
            "Go to the reader.", "Panes"),
    Command("pane.next", "tab", "pane_focus.cycle 1", "next pane",
            "Go to the next pane.", "Panes"),
    Command("pane.previous", "shift+tab", "pane_focus.cycle -1", "previous pane",
            "Go to the previous pane.", "Panes"),
    Command("pane.zoom", "z", "pane_focus.zoom", "zoom pane",
            "Give this pane the whole screen, or its place again.", "Panes"),
    Command("pane.pin", "=", "lists.pin", "pin pane",
            "Keep this pane as it is, or let it change again.", "Panes", LISTS),
    Command("move.down", "down,j", "panes.move 1", "down",
            "Move one row down.", "Move"),
    Command("move.up", "up,k", "panes.move -1", "up",
            "Move one row up.", "Move"),
    Command("move.half_down", "ctrl+d", "panes.half_page 1", "half down",
            "Move half a page down.", "Move"),
    Command("move.half_up", "ctrl+u", "panes.half_page -1", "half up",
            "Move half a page up.", "Move"),
    Command("move.page_down", "pagedown", "panes.page 1", "page down",
            "Move one page down.", "Move"),
    Command("move.page_up", "pageup", "panes.page -1", "page up",
            "Move one page up.", "Move"),
    Command("move.top", "home,g", "panes.top", "top",
            "Go to the first row.", "Move"),
    Command("move.bottom", "end,G", "panes.bottom", "bottom",
            "Go to the last row.", "Move"),
    Command("search", "/", "filtering.search", "search",
            "Search names, headlines and text as you type.", "Find"),
    Command("saved", "A", "filtering.saved", "saved searches",
            "Save this search, with or without an alert; open a saved one.", "Find"),
    Command("open", "enter", "reading.open", "open",
            "Open the article or event in the reader; filter by the entity.", "Find"),
    Command("filter.only", "f", "filtering.only", "only this",
            "Show only this article, entity or type of event.", "Find", LISTS),
    Command("filter.exclude", "x", "filtering.exclude", "exclude",
            "Hide this source, entity or type of event.", "Find", LISTS),
    Command("filter.story", "l", "comparing.story", "its story",
            "Show only the articles of this article's story.", "Find", ("articles", "reader")),
    Command("filter.kind", "p", "filtering.only_type", "only this type",
            "Show only entities of this type, or all types again.", "Find", ("entities",)),
    Command("filter.drop", "backspace", "filtering.drop", "remove filter",
            "Remove the last filter.", "Find"),
    Command("filter.choose", "X", "filtering.choose_drop", "choose filter",
            "Choose a filter to remove.", "Find"),
    Command("history.back", ",", "navigation.back", "back",
            "Go back to the previous view.", "Find"),
    Command("history.forward", ".", "navigation.forward", "forward",
            "Go forward again.", "Find"),
    Command("next", "n", "reading.next_stop 1", "next",
            "Go to the next hit, mention or sentence in the reader.", "Read"),
    Command("previous", "N", "reading.next_stop -1", "previous",
            "Go to the previous hit, mention or sentence in the reader.", "Read"),
    Command("sentence", "o", "reading.sentence", "to the sentence",
            "Go to the sentence of this event, or a heading's first event.",
            "Read", ("timeline", "reader")),
    Command("find", "f", "reading.find", "find in text",
            "Find words in the text; n and N go from hit to hit.",
            "Read", ("reader",)),
    Command("fold", "F", "reading.fold", "fold",
            "Show or fold front matter and page furniture.",
            "Read", ("reader",)),
    Command("article.next", "J", "reading.article 1", "next article",
            "Open the next article in the reader.", "Read"),
    Command("article.previous", "K", "reading.article -1", "previous article",
            "Open the previous article in the reader.", "Read"),
    Command("notes", "m", "reading.notes", "notes",
            "Show or hide what was extracted from each paragraph.", "Read", ("reader",)),
    Command("copies", "+", "lists.unfold", "copies",
            "Show or hide the copies of this article.", "Read", ("articles",)),
    Command("differences", "D", "reading.differences", "differences",
            "Show where a copy or an update differs from its original.",
            "Read", ("articles", "reader")),
    Command("card", "i", "reading.card", "card",
            "Show other names, offices and relations of this entity.",
            "Read", ("entities", "reader")),
    Command("why", "w", "reading.why", "why",
            "Explain this event: sentence, date, participants, rules.",
            "Read", ("timeline", "reader")),
    Command("voices", "V", "comparing.voices", "who reports it",
            "List who reports this event, and what they disagree on.",
            "Read", ("timeline", "reader")),
    Command("disagreement", "exclamation_mark", "comparing.disagreement", "disagreement",
            "Go to the next event whose sources contradict each other.",
            "Read", ("timeline", "reader")),
    Command("compare", "C", "comparing.compare", "compare",
            "Compare two sources, tags or periods, event by event.", "Read"),
    Command("cite", "y", "reading.cite plain", "copy citation",
            "Copy a citation of this event or article, and show it.", "Read"),
    Command("cite.markdown", "Y", "reading.cite markdown", "copy as Markdown",
            "Copy the citation in Markdown, and show it.", "Read"),
    Command("timeline.finer", "[", "timeline.zoom -1", "finer",
            "Group the timeline by a shorter span, down to days.", "Time"),
    Command("timeline.coarser", "]", "timeline.zoom 1", "coarser",
            "Group the timeline by a longer span, up to decades.", "Time"),
    Command("timeline.earlier", "left", "timeline.select_neighbour -1", "earlier",
            "Select the previous span in the histogram.", "Time", ("timeline",)),
    Command("timeline.later", "right", "timeline.select_neighbour 1", "later",
            "Select the next span in the histogram.", "Time", ("timeline",)),
    Command("timeline.span", "d", "timeline.only_span", "only this span",
            "Show only the span selected in the histogram.", "Time", ("timeline",)),
    Command("timeline.jump", ":", "timeline.jump", "jump to date",
            "Jump to a date: 2024, 2024-07, 2024-W27 or 2024-07-19.", "Time"),
    Command("timeline.headings", "b", "timeline.headings", "headings",
            "Show or hide the headings by day, month or year.", "Time", ("timeline",)),
    Command("timeline.minor", "v", "timeline.minor_events", "all events",
            "Show all events and names, or only major, sure ones.", "Time", ("timeline",)),
    Command("mark", "space", "marking.toggle", "mark",
            "Mark this row for the next command, or unmark it.",
            "Correct", LISTS),
    Command("select", "space", "selecting.begin", "select words",
            "Select words, to make them a name, an event or an office.",
            "Correct", ("reader",)),
    Command("merge", "M", "names.merge", "merge",
            "Merge two names, or two rows of the timeline.", "Correct", NAMED),
    Command("split", "S", "names.split", "split",
            "Split a name, or a row of the timeline, by its sentences.", "Correct", NAMED),
    Command("retype", "t", "names.retype", "wrong type",
            "Change the type of a name or event, here or everywhere.",
            "Correct", NAMED),
    Command("hide", "h", "names.hide", "hide",
            "Hide a name or event: this mention, this article, everywhere.",
            "Correct", NAMED),
    Command("edit", "e", "fields.edit", "edit the date",
            "Edit the date of this event or article; rename this entity.", "Correct"),
    Command("fields", "W", "fields.choose", "edit a field",
            "Edit who, whom, place, label, status, source or title.", "Correct"),
    Command("check", "c", "notes.check", "checked",
            "Mark it as checked by you, or not any more.", "Correct"),
    Command("star", "*", "notes.star", "star",
            "Star it, or remove the star; `/ is:starred` finds it.", "Correct"),
    Command("tag", "T", "notes.tag", "tag",
            "Add a tag, or remove it; `/ tag:name` finds it.", "Correct"),
    Command("note", ";", "notes.note", "note",
            "Write a note on it, or change the note.", "Correct"),
    Command("undo", "u", "corrector.undo", "undo",
            "Undo your last correction; again, the one before it.", "Correct"),
    Command("redo", "ctrl+r", "corrector.redo", "redo",
            "Redo what was undone last.", "Correct"),
    Command("log", "L", "review.log", "corrections",
            "List the corrections: what, when, who; undo any of them.", "Correct"),
    Command("hidden", "H", "review.hidden", "hidden",
            "List what is hidden, and bring it back.", "Correct"),
    Command("suggestions", "R", "review.suggestions", "suggestions",
            "Go through what may be wrong: yes, no or skip.", "Correct"),
    Command("sort", "s", "lists.sort", "sort",
            "Choose how this pane is sorted.", "Store", LISTS),
    Command("export", "E", "exporting.export", "export",
            "Write what is shown, starred or marked to a file, or copy it.", "Store"),
    Command("add", "a", "imports.add", "add articles",
            "Add a file, a folder or a link in the background.", "Store"),
    Command("fresh", "r", "imports.refresh", "show new",
            "Show new articles.", "Store"),
    Command("tour", "f1", "guide.tour", "tour",
            "Take a tour of the dashboard; each step waits for you.", "Help"),
    Command("theme", "ctrl+t", "guide.theme", "theme",
            "Choose a theme: light, dark, or the terminal's own colours.", "Help"),
    Command("help", "?", "guide.keys", "help",
            "Show the keys that work in this pane.", "Help"),
    Command("palette", "ctrl+p", "guide.palette", "commands",
            "Find every command by name.", "Help"),
    Command("redraw", "ctrl+l", "app.action_redraw", "redraw",
            "Redraw the screen when another program has written on it.", "Help"),
    Command("stop", "ctrl+z", "app.action_suspend_process", "suspend",
            "Return to the shell; `fg` there resumes the dashboard.", "Help"),
    Command("quit", "q", "pane_focus.leave", "quit",
            "Leave the reader or the zoom; otherwise quit.", "Help"),
    Command("escape", "escape", "pane_focus.escape", "back",
            "Leave the reader, the zoom or a dialog.", "Help"),
)  # fmt: skip
"""Every command. A new one is a row here and a method of one part of the main screen."""

BY_ID: dict[str, Command] = {key.id: key for key in KEYS}


def format_keys(keys: str) -> str:
    """Return keys as a user reads them: `ctrl+d` → `^d`, `down,j` → `↓ j`."""
    return " ".join(_one_shown(key) for key in _each(keys))


def _each(keys: str) -> list[str]:
    """Return every key; characters as themselves."""
    names = [keys] if keys in _TEXTUAL else [key.strip() for key in keys.split(",")]
    return [_SPELT.get(name, name) for name in names]


def _one_shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _SHOWN.get(key, key)


def is_pressed(keys: str, name: str, character: str | None) -> bool:
    """Return whether a key is one of `keys`; `name` is Textual's name of it."""
    return not {name, _SPELT.get(name, name), character}.isdisjoint(_each(keys))


def binding_keys(keys: str) -> str:
    """Return keys as Textual's bindings spell them."""
    return _TEXTUAL.get(keys, keys)


def keys_in(pane: str, keys: Iterable[Command] = KEYS) -> list[Command]:
    """Return the commands that work in a pane."""
    return [key for key in keys if pane in key.where]


def command_for(key: Command, pane: str, changed: Mapping[str, str]) -> Command | None:
    """Return the command that the keys of `key` run in a pane.

    It is `key` itself if it works there, else another with the same keys, or None.
    """
    if pane in key.where:
        return key
    pressed = set(_each(changed.get(key.id, key.keys)))
    return next(
        (
            other
            for other in keys_in(pane)
            if pressed <= set(_each(changed.get(other.id, other.keys)))
        ),
        None,
    )


def wrong_pane_message(key: Command, changed: Mapping[str, str]) -> str:
    """Return where a command works: `b (headings) works in the timeline.`"""
    *others, last = key.where
    panes = f"{', '.join(others)} and {last}" if others else last
    return f"{format_keys(changed.get(key.id, key.keys))} ({key.name}) works in the {panes}."


def key_conflicts(changed: Mapping[str, str], own: Iterable[Command] = ()) -> list[str]:
    """Return what is wrong with the keys of a config file; empty when all is well.

    `changed` maps ids to keys, and `own` are the user's own commands. Two commands may share a
    key only where they never work in the same pane.
    """
    problems = [f"no command is called {id_!r}" for id_ in changed if id_ not in BY_ID]
    taken: dict[tuple[str, str], Command] = {}
    for key in (*KEYS, *own):
        for name in _each(changed.get(key.id, key.keys)):
            for pane in key.where:
                other = taken.setdefault((pane, name), key)
                if other.id != key.id:
                    problems.append(f"{_one_shown(name)} is both {other.id} and {key.id}")
    return list(dict.fromkeys(problems))
