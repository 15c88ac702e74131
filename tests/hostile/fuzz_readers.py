"""Feeds every reader damaged files, in the real process: `python -m tests.hostile.fuzz_readers`.

Whatever comes in, there comes out an article or a reason, in time. A file that crashes, hangs
or fills the process is written to the folder that is named at the end, and the status is 1.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from store.ingest.intake_worker import IntakeWorker, Stopped
from store.intake.draft import Failure
from store.intake.sources import Source
from tests.store.intake.formats.test_archives import PAGE, a_crawl, tarred
from tests.store.intake.formats.test_documents import CORE, OPEN, WORD, a_pdf, zipped
from tests.store.intake.formats.test_feed import ATOM, RDF, RSS
from tests.store.intake.formats.test_mail import SAVED, a_mail
from tests.store.intake.formats.test_page import page
from tests.store.intake.formats.test_press_files import FILES as PRESS_FILES

TESTS = Path(__file__).parents[1] / "store" / "intake" / "formats"
META = "<meta property='article:published_time' content='2024-07-09'>"
LINK = "https://x.example/"
UNFORESEEN = "cannot be taken in"
"""How a reason begins where a library broke in a way that its reader does not know."""

Pack = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Seed:
    """Files to damage, whole or, what they hold being packed, inside of it."""

    raw: Sequence[bytes]
    pack: Pack = bytes


LINE = json.dumps({"text": "The council closed the bridge.", "date": "2024-07-09"}).encode()
PAGES = [path.read_bytes() for path in sorted(TESTS.joinpath("pages").glob("*.html"))]
MAIL = a_mail().as_bytes()


def _document(body: bytes) -> bytes:
    return zipped({"word/document.xml": body, "docProps/core.xml": CORE})


SEEDS: dict[str, Seed] = {
    "a.txt": Seed(["---\ntitle: Bridge\n---\nMINSK, July 9 (Wire) - “Closed”, she said.".encode()]),
    "a.md": Seed(
        [b"# Bridge *closed*\n\n> [The council](https://x.example/) **met**.\n\n* a\n---\n"]
    ),
    "press.txt": Seed([text.encode() for text in PRESS_FILES.values()]),
    "a.mhtml": Seed([SAVED.replace("\n", "\r\n").encode()]),
    "a.html": Seed([page(META).encode(), *PAGES]),
    "rss.xml": Seed([RSS.format(more="").encode()]),
    "atom.xml": Seed([ATOM.encode()]),
    "rdf.xml": Seed([RDF.encode()]),
    "a.json": Seed([b'{"articles": [%b, %b]}' % (LINE, LINE)]),
    "a.jsonl": Seed([LINE + b"\n" + LINE]),
    "a.csv": Seed([b'title,text,date\nBridge,"Closed.\nAgain.",2024-07-09\n']),
    "a.eml": Seed([MAIL]),
    "box": Seed([(b"From a@b.c Tue Jul  9 00:30:00 2024\n" + MAIL + b"\n") * 2]),
    "a.pdf": Seed([a_pdf(["The council closed the bridge."], {"/Title": "Bridge"})]),
    "a.docx": Seed([WORD.format(text="x").encode()], _document),
    "a.odt": Seed([OPEN.encode()], lambda body: zipped({"mimetype": "x", "content.xml": body})),
    "a.zip": Seed([PAGE.encode()], lambda body: zipped({"1.txt": "The bridge.", "2.html": body})),
    "a.tar": Seed([PAGE.encode()], lambda body: tarred({"1.txt": b"The bridge.", "2.html": body})),
    "a.txt.gz": Seed([b"The bridge is closed."], gzip.compress),
    "a.warc": Seed([PAGE.encode()], lambda body: a_crawl((LINK, "text/html", body), packed=False)),
}
_NASTY = [
    b"\0",
    b"\xff\xfe",
    b"\x1b[2J",
    b"<",
    b"&#x0;",
    b"]]>",
    b"9" * 400,
    b"\n",
    b"--b",
    b"{",
    b"%",
]


def damaged_file(seed: Seed, chance: random.Random) -> bytes:
    """A file of the format with something wrong in it."""
    raw = chance.choice(seed.raw)
    if chance.random() < 0.5:
        return damaged(seed.pack(raw), chance)
    return seed.pack(damaged(raw, chance))


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes changed, taken away, doubled or put in."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(6):
            case 0 if at < len(found):
                found[at] = chance.randrange(256)
            case 1:
                del found[at : at + chance.randrange(1, 40)]
            case 2:
                found[at:at] = found[at : at + chance.randrange(1, 200)] * chance.choice((1, 3, 50))
            case 3:
                found[at:at] = chance.choice(_NASTY)
            case 4 if chance.random() < 0.2:
                del found[at:]
            case _ if at < len(found):
                found[at] ^= 1 << chance.randrange(8)
    return bytes(found)


def fuzz(
    name: str, seconds: float, folder: Path, chance: random.Random
) -> tuple[Counter[str], int]:
    """How many of each outcome, and how many files broke the process (they are kept)."""
    outcomes: Counter[str] = Counter()
    broken = 0
    end = time.monotonic() + seconds
    with closing(IntakeWorker(io.BytesIO())) as intake:
        while time.monotonic() < end:
            path = folder / f"{broken}-{name}"
            path.write_bytes(damaged_file(SEEDS[name], chance))
            found = [each for _, each in intake.process([Source(str(path))])]
            outcomes.update(type(each).__name__ for each in found)
            outcomes.update(each.reason for each in found if _is_unforeseen(each))
            outcomes["files"] += 1
            broken += any(isinstance(each, Stopped) for each in found)
    return outcomes, broken


def _is_unforeseen(found: object) -> TypeGuard[Failure]:
    return isinstance(found, Failure) and found.reason.startswith(UNFORESEEN)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600, help="for each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(SEEDS))
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="dateline-fuzz-"))
    status = 0
    for name in asked.formats or SEEDS:
        outcomes, broken = fuzz(name, asked.seconds, folder, random.Random(asked.seed))  # noqa: S311
        counts = ", ".join(f"{n:,} {what}" for what, n in sorted(outcomes.items()))
        sys.stdout.write(f"{name:9} {counts}; {broken} broke the process\n")
        sys.stdout.flush()
        status |= bool(broken)
    sys.stdout.write(f"{folder}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
