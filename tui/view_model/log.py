"""The log of corrections, as lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from tui.safe import one_line
from tui.view_model.styled_text import Fragment, Role, arrange

if TYPE_CHECKING:
    from store import Batch, Corrections, LogLine, Views

LogPart = Literal["all", "hidden", "conflicts", "cannot be placed", "undone"]
PARTS: tuple[LogPart, ...] = ("all", "hidden", "conflicts", "cannot be placed", "undone")
EMPTY: dict[LogPart, tuple[str, ...]] = {
    "all": ("Nothing was corrected yet.", "M merges names, h hides, e dates, c checks."),
    "hidden": ("Nothing is hidden.",),
    "conflicts": ("No two corrections contradict each other.",),
    "cannot be placed": ("Every correction has its place.",),
    "undone": ("Nothing was undone.",),
}
_STATES: dict[str, tuple[str, Role]] = {
    "applies": ("", "plain"),
    "undone": ("undone ", "dim"),
    "superseded": ("superseded ", "dim"),
    "cannot be placed": ("cannot be placed ", "bad"),
}
_REACHES = {"everywhere": "everywhere", "article": "in this article", "mention": "only here"}
_ARTICLE = re.compile(r"the article ([0-9a-f]{12})")
_AUTHOR = 10
"""Cells for the name of an author."""


class LogPage(Struct, frozen=True):
    """The log, as the dialog shows it."""

    lines: tuple[LogLine, ...]
    """All lines, oldest first."""
    conflicts: tuple[tuple[LogLine, LogLine], ...]
    """Pairs that contradict each other; the second of a pair is in effect."""

    def rival(self, line: LogLine) -> LogLine | None:
        """Return the line that contradicts another, if any."""
        for one, other in self.conflicts:
            if line.correction.id in (one.correction.id, other.correction.id):
                return other if line.correction.id == one.correction.id else one
        return None


def log_page(views: Views) -> LogPage:
    """Return the log with the numbers of its articles. Runs in the store thread."""

    def told(line: LogLine) -> LogLine:
        return structs.replace(line, line=readable(views, line.line))

    asked = views.corrections
    return LogPage(
        tuple(map(told, asked.lines())),
        tuple((told(one), told(other)) for one, other in asked.conflicts()),
    )


def lines_of(page: LogPage, part: LogPart) -> list[LogLine]:
    """Return the lines of a part of the log, newest first; of conflicts, the pairs.

    What was undone is marked as such; the undoing has no line of its own.
    """
    from store import Undo

    if part == "conflicts":
        return [line for pair in page.conflicts for line in pair]
    belongs: dict[LogPart, Callable[[LogLine], bool]] = {
        "all": lambda _: True,
        "conflicts": lambda _: False,
        "hidden": lambda line: _hides(line) and line.state == "applies",
        "cannot be placed": lambda line: line.state == "cannot be placed",
        "undone": lambda line: line.state == "undone",
    }
    kept = (line for line in reversed(page.lines) if not isinstance(line.correction.act, Undo))
    return [line for line in kept if belongs[part](line)]


def readable(views: Views, line: str) -> str:
    """Return a line of the log with the numbers of articles in place of their hashes.

    Runs in the store thread.
    """
    for found in _ARTICLE.finditer(line):
        if numbers := views.with_hash(found[1]):
            line = line.replace(found[0], f"article #{numbers[0]}")
    return line


def keep(log: Corrections, page: LogPage, line: LogLine) -> Batch | None:
    """Settle a conflict: take back the line that contradicts this one.

    Raises:
        UserError: when the store is read-only.
    """
    rival = page.rival(line)
    return None if rival is None else log.undo_record(rival.correction.id)


def turn(log: Corrections, page: LogPage, line: LogLine) -> Batch:
    """Take a line back; where it is taken back, restore it.

    Raises:
        UserError: when the store is read-only.
    """
    from store import Undo

    if line.state != "undone":
        return log.undo_record(line.correction.id)
    undoing = [
        each.correction.id
        for each in page.lines
        if isinstance(each.correction.act, Undo)
        and line.correction.id in each.correction.act.of
        and each.state == "applies"
    ]
    return log.undo_record(*undoing)


def _hides(line: LogLine) -> bool:
    from store import Hide, HideEvents

    return isinstance(line.correction.act, Hide | HideEvents)


def about_line(line: LogLine, width: int) -> str:
    """Return what `log_line` has no room for: the whole line if it was cut, how far it reaches, the
    reason, and why it does not hold.
    """
    shown = "".join(words for words, _ in log_line(line, width))
    whole = one_line(line.line)
    reason = line.correction.reason
    words = ["" if whole in shown else whole, _REACHES[line.scope]]
    return "; ".join(filter(None, [*words, f"reason: {reason}" if reason else "", line.why]))


def log_line(line: LogLine, width: int) -> list[Fragment]:
    """Return when, who, what, how far, and whether it holds."""
    correction = line.correction
    when = correction.at[:16].replace("T", " ") if width >= 60 else correction.at[:10]
    who = f"{one_line(correction.by)[:_AUTHOR]:{_AUTHOR}} " if width >= 60 else ""
    state, role = _STATES[line.state]
    scope = f"{line.scope} " if width >= 90 and line.scope else ""
    is_on = line.state == "applies"
    return arrange(
        [(f" {when} ", "date"), (who, "dim"), (one_line(line.line), "plain" if is_on else "dim")],
        [(f" {scope}", "dim"), (state, role)],
        width,
    )
