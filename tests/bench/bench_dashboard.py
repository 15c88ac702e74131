"""The dashboard through a pseudo-terminal, against a blank Textual app and newsboat, in one run.

    python -m tests.bench.bench_dashboard [--folder FOLDER] [--articles 10000 --articles 100000]

The stores hold readings of the Reuters corpus, repeated (see `corpus_store`). They are made once,
in five minutes, and kept in the folder. Each is opened in a new session (--fresh), and the
programs start in turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from store.reading import Entity
from tests.bench.corpus_store import CORPUS, around, make_corpus_store, read_corpus
from tests.bench.line import Line
from tests.bench.newsboat import PROGRAM, newsboat
from tests.bench.table import Table

BLANK = "from tui.terminal.terminal import prepare; import os; prepare(os.environ)\n" + (
    "from textual.app import App\nApp().run()"
)
OURS = "from tui.cli import main; main()"
"""As the installed `dateline` starts."""
STARTS = 15
"""Of each program, in turns; the middle one counts."""
QUIET = 0.4
"""Seconds without a byte after which a paint is over."""
MOVES = 150
FILTERINGS = 5
TYPED = 0.25
"""Seconds from one letter in the search box to the next."""
HELD, REPEAT = 3.0, 1 / 30
"""Seconds for which a key is held, and from one repetition to the next."""
SLOW_LINE = 20_000
"""Bytes a second."""
SMALL, LARGE = (80, 24), (200, 50)
WORDS = ("japan", "volcker", "opec oil", "interest rates", "who:baker type:consult", "tokio")
""" Typed into the search box: names, words of texts, a query, a name misspelt."""


class Program:
    """Something to measure: its command, its environment, the keys that lead to its list."""

    def __init__(self, command: list[str], more: Mapping[str, str], keys: bytes = b"") -> None:
        self._command = command
        self._more = more
        self._keys = keys

    def start(self, size: tuple[int, int] = SMALL) -> Line:
        return Line(self._command, *size, self._more)

    def opened(self, size: tuple[int, int] = SMALL) -> Line:
        """Started, and its list of articles on the screen."""
        line = self.start(size)
        line.first_paint(QUIET)
        if self._keys:
            line.press(self._keys)
            line.read(1)
        return line


def first_paints(programs: Mapping[str, Program], table: Table) -> None:
    took: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(STARTS + 1):
        for name, program in programs.items():
            line = program.start()
            seconds = line.first_paint(QUIET)
            line.end()
            if turn:  # the first one writes the bytecode
                took[name].append(seconds * 1000)
    table.row("first full paint, ms", {n: statistics.median(each) for n, each in took.items()}, "")
    ours = [name for name in programs if name.startswith("dateline")]
    for label, yardstick, asked in (
        ("  of the blank app's", "blank", "≤ 1.3"),
        ("  of that with 100", ours[0], "1"),
    ):
        table.row(label, {name: ratio(took[name], took[yardstick]) for name in ours}, asked, 2)


def ratio(took: Sequence[float], other: Sequence[float]) -> float:
    """The middle one of the ratios in one turn each: what else the machine does is in both."""
    return statistics.median(one / two for one, two in zip(took, other, strict=True))


def keys(program: Program) -> dict[str, float]:
    """`j`, each once the one before is shown; then nothing; then what it has in memory."""
    line = program.opened()
    total, waits = 0, []
    for _ in range(MOVES):
        pressed = time.perf_counter()
        line.press(b"j")
        count, last = line.rest(0.03)
        total += count
        waits.append((last - pressed) * 1000 if count else 0)
    line.read(1.5)
    idle, _ = line.read(10, 10)
    resident, private = line.memory()
    line.end()
    return {
        "j, bytes a key": total / MOVES,
        "j to its last byte, p95, ms": sorted(waits)[int(MOVES * 0.95)],
        "idle, bytes in 10 s": idle,
        "resident, MB": resident,
        "  its own alone, MB": private,
    }


def lag(program: Program, size: tuple[int, int]) -> float:
    """Seconds for which it runs on after `j` was held, on a slow line."""
    line = program.opened(size)
    until = time.perf_counter() + HELD
    while (now := time.perf_counter()) < until:
        line.press(b"j")
        while (left := now + REPEAT - time.perf_counter()) > 0:
            line.read(left, left, SLOW_LINE)
    released = time.perf_counter()
    _, last = line.read(0.3, 20, SLOW_LINE)
    line.end()
    return max(last - released, 0)


def filtering(program: Program, keys: Sequence[bytes]) -> float:
    """Milliseconds from the last of the keys until all panes show what is left."""
    took = []
    for _ in range(FILTERINGS):
        line = program.opened(LARGE)
        line.read(2)
        *before, last_key = keys
        for key in before:
            line.press(key)
            line.read(1)
        pressed = time.perf_counter()
        line.press(last_key)
        _, last = line.read(1, 5)
        took.append((last - pressed) * 1000)
        line.end()
    return statistics.median(took)


def typing(program: Program, words: Sequence[str]) -> list[float]:
    """Milliseconds from each letter in the search box until what it finds is there."""
    line = program.opened(LARGE)
    line.read(2)
    line.press(b"/")
    line.read(1)
    took = []
    for word in words:
        for letter in word:
            pressed = time.perf_counter()
            line.press(letter.encode())
            count, last = line.read(TYPED, 2)
            took.append((last - pressed) * 1000 if count else 0)
        line.press(b"\x15")
        line.read(TYPED, 2)
    line.end()
    return took


ASKED = {
    "j, bytes a key": "≤ 600",
    "j to its last byte, p95, ms": "< 16",
    "idle, bytes in 10 s": "0",
    "resident, MB": "< 90",
    "  its own alone, MB": "",
}


def measure(folder: Path, sizes: list[int]) -> None:
    told = read_corpus(folder)
    stores = {n: make_corpus_store(folder / f"corpus-{n}", told, n) for n in (100, *sizes)}
    state = folder / "state" / "dateline"
    state.mkdir(parents=True, exist_ok=True)
    (state / "tour-seen").touch()
    more = {"XDG_STATE_HOME": str(state.parent)}
    programs = {"blank": Program([sys.executable, "-c", BLANK], {})}
    if PROGRAM is None:
        print("newsboat is not here (apt install newsboat): its columns are left out")
    else:
        for n in sizes:
            command = newsboat(stores[n], folder / f"newsboat-{n}")
            programs[f"newsboat {n:,}"] = Program(command, {}, b"\r")
    for n, store in stores.items():
        command = [sys.executable, "-c", OURS, "--store", str(store), "--fresh"]
        programs[f"dateline {n:,}"] = Program(command, more)
    table = Table(programs)
    first_paints(programs, table)
    found = {name: keys(each) for name, each in programs.items()}
    for what, asked in ASKED.items():
        digits = 1 if "ms" in what else 0
        table.row(what, {name: each[what] for name, each in found.items()}, asked, digits)
    listing = {name: each for name, each in programs.items() if name != "blank"}
    for (columns, rows), asked in ((SMALL, "0"), (LARGE, "≤ 1")):
        lags = {name: lag(each, (columns, rows)) for name, each in listing.items()}
        table.row(f"lag at 20 kB/s, {columns}x{rows}, s", lags, asked, 2)
    large = {f"dateline {n:,}": programs[f"dateline {n:,}"] for n in sizes}
    (tenth, share), (fifth, more_share) = around(told, 0.1)
    for what, pressed, asked in (
        (f"{tenth.name} ({share:.0%})", found_by(tenth), "≤ 100"),
        (f"{fifth.name} ({more_share:.0%})", found_by(fifth), ""),
        ("all but the first entity", (b"2", b"x"), ""),
        ("a query with OR", (b"/type:consult OR place:japan", b"\r"), ""),
    ):
        took = {name: filtering(each, pressed) for name, each in large.items()}
        table.row(f"filter by {what}, ms", took, asked)
    typed = {name: typing(each, WORDS) for name, each in large.items()}
    for share in (0.5, 0.99):
        row = {name: sorted(each)[int(len(each) * share)] for name, each in typed.items()}
        table.row(f"a letter typed to what it finds, p{share * 100:.0f}, ms", row, "")


def found_by(entity: Entity) -> tuple[bytes, bytes]:
    """The keys that filter by an entity: its name in the search box, and Enter."""
    return b"/" + entity.name.encode(), b"\r"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, action="append", help="10000 and 100000")
    kept = Path(sys.prefix) / "bench"
    options.add_argument("--folder", type=Path, default=kept, help=f"for the stores; {kept}")
    chosen = options.parse_args()
    if not CORPUS.exists():
        print("bench_dashboard: needs ../shared (the Reuters corpus); nothing was measured")
        return
    measure(chosen.folder.absolute(), chosen.articles or [10_000, 100_000])


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[2])
    main()
