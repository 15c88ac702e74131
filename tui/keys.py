"""Every key of the dashboard, as data; and how keys are written.

Bindings, help, palette, footer and manual are made from this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tui.view_model.state import LISTS, PANES, PaneName

FOOTER: dict[str, tuple[str, ...]] = {
    "articles": ("open", "search", "filter.exclude", "pane.next", "help"),
    "entities": ("open", "search", "filter.exclude", "card", "help"),
    "timeline": ("open", "search", "timeline.span", "cite", "help"),
    "heading": ("open", "filter.exclude", "timeline.earlier", "timeline.later", "help"),
    "reader": ("next", "article.next", "cite", "escape", "help"),
    "nothing": ("add", "tour", "palette", "quit", "help"),
}
"""The five keys that matter in each pane, on a heading of the timeline, and in an empty store."""
FOOTER_WORDS: dict[tuple[str, str], str] = {("heading", "open"): "only this span"}
"""What a key does where that is not its name."""
_SHOWN = {
    "enter": "Enter", "escape": "Esc", "backspace": "Bksp", "tab": "Tab", "shift+tab": "S-Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "f1": "F1",
}  # fmt: skip
_SPELT = {
    "slash": "/", "question_mark": "?", "comma": ",", "full_stop": ".", "plus": "+", "minus": "-",
    "colon": ":", "semicolon": ";", "equals_sign": "=", "left_square_bracket": "[",
    "right_square_bracket": "]", "asterisk": "*",
}  # fmt: skip
"""How Textual spells characters; a config file may write one or the other."""
_TEXTUAL = {",": "comma", ".": "full_stop", "+": "plus"}
"""Characters that a binding has to spell: a comma stands between two keys there, a plus in one."""


class Key(Struct, frozen=True):
    """One command: what it is called, the keys that start it, and where they work."""

    id: str
    """The name by which a config file changes it."""
    keys: str
    """Textual's names of the keys, with commas between."""
    action: str
    name: str
    """What it does, in two or three words: the footer and the palette."""
    tip: str
    """What it does, in a sentence: the help screen and the manual."""
    group: str
    where: tuple[PaneName, ...] = PANES


KEYS: tuple[Key, ...] = (
    Key("pane.articles", "1", "go('articles')", "articles",
        "Go to the articles.", "Panes"),
    Key("pane.entities", "2", "go('entities')", "entities",
        "Go to the entities.", "Panes"),
    Key("pane.timeline", "3", "go('timeline')", "timeline",
        "Go to the timeline.", "Panes"),
    Key("pane.reader", "4", "go('reader')", "reader",
        "Go to the reader.", "Panes"),
    Key("pane.next", "tab", "cycle(1)", "next pane",
        "Go to the next pane.", "Panes"),
    Key("pane.previous", "shift+tab", "cycle(-1)", "previous pane",
        "Go to the pane before.", "Panes"),
    Key("pane.zoom", "z", "zoom_pane", "zoom pane",
        "Give this pane the whole screen; again to give it back.", "Panes"),
    Key("pane.pin", "=", "pin", "pin pane",
        "Hold this pane still, or let it go; the others follow.", "Panes", LISTS),
    Key("move.down", "down,j", "move(1)", "down",
        "One row down.", "Move"),
    Key("move.up", "up,k", "move(-1)", "up",
        "One row up.", "Move"),
    Key("move.half_down", "ctrl+d", "half(1)", "half down",
        "Half a page down.", "Move"),
    Key("move.half_up", "ctrl+u", "half(-1)", "half up",
        "Half a page up.", "Move"),
    Key("move.page_down", "pagedown", "page(1)", "page down",
        "A page down.", "Move"),
    Key("move.page_up", "pageup", "page(-1)", "page up",
        "A page up.", "Move"),
    Key("move.top", "home,g", "top", "top",
        "To the first row.", "Move"),
    Key("move.bottom", "end,G", "bottom", "bottom",
        "To the last row.", "Move"),
    Key("search", "/", "search", "search",
        "Search names, headlines and text as you type.", "Find"),
    Key("open", "enter", "open", "open",
        "Open article or event in the reader; filter by the entity.", "Find"),
    Key("filter.only", "f", "only", "only this",
        "Show only this article, this entity, or this type of event.", "Find", LISTS),
    Key("filter.exclude", "x", "exclude", "exclude",
        "Hide this source, this entity, or this type of event.", "Find", LISTS),
    Key("filter.kind", "p", "kind", "only this kind",
        "Show only entities of this type; again for all of them.", "Find", ("entities",)),
    Key("filter.drop", "backspace", "drop", "drop filter",
        "Drop the last filter.", "Find"),
    Key("filter.choose", "X", "drop_one", "drop a filter",
        "Choose which of the filters to drop.", "Find"),
    Key("history.back", ",", "back", "back",
        "Back to where I was.", "Find"),
    Key("history.forward", ".", "forward", "forward",
        "Forward again.", "Find"),
    Key("next", "n", "next(1)", "next",
        "Next hit, mention or sentence in the reader.", "Read"),
    Key("previous", "N", "next(-1)", "previous",
        "The one before.", "Read"),
    Key("sentence", "o", "sentence", "to the sentence",
        "Go to its sentence; on a heading, to that of the first event.", "Read",
        ("timeline", "reader")),
    Key("article.next", "J", "article(1)", "next article",
        "Next article in the reader.", "Read"),
    Key("article.previous", "K", "article(-1)", "previous article",
        "The article before.", "Read"),
    Key("notes", "m", "notes", "what was read",
        "Show what was read under each paragraph, or hide it.", "Read", ("reader",)),
    Key("copies", "+", "unfold", "copies",
        "Show the copies of this article, or fold them again.", "Read", ("articles",)),
    Key("differences", "D", "differences", "differences",
        "Where a copy or an update differs from its original.", "Read", ("articles", "reader")),
    Key("card", "i", "card", "card",
        "Who or what this is: other names, offices, relations.", "Read", ("entities", "reader")),
    Key("cite", "y", "cite('plain')", "copy citation",
        "Copy a citation of this event or article, and show it.", "Read"),
    Key("cite.markdown", "Y", "cite('markdown')", "copy as Markdown",
        "Copy a citation in Markdown, and show it.", "Read"),
    Key("timeline.finer", "[", "zoom_time(-1)", "finer",
        "Timeline by a shorter span: decade, year, month, week, day.", "Time"),
    Key("timeline.coarser", "]", "zoom_time(1)", "coarser",
        "Timeline by a longer span.", "Time"),
    Key("timeline.earlier", "left", "bucket(-1)", "earlier",
        "Choose the span before, in the histogram.", "Time", ("timeline",)),
    Key("timeline.later", "right", "bucket(1)", "later",
        "Choose the span after, in the histogram.", "Time", ("timeline",)),
    Key("timeline.span", "d", "only_span", "only this span",
        "Show only the span that is chosen in the histogram.", "Time", ("timeline",)),
    Key("timeline.jump", ":", "jump", "jump to date",
        "Jump to a date: 2024, 2024-07, 2024-W27 or 2024-07-19.", "Time"),
    Key("timeline.headings", "b", "headings", "headings",
        "Put the rows under headings by day, month or year, or not.", "Time", ("timeline",)),
    Key("timeline.faint", "v", "faint", "minor events",
        "Show or hide events that matter little.", "Time", ("timeline",)),
    Key("sort", "s", "sort", "sort",
        "Sort this pane another way.", "Store", LISTS),
    Key("add", "a", "add", "add articles",
        "Read a file or a folder into the store, while you go on.", "Store"),
    Key("fresh", "r", "fresh", "show new",
        "Show what came in since.", "Store"),
    Key("tour", "f1", "tour", "tour",
        "Five steps through the dashboard.", "Help"),
    Key("theme", "ctrl+t", "theme", "theme",
        "Choose the colours, from light to the terminal's own.", "Help"),
    Key("help", "?", "help", "help",
        "The keys that work here and now.", "Help"),
    Key("palette", "ctrl+p", "palette", "commands",
        "Find every command by name.", "Help"),
    Key("redraw", "ctrl+l", "app.redraw", "redraw",
        "Draw the screen again, where something else wrote on it.", "Help"),
    Key("stop", "ctrl+z", "app.suspend_process", "stop",
        "To the shell for a while; `fg` there brings it back.", "Help"),
    Key("quit", "q", "leave", "quit",
        "Back, then out.", "Help"),
    Key("escape", "escape", "escape", "back",
        "Back: leave the reader, the zoom, the box.", "Help"),
)  # fmt: skip
BY_ID: dict[str, Key] = {key.id: key for key in KEYS}


def shown(keys: str) -> str:
    """The keys as a person reads them: `ctrl+d` → `^d`, `down,j` → `↓ j`."""
    return " ".join(_one_shown(key) for key in _each(keys))


def _each(keys: str) -> list[str]:
    """Every one of them, characters as themselves."""
    names = [keys] if keys in _TEXTUAL else [key.strip() for key in keys.split(",")]
    return [_SPELT.get(name, name) for name in names]


def _one_shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return _SHOWN.get(key, key)


def bound(keys: str) -> str:
    """The keys as Textual's bindings spell them."""
    return _TEXTUAL.get(keys, keys)


def here(pane: str, keys: Iterable[Key] = KEYS) -> list[Key]:
    """The keys that work in `pane`."""
    return [key for key in keys if pane in key.where]


def meant(key: Key, pane: str, changed: Mapping[str, str]) -> Key | None:
    """The command that the keys of `key` start in `pane`: `key` itself where it works there,
    else another that shares them; None where they start nothing."""
    if pane in key.where:
        return key
    pressed = set(_each(changed.get(key.id, key.keys)))
    return next(
        (other for other in here(pane) if pressed <= set(_each(changed.get(other.id, other.keys)))),
        None,
    )


def elsewhere(key: Key, changed: Mapping[str, str]) -> str:
    """Where a command works that does not work here: `b (headings) is for the timeline.`"""
    *others, last = key.where
    panes = f"{', '.join(others)} and {last}" if others else last
    return f"{shown(changed.get(key.id, key.keys))} ({key.name}) is for the {panes}."


def clashes(changed: Mapping[str, str]) -> list[str]:
    """What is wrong with the keys of a config file, a sentence each; empty when all is well.

    `changed` maps ids to keys. Two commands may share a key only where they never work in
    the same pane.
    """
    problems = [f"no command is called {id_!r}" for id_ in changed if id_ not in BY_ID]
    taken: dict[tuple[str, str], Key] = {}
    for key in KEYS:
        for name in _each(changed.get(key.id, key.keys)):
            for pane in key.where:
                other = taken.setdefault((pane, name), key)
                if other.id != key.id:
                    problems.append(f"{_one_shown(name)} is both {other.id} and {key.id}")
    return list(dict.fromkeys(problems))
