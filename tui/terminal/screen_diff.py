"""What a terminal shows, so that only what changes is sent to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import get_character_cell_size

_TOKEN = re.compile(
    r"\n?\x1b\[(\d+);(\d+)H"  # the cursor to a row and a column
    r"|\x1b\[([\d;]*)m"  # colours and attributes
    r"|([^\x00-\x1f\x7f-\x9f]+)"
)
_PLAIN = {"", "0"}
_SYNCHRONIZED = {"\x1b[?2026h", "\x1b[?2026l"}
"""Begin and end of a frame, which change nothing on the screen."""
_PARAMETER = re.compile(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+")
_FORE = re.compile(r"38;.*|3[0-79]|9\d")
_BACK = re.compile(r"48;.*|4[0-79]|10\d")
_END = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""By attribute, the SGR parameter that ends it; 22 ends bold and dim (ECMA-48, 8.3.117)."""
_ON_BLANK = frozenset({"4", "5", "6", "7", "9", "21", "53"})
"""Attributes that a blank shows: underlined, blinking, reverse, struck through, overlined."""
_GAP = 5
"""Fewer unchanged characters cost no more to send than to skip."""
_BACK_BY = 4
"""So few columns are gone back one by one."""


class ScreenDiff:
    """The characters of a terminal and their styles, as far as they are known."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Take nothing as known: another program may have written on the screen."""
        self._rows: dict[int, tuple[list[str], list[str]]] = {}
        self._cursor: tuple[int, int] | None = None

    def changed(self, data: str) -> str | None:
        """Return what to send so that the terminal shows what it would after `data`.

        `data` is one write of Textual: it begins and ends with no colours set. Return None when it
        is not a frame; the screen is unknown then.
        """
        if data in _SYNCHRONIZED:
            return None
        drawing = _Drawing(self._rows, self._cursor)
        end = 0
        for token in _TOKEN.finditer(data):
            row, column, style, text = token.groups()
            if token.start() != end or (text and drawing.row == 0):
                break
            end = token.end()
            if text:
                drawing.write(text)
            elif row:
                drawing.row, drawing.column = int(row), int(column)
            else:
                drawing.style = "" if style in _PLAIN else f"{drawing.style};{style}".lstrip(";")
        if end != len(data) or drawing.style:
            self.forget()
            return None
        sent = drawing.finished()
        if drawing.rows is self._rows:
            self._cursor = drawing.cursor  # else a signal had all forgotten in the midst of this
        return sent


class _Run(NamedTuple):
    """Characters of one style to send; a column of 0 is where the cursor is."""

    row: int
    column: int
    style: str
    text: str


class _Drawing:
    """One frame on its way to the terminal. Rows and columns count from 1."""

    def __init__(
        self, rows: dict[int, tuple[list[str], list[str]]], cursor: tuple[int, int] | None
    ) -> None:
        self.row = 0
        self.column = 0
        """Zero when terminals differ in where the cursor is."""
        self.style = ""
        """The SGR parameters of the text that comes next."""
        self.cursor = cursor
        """The position of the terminal's cursor, if known."""
        self.rows = rows
        self._runs: list[_Run] = []
        self._is_in_order = not rows
        """Whether runs are sent in the order in which they came: in a first frame, which should be
        there soon, and where the order matters."""

    def write(self, text: str) -> None:
        """Send those characters that the terminal does not show yet."""
        characters, styles = self.rows.setdefault(self.row, ([], []))
        if not self.column or not _are_narrow(text):
            self._write_unsure(text, characters, styles)
            return
        begin = self.column - 1
        end = begin + len(text)
        wanted, blank = list(text), _of_blank(self.style)
        asked = [blank if each == " " else self.style for each in wanted]
        self.column += len(text)
        if begin == len(characters):  # nothing is known there, as in a first frame
            characters += wanted
            styles += asked
            self._send(begin + 1, text)
            return
        if len(characters) < end:
            missing = end - len(characters)
            characters += [""] * missing
            styles += [""] * missing
        there, drawn = characters[begin:end], styles[begin:end]
        characters[begin:end] = wanted
        styles[begin:end] = asked
        first = last = -1
        cells = zip(wanted, there, asked, drawn, strict=True)
        for at, (new, old, style, how) in enumerate(cells):
            if new == old and how == style:
                continue
            if last < 0:
                first = at
            elif at - last > _GAP:
                self._send(begin + first + 1, text[first : last + 1])
                first = at
            last = at
        if last >= 0:
            self._send(begin + first + 1, text[first : last + 1])

    def _write_unsure(self, text: str, characters: list[str], styles: list[str]) -> None:
        """Send text whose width differs between terminals.

        The rest of the row is unknown then, and so is the cell before: it may have got a mark.
        """
        if self.column:
            known = max(self.column - 2, 0)
            del characters[known:], styles[known:]
        self._send(self.column, text)
        self.column = 0
        self._is_in_order = True

    def _send(self, column: int, text: str) -> None:
        self._runs.append(_Run(self.row, column, self.style, text))

    def finished(self) -> str:
        """Return what to send: style by style, where that is shorter than row by row."""
        sent, cursor = self._encoded(self._runs)
        if not self._is_in_order and not _overlap(self._runs):
            other, other_cursor = self._encoded(_by_style(self._runs))
            if len(other) < len(sent):
                sent, cursor = other, other_cursor
        self.cursor = cursor
        return sent

    def _encoded(self, runs: Iterable[_Run]) -> tuple[str, tuple[int, int] | None]:
        """Return what sends these runs, and where the terminal's cursor is then."""
        sent: list[str] = []
        cursor, there = self.cursor, ""
        for row, column, style, text in runs:
            if column and cursor != (row, column):
                sent.append(self._way(cursor, row, column))
            is_blank = not text.strip(" ") and _of_blank(there) == _of_blank(style)
            if there != style and not is_blank:
                sent.append(_turn(there, style))
                there = style
            sent.append(text)
            cursor = (row, column + len(text)) if column and _are_narrow(text) else None
        if there:
            sent.append("\x1b[m")
        if self.column and cursor != (self.row, self.column):
            sent.append(self._way(cursor, self.row, self.column))
            cursor = (self.row, self.column)
        return "".join(sent), cursor

    def _way(self, cursor: tuple[int, int] | None, row: int, column: int) -> str:
        """Return the shortest sequence to a row and a column (ECMA-48, 8.3)."""
        if cursor and cursor[0] == row:
            by = column - cursor[1]
            return f"\x1b[{_parameter(by)}C" if by > 0 else f"\x1b[{_parameter(column)}G"
        if cursor and cursor[0] + 1 == row:
            back = cursor[1] - column
            if column == 1:
                return "\x1b[E"
            known, _ = self.rows.get(cursor[0], ((), ()))
            if 0 <= back < _BACK_BY and cursor[1] <= len(known):
                return "\x1b[B" + "\b" * back  # not from behind the last column
        return f"\x1b[{_parameter(row)}{f';{column}' if column > 1 else ''}H"


def _overlap(runs: Iterable[_Run]) -> bool:
    """Return whether a cell is written twice, so that the order matters."""
    ordered = sorted(runs)
    return any(
        one.row == other.row and one.column + len(one.text) > other.column
        for one, other in pairwise(ordered)
    )


def _by_style(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Yield the runs of one style after those of another that takes few bytes to turn into it."""
    groups: dict[str, list[_Run]] = {}
    for run in runs:
        groups.setdefault(run.style, []).append(run)
    style = next(iter(groups), "")
    while groups:
        yield from groups.pop(style)
        style = min(groups, key=lambda each: len(_turn(style, each)), default="")


def _parameter(number: int) -> str:
    """Return a parameter of a sequence, of which 1 is the default."""
    return "" if number == 1 else str(number)


@lru_cache(maxsize=4096)
def _turn(old: str, new: str) -> str:
    """Return the SGR sequence from one style to another; only what differs."""
    if not new:
        return "\x1b[m"
    fore, back, rest = _parted(old)
    new_fore, new_back, new_rest = _parted(new)
    begun = [each for each in new_rest if each not in rest]
    ended = [each for each in rest if each not in new_rest]
    if not ended and not (fore and not new_fore) and not (back and not new_back):
        parts = begun
    elif set(ended) <= _END.keys() and new_fore and new_back and not begun:
        parts = list(dict.fromkeys(_END[each] for each in ended))
        parts += [each for each in new_rest if _END.get(each) in parts]
    else:
        return f"\x1b[{'0;' if old else ''}{new}m"
    colours = [wanted for wanted, there in ((new_fore, fore), (new_back, back)) if wanted != there]
    return f"\x1b[{';'.join([*parts, *colours])}m"


@lru_cache(maxsize=4096)
def _of_blank(style: str) -> str:
    """Return what of a style a blank shows: its background, unless an attribute draws a line or
    shows the foreground behind it."""
    _, back, rest = _parted(style)
    return back if _ON_BLANK.isdisjoint(rest) else style


def _parted(style: str) -> tuple[str, str, tuple[str, ...]]:
    """Return foreground, background, and everything else."""
    fore = back = ""
    rest = []
    for parameter in _PARAMETER.findall(style):
        if _FORE.fullmatch(parameter):
            fore = parameter
        elif _BACK.fullmatch(parameter):
            back = parameter
        else:
            rest.append(parameter)
    return fore, back, tuple(rest)


def _are_narrow(text: str) -> bool:
    return text.isascii() or all(map(_is_narrow, text))


@lru_cache(maxsize=4096)
def _is_narrow(character: str) -> bool:
    return get_character_cell_size(character) == 1
