"""Intake by format, in CPU time an article, against the yardstick of reading the same texts.

    python -m tests.bench.bench_intake [--articles 40]

The issue asks that intake of a mixed folder takes under a tenth of what reading takes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import time
from collections.abc import Callable, Iterable

from store.extract.pipeline import Extractor
from store.intake.copies import picked, runs
from store.intake.formats import articles_from
from store.intake.opened import Opened
from store.reading import Article

TOWNS = "Lisbon Oslo Minsk Astana Leon Quillota Ostrava Leith Marne Accra".split()
PEOPLE = "Ann Writer,Boris Minsky,Chen Wei,Dina Aldo,Emil Novak,Fatima Said".split(",")
DEEDS = (
    "met the prime minister in {town} on {day} and signed an agreement on trade",
    "told reporters that the bridge at {town} would be closed until {day}",
    "accused the council of {town} of hiding a report that engineers had written in {year}",
    "will visit {town} next week, the foreign ministry said in a statement on {day}",
    "was arrested near {town} after a protest in which {count} people took part",
)
FURNITURE = "".join(f'<li><a href="/{n}">Section {n} of the paper</a></li>' for n in range(80))


def a_text(chance: random.Random, sentences: int) -> str:
    """Made-up news of about 14 words a sentence."""
    said = []
    for _ in range(sentences):
        deed = chance.choice(DEEDS).format(
            town=chance.choice(TOWNS),
            day=chance.choice("Monday Tuesday Friday".split()),
            year=chance.randrange(1990, 2025),
            count=chance.randrange(10, 900),
        )
        said.append(f"{chance.choice(PEOPLE)} {deed}.")
    return "\n\n".join(" ".join(said[at : at + 3]) for at in range(0, len(said), 3))


def a_page(text: str) -> bytes:
    """The text as a paper's page has it: with sections, scripts and a footer around it."""
    paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
    return (
        "<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>News</title>"
        "<meta property='article:published_time' content='2024-07-09T08:00:00+02:00'>"
        f"<script>{'var a = 1;' * 3_000}</script></head><body><nav><ul>{FURNITURE}</ul></nav>"
        f"<article><h1>News from the towns</h1>{paragraphs}</article><aside><ul>{FURNITURE}</ul>"
        "</aside><footer>All rights reserved</footer></body></html>"
    ).encode()


def a_feed(text: str) -> bytes:
    item = "".join(f"&lt;p&gt;{each}&lt;/p&gt;" for each in text.split("\n\n"))
    return f"<rss><channel><item><description>{item}</description></item></channel></rss>".encode()


FORMATS: dict[str, Callable[[str], bytes]] = {
    "text": str.encode,
    "page": a_page,
    "feed": a_feed,
    "json": lambda text: json.dumps({"text": text, "date": "2024-07-09"}).encode(),
    "text.gz": lambda text: gzip.compress(text.encode()),
}


def cpu[T](work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of this process's CPU that the work took, and what it gave."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def taken(files: Iterable[bytes]) -> list[Article]:
    found = [each for data in files for each in articles_from(Opened("in", io.BytesIO(data)))]
    return [each for each in found if isinstance(each, Article)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--sentences", type=int, default=36, help="about 14 words each")
    asked = parser.parse_args()
    chance = random.Random(7)  # noqa: S311
    texts = [a_text(chance, asked.sentences) for _ in range(asked.articles)]
    reader = Extractor()
    list(reader.read_all(taken([texts[0].encode()])))
    reading, _ = cpu(lambda: list(reader.read_all(taken(map(str.encode, texts)))))
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"reading   {1_000 * reading / len(texts):7.2f} ms for an article of {words:.0f} words")
    for name, make in FORMATS.items():
        files = [make(text) for text in texts]
        taken(files[:1])
        seconds, found = cpu(lambda files=files: taken(files))
        assert len(found) == len(texts), name
        each = 1_000 * seconds / len(texts)
        print(f"{name:9} {each:7.2f} ms, {seconds / reading:6.1%} of reading")
    seconds, _ = cpu(lambda: [picked(runs(text)) for text in texts])
    print(f"copies    {1_000 * seconds / len(texts):7.2f} ms, {seconds / reading:6.1%} of reading")


if __name__ == "__main__":
    main()
