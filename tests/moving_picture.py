"""Records the moving picture of the README: the real app on a terminal, search, follow, cite.

    make pictures

It writes a recording for asciinema players (`tour.cast`) and a picture that moves by itself
(`tour.svg`). The app gets its keys as from a person; the times in the picture are those of a
script, so that they do not depend on the machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from store import Import, Store, sources
from tests.journeys.terminal import Terminal

ASSETS = Path(__file__).parent.parent / "assets"
SIZE = (100, 30)
STEPS: tuple[tuple[str, float, str], ...] = (
    ("", 2.0, "Enter open"),
    ("/", 0.8, "Type to search"),
    *((letter, 0.25, "") for letter in "lukas"),
    ("h", 1.6, "P  Alexander Lukashenko"),
    ("enter", 2.0, "› Alexander Lukashenko"),
    ("3", 1.6, "only this span"),
    ("down", 1.0, ""),
    ("enter", 2.6, "sentence 1/"),
    ("y", 3.6, "sha256"),
)
"""Each key, the seconds that its screen is shown, and the words that show that it is there."""
_CELL, _LINE, _BASELINE = 8.4, 18, 13
"""Width and height of a cell, and the baseline in it, in pixels."""
_BACKGROUND, _FOREGROUND = "#121212", "#e0e0e0"
_NAMED = {
    "black": "#000000", "red": "#cc5555", "green": "#55aa55", "brown": "#ccaa44", "blue": "#5577cc",
    "magenta": "#aa66aa", "cyan": "#44aaaa", "white": "#cccccc",
}  # fmt: skip


class Look(NamedTuple):
    """How some cells look."""

    colour: str
    background: str
    bold: bool
    italic: bool
    underlined: bool


class Run(NamedTuple):
    """Cells of one line that look alike, from a column on."""

    column: int
    text: str
    look: Look


type Line = tuple[Run, ...]


class Recording(NamedTuple):
    """The screens, how long each is shown, and the bytes that led to it."""

    screens: list[list[Line]]
    seconds: list[float]
    pieces: list[bytes]


def record(store: Path) -> Recording:
    """Drive the app through the steps and keep every screen."""
    result = Recording([], [], [])
    columns, rows = SIZE
    arguments = ("--store", str(store), "--fresh")
    environment = {"COLORTERM": "truecolor"}
    with Terminal(*arguments, columns=columns, rows=rows, environment=environment) as terminal:
        sent = 0
        for key, seconds, words in STEPS:
            if key:
                terminal.press(key)
            if words:
                terminal.wait_for(words, 60)
            terminal.read(1.0)
            result.screens.append(screen_of(terminal))
            result.seconds.append(seconds)
            result.pieces.append(bytes(terminal.raw[sent:]))
            sent = len(terminal.raw)
    return result


def screen_of(terminal: Terminal) -> list[Line]:
    """Return what stands on the screen, line by line, in runs of one look."""
    columns, rows = SIZE
    cells = [[terminal.cell(x, y) for x in range(columns)] for y in range(rows)]
    return [_line([(cell.data or " ", look_of(cell)) for cell in line]) for line in cells]


def _line(cells: Sequence[tuple[str, Look]]) -> Line:
    runs: list[Run] = []
    column = 0
    for look, group in groupby(cells, lambda cell: cell[1]):
        text = "".join(data for data, _ in group)
        runs.append(Run(column, text, look))
        column += len(text)
    return tuple(runs)


def as_cast(recording: Recording) -> str:
    """Return the recording in asciicast v2: a header, then the bytes at each time."""
    columns, rows = SIZE
    header = {"version": 2, "width": columns, "height": rows, "title": "dateline"}
    lines = [json.dumps(header)]
    at = 0.0
    for seconds, piece in zip(recording.seconds, recording.pieces, strict=True):
        lines.append(json.dumps([round(at, 3), "o", piece.decode("utf-8", "replace")]))
        at += seconds
    return "\n".join([*lines, json.dumps([round(at, 3), "o", ""])]) + "\n"


def as_svg(recording: Recording) -> str:
    """Return a picture that moves: each line is shown from one screen to another."""
    columns, rows = SIZE
    width, height = round(columns * _CELL), rows * _LINE
    ends = [sum(recording.seconds[: at + 1]) for at in range(len(recording.seconds))]
    whole = ends[-1]
    shown: dict[tuple[int, int], list[str]] = {}
    for y in range(rows):
        at = 0
        for line, group in groupby(screen[y] for screen in recording.screens):
            last = at + len(list(group))
            if drawn := _drawn(line, y):
                shown.setdefault((at, last), []).append(drawn)
            at = last
    styles, groups = [], []
    for (first, last), drawings in shown.items():
        from_, to = (ends[first - 1] if first else 0) / whole * 100, ends[last - 1] / whole * 100
        name = f"s{first}-{last}"
        if (first, last) != (0, len(ends)):
            styles.append(_keyframes(name, from_, to, whole))
        groups.append(f'<g class="{name}">{"".join(drawings)}</g>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="ui-monospace, Menlo, Consolas, '
        f'DejaVu Sans Mono, monospace" font-size="14">\n<style>text{{white-space:pre}}\n'
        f"{''.join(styles)}</style>\n"
        f'<rect width="{width}" height="{height}" fill="{_BACKGROUND}"/>\n'
        + "\n".join(groups)
        + "\n</svg>\n"
    )


def _keyframes(name: str, from_: float, to: float, whole: float) -> str:
    """Return the style of a group that is shown between two times, in percent of the whole."""
    before = f"0%{{visibility:hidden}}{from_:.3f}%{{visibility:visible}}" if from_ else ""
    before = before or "0%{visibility:visible}"
    after = f"{to:.3f}%,100%{{visibility:hidden}}" if to < 100 else "100%{visibility:visible}"
    return (
        f"@keyframes {name}{{{before}{after}}}\n"
        f".{name}{{animation:{name} {whole:g}s step-end infinite}}\n"
    )


def _drawn(line: Line, y: int) -> str:
    """Return a line as shapes; empty for a blank one."""
    parts = []
    for run in line:
        x, length = run.column * _CELL, len(run.text) * _CELL
        look = run.look
        if look.background != _BACKGROUND:
            box = f'x="{x:.1f}" y="{y * _LINE}" width="{length:.1f}" height="{_LINE}"'
            parts.append(f'<rect {box} fill="{look.background}"/>')
        if run.text.strip():
            looks = f' fill="{look.colour}"'
            looks += ' font-weight="bold"' if look.bold else ""
            looks += ' font-style="italic"' if look.italic else ""
            looks += ' text-decoration="underline"' if look.underlined else ""
            place = f'x="{x:.1f}" y="{y * _LINE + _BASELINE}" textLength="{length:.1f}"'
            parts.append(f'<text {place}{looks} xml:space="preserve">{escape(run.text)}</text>')
    return "".join(parts)


def look_of(cell: object) -> Look:
    """Return the look of a cell of the emulator."""
    colour = _colour(getattr(cell, "fg", "default"), _FOREGROUND)
    background = _colour(getattr(cell, "bg", "default"), _BACKGROUND)
    if getattr(cell, "reverse", False):
        colour, background = background, colour
    flags = (bool(getattr(cell, name, False)) for name in ("bold", "italics", "underscore"))
    return Look(colour, background, *flags)


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return _NAMED.get(name.removeprefix("bright"), f"#{name}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder), create=True)
        inputs = sources(str(path) for path in sorted((ASSETS / "demo").glob("*.txt")))
        for _ in Import(store).run(inputs):
            pass
        store.close()
        recording = record(Path(folder))
    for name, text in (("tour.cast", as_cast(recording)), ("tour.svg", as_svg(recording))):
        (ASSETS / "pictures" / name).write_text(text)
        sys.stdout.write(f"{ASSETS / 'pictures' / name}\n")


if __name__ == "__main__":
    main()
