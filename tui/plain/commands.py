"""The commands of `dateline --plain`, as its help lists them."""

from __future__ import annotations

from typing import NamedTuple


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
    PlainCommand(("stories",), "", "list the stories; the number of one shows its articles"),
    PlainCommand(("more", "+"), "", "the next rows of the list"),
    PlainCommand(("sort", "s"), "[ORDER]", "sort the articles or the entities"),
    PlainCommand(("search", "/"), "WORDS", "search names and texts, or fields: who:lee event:2024"),
    PlainCommand(("open", "o"), "NUMBER", "filter by a name, open an article or an event"),
    PlainCommand(("only", "f"), "NUMBER", "show only this article, name, type of event or span"),
    PlainCommand(("exclude", "x"), "NUMBER", "hide this source, name or type of event"),
    PlainCommand(("filter",), "WORDS", "filter by a query"),
    PlainCommand(("drop", "-"), "", "remove the last filter"),
    PlainCommand(("save",), "[NAME]", "save the filter as a search, for everybody"),
    PlainCommand(("saved", "A"), "", "list the saved searches; the number of one filters by it"),
    PlainCommand(("alert",), "NUMBER", "report new articles that match a saved search, or not"),
    PlainCommand(("forget",), "NUMBER", "delete a saved search"),
    PlainCommand(("back", ","), "", "go back to the view before"),
    PlainCommand(("forward", "."), "", "go forward again"),
    PlainCommand(("next", "n"), "", "the next sentence, mention or hit of what is open"),
    PlainCommand(("previous", "N"), "", "the one before"),
    PlainCommand(("read", "r"), "", "the whole text of the open article"),
    PlainCommand(("find",), "WORDS", "find words in the open article"),
    PlainCommand(("card", "i"), "NUMBER", "what is known of a name: offices, relations"),
    PlainCommand(("why", "w"), "NUMBER", "the rules that made an event"),
    PlainCommand(("voices", "V"), "[NUMBER]", "who reports an event, and what they disagree on"),
    PlainCommand(("compare", "C"), "A | B", "two sources, periods or queries side by side"),
    PlainCommand(("cite", "y"), "[NUMBER]", "a citation of the row, or of the open sentence"),
    PlainCommand(("markdown", "Y"), "[NUMBER]", "the citation in Markdown"),
    PlainCommand(("all", "v"), "", "show all events, or hide the minor and unsure ones"),
    PlainCommand(("set", "e"), "NUMBER FIELD WORDS", "correct a field: set 2 date 2024-07-19"),
    PlainCommand(("merge", "M"), "NUMBER NUMBER", "two rows are one; set N name finds others"),
    PlainCommand(("split", "S"), "NUMBER", "list the sentences of a name that is two, or of a row"),
    PlainCommand(("apart",), "NUMBERS [NAME]", "these sentences are about another"),
    PlainCommand(("hide", "h"), "NUMBER", "hide a name that is none, or an event that is none"),
    PlainCommand(("mention",), "WORDS", "words of the open article are a name"),
    PlainCommand(("check", "c"), "NUMBER", "mark a row as checked, or not"),
    PlainCommand(("star", "*"), "NUMBER", "star a row, or remove the star"),
    PlainCommand(("tag", "T"), "NUMBER TAG", "add a tag to a row, or remove it"),
    PlainCommand(("note",), "NUMBER WORDS", "write a note on a row; - removes it"),
    PlainCommand(("undo", "u"), "", "undo your last correction"),
    PlainCommand(("redo",), "", "redo what was undone last"),
    PlainCommand(("log", "L"), "", "the corrections; a number undoes one, or restores it"),
    PlainCommand(("hidden", "H"), "", "what is hidden; a number brings it back"),
    PlainCommand(("add", "a"), "PATH or LINK", "add articles: a file, a folder, a link"),
    PlainCommand(("where",), "", "the filter, the counts, and what is open"),
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
