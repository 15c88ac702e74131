"""A folder of mixed files, imported by `dateline add`: rate, memory, and who uses the processor.

    python -m tests.bench.bench_folder [--files 5000] [--jobs 2] [--seconds 3600]

The yardstick is what was promised: a steady rate, memory that does not grow from the first
fifth of the run to the last, and intake under a tenth of what reading takes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store import Store
from tests.bench.bench_intake import FORMATS
from tests.store.intake.formats.test_archives import a_crawl
from tests.store.intake.formats.test_documents import WORD, a_pdf, zipped
from tests.store.intake.formats.test_mail import a_mail

PARTS = 5
LOOK_SECONDS = 0.5
READING, INTAKE, WRITING = "reading", "intake", "writing"


WHO = (
    "minister mayor council court bank union company police court army school hospital party "
    "committee agency harbour railway farmers doctors pilots engineers editors judges sailors"
).split()
DID = (
    "closed opened visited accused praised sued met warned paid founded left joined blamed helped "
    "attacked freed arrested elected dismissed built sold bought repaired inspected refused"
).split()
WHAT = (
    "bridge road ship budget treaty strike law school border factory dam film rival letter report "
    "reactor tunnel ferry vaccine prison museum stadium pipeline mine airport festival garden"
).split()
WHERE = "Lisbon Oslo Minsk Astana Leon Quillota Leith Accra Lima Turin Graz Cork Riga Baku".split()
WHEN = (
    "on Monday,last week,in March 2023,two days ago,on 4 July 2024,this year,after the vote,"
    "before dawn,in the autumn,next Tuesday,since 2019,on the same day"
).split(",")
"""Words for sentences of which no two texts share many, as templates would: those are copies."""


def a_text(chance: random.Random, sentences: int) -> str:
    """Made-up news of about 14 words a sentence."""
    said = [
        f"The {chance.choice(WHO)} of {chance.choice(WHERE)} {chance.choice(DID)} the "
        f"{chance.choice(WHAT)} {chance.choice(WHEN)}, and {chance.randrange(3, 900)} "
        f"{chance.choice(WHO)} {chance.choice(DID)} a {chance.choice(WHAT)}."
        for _ in range(sentences)
    ]
    return "\n\n".join(" ".join(said[at : at + 3]) for at in range(0, len(said), 3))


def a_message(text: str) -> bytes:
    mail = a_mail()
    mail.set_content(text + "\n")
    return mail.as_bytes()


def a_document(text: str) -> bytes:
    return zipped({"word/document.xml": WORD.format(text=text)})


def lines(text: str) -> bytes:
    return b"\n".join(
        json.dumps({"text": f"{text}\n\nPart {n} of it.", "date": "2024-07-09"}).encode()
        for n in range(2)
    )


KINDS: dict[str, Callable[[str], bytes]] = {
    ".txt": str.encode,
    ".html": FORMATS["page"],
    ".xml": FORMATS["feed"],
    ".json": FORMATS["json"],
    ".txt.gz": FORMATS["text.gz"],
    ".jsonl": lines,
    ".eml": a_message,
    ".docx": a_document,
    ".pdf": lambda text: a_pdf(text.split("\n\n")),
    ".warc": lambda text: a_crawl(("https://x.example/", "text/html", FORMATS["page"](text))),
    ".bin": lambda text: b"\0" + text.encode(),
}


def fill(folder: Path, files: int) -> None:
    """Files of every kind, of 100 to 900 words, a hundred to a folder; some twice, some broken."""
    chance = random.Random(3)  # noqa: S311
    kinds = list(KINDS.items())
    text = a_text(chance, 20)
    for n in range(files):
        if n % 20:
            text = a_text(chance, chance.randrange(8, 64))
        suffix, make = kinds[n % len(kinds)]
        below = folder / str(n // 100)
        below.mkdir(exist_ok=True)
        (below / f"{n}{suffix}").write_bytes(make(text))


class Look(NamedTuple):
    """What one look at the import saw."""

    seconds: float
    articles: int
    memory: dict[str, int]
    """Bytes of their own, by what processes do."""
    ticks: dict[str, dict[int, int]]
    """Of the processor, by what a process does and by its number."""


def looks(add: subprocess.Popen[bytes], store: Path, longest: float) -> Iterator[Look]:
    """Look again and again until the import ends, or is ended after so many seconds."""
    begun = time.monotonic()
    opened: Store | None = None
    while add.poll() is None:
        time.sleep(LOOK_SECONDS)
        if time.monotonic() - begun > longest:
            add.terminate()
            break
        memory: dict[str, int] = defaultdict(int)
        ticks: dict[str, dict[int, int]] = defaultdict(dict)
        for pid in (add.pid, *_children(add.pid)):
            work = WRITING if pid == add.pid else _work(pid)
            if work and (seen := _seen(pid)):
                ticks[work][pid] = seen[0]
                memory[work] += seen[1]
        if opened is None and (store / "store.jsonl").exists():
            opened = Store.open(store, readonly=True)
        articles = len(opened.numbers()) if opened else 0
        yield Look(time.monotonic() - begun, articles, memory, ticks)
    if opened:
        opened.close()


def _children(pid: int) -> list[int]:
    """Every thread has children of its own."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, listed.read_text().split())
    return found


def _work(pid: int) -> str | None:
    """What a process is for: those that read have spaCy in their memory."""
    try:
        held = Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return None
    return READING if "/spacy/" in held else INTAKE if "lxml" in held or "msgspec" in held else None


def _seen(pid: int) -> tuple[int, int] | None:
    """Its ticks of the processor, and its own memory: pages of mapped files are the system's to
    take back, and a store is mapped whole when its views are made at the end."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    own = re.search(r"^RssAnon:\s*(\d+) kB", status, re.MULTILINE)
    return int(fields[11]) + int(fields[12]), int(own[1]) << 10 if own else 0


def measure(seen: list[Look]) -> None:
    """Print the figures, those of each fifth of the run beside one another. Where others use the
    machine, the articles for each second of the processor still tell whether it slows down."""
    begun = next(n for n, look in enumerate(seen) if look.articles)
    running = seen[begun:]
    print(f"{running[-1].articles:,} articles in {seen[-1].seconds:.0f} s")
    used = dict(zip(map(id, seen), _used(seen), strict=True))
    for part in range(PARTS):
        piece = running[part * len(running) // PARTS : (part + 1) * len(running) // PARTS + 1]
        first, last = piece[0], piece[-1]
        articles = last.articles - first.articles
        seconds = sum(used[id(last)].values()) - sum(used[id(first)].values())
        held = {work: max(look.memory.get(work, 0) for look in piece) >> 20 for work in WORKS}
        print(
            f"fifth {part + 1}: {articles / (last.seconds - first.seconds):5.1f} articles/s, "
            f"{articles / max(seconds, 0.01):5.1f} for each of the processor; MB: {held}"
        )
    total = used[id(seen[-1])]
    for work in WORKS:
        print(f"{work:8} {total[work]:7.1f} s of the processor, {total[work] / total[READING]:.1%}")


def _used(seen: list[Look]) -> Iterator[dict[str, float]]:
    """Seconds of the processor up to each look, those of processes that have ended included."""
    last: dict[str, dict[int, int]] = {work: {} for work in WORKS}
    for look in seen:
        for work in WORKS:
            last[work].update(look.ticks.get(work, {}))
        second = os.sysconf("SC_CLK_TCK")
        yield {work: sum(last[work].values()) / second for work in WORKS}


WORKS = (READING, INTAKE, WRITING)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=300)
    parser.add_argument("--jobs", default="0")
    parser.add_argument("--seconds", type=float, default=240, help="the import is ended then")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name, "files"), Path(name, "store")
        folder.mkdir()
        fill(folder, asked.files)
        command = [sys.executable, "-m", "tui.cli", "--store", str(store), "add", "--jobs"]
        add = subprocess.Popen([*command, asked.jobs, str(folder)], stderr=subprocess.DEVNULL)
        measure(list(looks(add, store, asked.seconds)))
        add.wait()


if __name__ == "__main__":
    main()
