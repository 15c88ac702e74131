"""`dateline bench`: how fast this machine is, in a minute, beside a machine that we know."""

from __future__ import annotations

import os
import select
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.output import data, line, note

if TYPE_CHECKING:
    from store import Reading, Store, Views

_ARTICLES = 300
"""Articles of the store that is written: the demo articles, again and again."""
_TOGETHER = 16
"""Articles in a commit while an import keeps up."""
_SINGLE = 30
"""Commits of one article each."""
_QUIET = 0.7
"""Seconds without output after which a picture is complete."""
_FOLDER = ".dateline-bench-"
_MILLION = 1_000_000
_WORDS = 600
"""Words of an article of news."""


OURS = {
    "load": 2.6,
    "words": 7_500.0,
    "commit": 0.8,
    "written": 3_500.0,
    "indexed": 104.0,
    "search": 7.0,
    "filter": 1.7,
    "paint": 0.22,
}
"""Two cores of a rented server on 2026-11-30, otherwise idle, by this command."""


@click.command()
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: one object with all figures.",
)
@click.pass_obj
def bench(folder: Path, form: str) -> None:
    """Measure reading, writing, search and the first paint on this machine.

    It takes about a minute, reads the demo articles and writes into a new folder beside your store,
    so that the disk is the same; the folder is deleted at the end, also after Ctrl-C. Your store is
    not touched. Then it says what a million articles would take here.
    """
    with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=_beside(folder)) as made:
        place = Path(made)
        note("reading …")
        load, words_a_second, readings = _read()
        note("writing …")
        figures = {"load": load, "words": words_a_second, **_written(place / "store", readings)}
        size = _size(place / "store") / _ARTICLES
        note("drawing …")
        figures["paint"] = _first_paint(place / "store", place)
        words = sum(len(each.text.split()) for each in readings) / len(readings)
    million = _million(figures, size * _WORDS / words)
    if form == "json":
        import json

        data(json.dumps({"here": figures, "ours": OURS, "million": million}))
    else:
        _print(figures, million)


def _beside(store: Path) -> Path | None:
    """Return the folder that a store is in, or will be in once it is made: the nearest that there
    is. None stands for the temporary folder, if nothing can be written there.
    """
    place = store.absolute().parent
    while not place.exists() and place != place.parent:
        place = place.parent
    if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
        return place
    note(f"{place} cannot be written: the disk that is measured is that of {tempfile.gettempdir()}")
    return None


_WHAT: tuple[tuple[str, str, str], ...] = (
    ("load", "load the model", "s"),
    ("words", "read, with one core", "words a second"),
    ("commit", "store one article, until it is on the disk", "ms"),
    ("written", f"store them in groups of {_TOGETHER}", "articles a second"),
    ("indexed", "index for the panes and the search", "articles a second"),
    ("search", "find a name", "ms"),
    ("filter", "filter all panes by a name", "ms"),
    ("paint", "open the dashboard", "s"),
)
"""The figures: name, what is done, unit."""


def _print(figures: dict[str, float], million: dict[str, float]) -> None:
    line(f"{'':46}{'here':>10}{'ours':>10}")
    for name, what, unit in _WHAT:
        line(f"{what:46}{_short(figures[name]):>10}{_short(OURS[name]):>10}  {unit}")
    line("")
    cores = int(million["cores"])
    line(f"A million articles of {_WORDS} words here, with {cores} cores, would take about:")
    line(f"  {_long(million['reading'])} of reading, {_long(million['indexing'])} of indexing,")
    line(
        f"  {million['bytes'] / 1e9:.0f} GB of disk. `dateline add --dask` reads on more machines."
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _long(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours" if seconds > 5_400 else f"{seconds / 60:.0f} minutes"


def _million(figures: dict[str, float], bytes_each: float) -> dict[str, float]:
    """Return what a million articles would take: seconds, cores and bytes."""
    cores = os.cpu_count() or 1
    return {
        "cores": cores,
        "reading": _MILLION * _WORDS / figures["words"] / cores,
        "indexing": _MILLION / figures["indexed"],
        "bytes": _MILLION * bytes_each,
    }


# Measuring


def _read() -> tuple[float, float, list[Reading]]:
    """Return the seconds until the first reading, the words a second after it, the readings."""
    from store import Reading, read_files, shipped, sources
    from tui.config import load_config

    paths = sorted(str(path) for path in shipped("demo").glob("*.txt"))
    began = time.perf_counter()
    first, words, readings = 0.0, 0, []
    for outcome in read_files(sources(paths), sys.stdin.buffer, load_config().reader):
        if not isinstance(outcome, Reading):
            continue
        if first:
            words += len(outcome.text.split())
        first = first or time.perf_counter()
        readings.append(outcome)
    return first - began, words / (time.perf_counter() - first), readings


def _written(folder: Path, readings: Sequence[Reading]) -> dict[str, float]:
    """Write a store of these readings, and return the figures of its parts."""
    from store import Filter, Store, Views

    with Store.open(folder, create=True) as store:
        articles = _numbered(readings)
        single = _seconds(lambda: _put(store, articles, _SINGLE, 1))
        grouped = _seconds(lambda: _put(store, articles, _ARTICLES - _SINGLE, _TOGETHER))
        views = Views.open(store)
        with closing(views):
            indexed = _seconds(lambda: _index(views))
            rows = views.entities(Filter(), limit=20)
            search = [_seconds(partial(views.search.find, row.name[:5])) for row in rows]
            filtered = [_seconds(partial(_panes, views, row.key)) for row in rows]
    return {
        "commit": single / _SINGLE * 1_000,
        "written": (_ARTICLES - _SINGLE) / grouped,
        "indexed": _ARTICLES / indexed,
        "search": statistics.median(search) * 1_000,
        "filter": statistics.median(filtered) * 1_000,
    }


def _numbered(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Yield the readings again and again, each with an id of its own."""
    from msgspec.structs import replace

    for number in range(_ARTICLES):
        reading = readings[number % len(readings)]
        yield replace(reading, id=f"{number:06}-{reading.id}")


def _put(store: Store, readings: Iterator[Reading], count: int, together: int) -> None:
    from store import Article

    for first in range(0, count, together):
        with store.transaction():
            for _ in range(min(together, count - first)):
                reading = next(readings)
                store.put(Article(**reading.shared_fields()), reading, {"outcome": "new"})


def _index(views: Views) -> None:
    views.update()
    while views.behind:
        views.update()
    while views.prepare_search():
        pass


def _panes(views: Views, key: str) -> None:
    """Ask for what the three panes show of a name."""
    from store import Filter, Term

    filter_ = Filter((Term("entity", key),))
    views.counts(filter_)
    views.articles(filter_)
    views.entities(filter_)
    views.events(filter_)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _first_paint(store: Path, home: Path) -> float:
    """Return the seconds from the start of the dashboard to its last byte, on a terminal."""
    import pty
    import signal

    command = [sys.executable, "-m", "tui.cli", "--store", str(store)]
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        state = {"XDG_STATE_HOME": str(home), "TERM": "xterm-256color"}
        os.execve(command[0], command, {**os.environ, **state})  # noqa: S606 - our own program
    last = began
    try:
        while select.select([terminal], [], [], 20 if last == began else _QUIET)[0]:
            if not os.read(terminal, 65_536):
                break
            last = time.perf_counter()
    except OSError:
        pass  # the dashboard ended
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    shutil.rmtree(home / "dateline", ignore_errors=True)
    return last - began
