"""Every command and the dashboard's thread over damaged and odd stores.

Each store is read in a process of its own: no traceback, none over two seconds of the processor's
time, none over 300 MB. `python -m tests.hostile.fuzz_stores --count 10000`.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from store import FORMATS, Filter, Store, Term, UserError, Views
from store.ingest.copies import Copies
from store.ingest.site_lines import SiteLines
from store.ingest.web import KnownItems
from tests.hostile.odd_stores import JOURNAL, base_store, odd_journal, tables_of
from tests.tui.newsroom import UNDATED, made
from tui.cli.start import main
from tui.view_model.article import open_article
from tui.view_model.card import card_page
from tui.view_model.snapshot import load_snapshot
from tui.view_model.state import ViewState
from tui.view_model.store_thread import StoreThread

SECONDS = 2.0
"""Of the processor's time, for one command."""
MEGABYTES = 300
_FRESH = 60
"""What a new process has, in MB. A forked one begins with what making the stores took."""
_HANGS = 60
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("search", "Adler"),
    ("search", "type:consult", "--as", "json"),
    ("show", "1"),
    ("show", "2", "--as", "json"),
    ("show", "1", "--differences"),
    ("export",),
    ("imports",),
    ("imports", "--as", "json"),
    ("feeds", "list"),
    ("feeds", "export"),
    ("info",),
    ("doctor",),
    ("store", "check"),
    ("store", "compact"),
    ("store", "backup", "BESIDE"),
    ("store", "repair", "--to", "BESIDE"),
    ("add", "--retry-failed"),
)


@dataclass
class Fault:
    """What went wrong with one store."""

    seed: int
    what: str
    said: str


def run_command(folder: Path, command: tuple[str, ...]) -> str:
    """Run a command on the store; what is wrong with how it ended, or nothing."""
    beside = str(folder.parent / "beside")
    shutil.rmtree(beside, ignore_errors=True)
    with contextlib.suppress(OSError):
        Path(beside).unlink()
    arguments = ["--store", str(folder), *(beside if a == "BESIDE" else a for a in command)]
    out, err = io.StringIO(), io.StringIO()
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(arguments)
        except SystemExit as ended:
            status = ended.code
    said = err.getvalue()
    if status == 70 or "Traceback" in said:
        return said[-1500:]
    if status and not said.strip() and not out.getvalue().strip():
        return f"status {status}, and nothing said"
    return ""


def apply_group_umask(folder: Path) -> str:
    """What `add` does in the store before and after it reads an article."""
    article, reading = made([UNDATED], "2024-08-01", "New Paper", "Something new")
    try:
        with Store.open(folder) as store:
            KnownItems(store)
            SiteLines(store).close()
            copies = Copies(store)
            copies.of(article)
            store.put(article, reading, {"state": "new", "name": "x"})
            copies.close()
    except UserError:
        pass
    return ""


def look(folder: Path) -> str:
    """What the dashboard asks: lists, lights, cards, articles, full text."""

    async def session() -> None:
        archive = StoreThread(folder)
        try:
            await archive.ask(lambda views: load_snapshot(views, ViewState(Filter())))
            for _ in range(5):
                _, more = await archive.update_index()
                if not more:
                    break
            await archive.count_new()
            await archive.note()
            await archive.ask(_everything)
        except UserError:
            pass
        finally:
            await archive.close()

    asyncio.run(session())
    return ""


def _everything(views: Views) -> None:
    everything = Filter()
    for filter_ in (everything, Filter((Term("text", "met"),))):
        load_snapshot(views, ViewState(filter_))
    for row in views.articles(everything, limit=20):
        with contextlib.suppress(KeyError):
            open_article(views, row.number, None, None, ())
    for entity in views.entities(everything, limit=20):
        card_page(views, entity.key)
    for event in views.events(everything, limit=20):
        views.evidence(event.id, event.number)
    views.search.find("adl", 10)


def jobs(seed: int, *, all_commands: bool) -> Iterator[tuple[str, Callable[[Path], str]]]:
    """What is done with the store of a case: all, or the two ways in and a few commands."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    chosen = COMMANDS if all_commands else (("store", "check"), *dice.sample(COMMANDS, 3))
    for command in chosen:
        yield " ".join(command), lambda folder, command=command: run_command(folder, command)  # type: ignore[misc]
    for form in FORMATS if all_commands else dice.sample(FORMATS, 2):
        export = ("export", "--all", "--as", form.id, "--out", "BESIDE", "--force")
        yield " ".join(export), lambda folder, command=export: run_command(folder, command)  # type: ignore[misc]
    yield "the dashboard's questions", look
    yield "taking part", apply_group_umask


def _resident() -> float:
    """Return the most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def case(seed: int, journal: Path, *, all_commands: bool) -> str:
    """Do everything with one store, in this process; what went wrong, or nothing."""
    place = Path(tempfile.mkdtemp(prefix="odd-store-"))
    held = _resident() - _FRESH
    try:
        for name, job in jobs(seed, all_commands=all_commands):
            folder = place / "store"
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            shutil.copyfile(journal, folder / JOURNAL)
            began = time.process_time()
            try:
                wrong = job(folder)
            except BaseException:  # noqa: BLE001 - whatever it is, it is a fault
                wrong = traceback.format_exc()[-1500:]
            took = time.process_time() - began
            used = _resident() - max(held, 0)
            if not wrong and took > SECONDS:
                wrong = f"{took:.1f} s"
            if not wrong and used > MEGABYTES:
                wrong = f"{used:.0f} MB"
            if wrong:
                return f"{name}: {wrong}"
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return ""


def in_a_process(seed: int, journal: Path, *, all_commands: bool) -> str:
    """The case in a process of its own, which may hang or die."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        signal.alarm(_HANGS)
        wrong = "it ended before it could say"
        try:
            wrong = case(seed, journal, all_commands=all_commands)
        finally:
            os.write(writing, wrong.encode("utf-8", "replace")[:60_000])
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    status = os.waitpid(process, 0)[1]
    return said or (f"ended by signal {status & 127}" if status else "")


def fuzz(count: int, first: int = 0, *, all_commands: bool = False) -> Iterator[Fault]:
    """Try so many stores; the faults as they are found."""
    os.environ["XDG_STATE_HOME"] = "/dev/null"
    place = Path(tempfile.mkdtemp(prefix="odd-base-"))
    os.environ["DATELINE_CONFIG"] = str(place / "config.toml")
    try:
        tables = tables_of(base_store(place / "base"))
        for seed in range(first, first + count):
            # In a file: bytes that are held here would count as the memory of each command.
            journal = place / "odd.jsonl"
            journal.write_bytes(odd_journal(tables, seed))
            wrong = in_a_process(seed, journal, all_commands=all_commands)
            if wrong:
                yield Fault(seed, wrong.partition(":")[0], wrong)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--all-commands", action="store_true")
    given = parser.parse_args()
    faults = 0
    for fault in fuzz(given.count, given.first, all_commands=given.all_commands):
        sys.stdout.write(f"== seed {fault.seed}: {fault.said}\n")
        sys.stdout.flush()
        faults += 1
    sys.stdout.write(f"{given.count:,} stores, {faults} faults\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(_main())
