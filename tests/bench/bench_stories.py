"""Measure stories: how good they are, and what the 20,000th article costs against the 1,000th.

    python tests/bench/bench_stories.py [CORPUS]

CORPUS is `open_news.jsonl.gz` (see `tests/assets/labels/README.md`); without it only the cost is
measured, over made articles. Quality is B-cubed on made reports, pieces of one article that must
come together again, alone or each after some words of its beginning; and the share of judged pairs
that are right. Beside it stands TF-IDF with average link, at the threshold that is best on the very
same set.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform
from sklearn.feature_extraction.text import TfidfVectorizer

from store.reading import Article
from store.views.stories.placing import StoryTables
from store.views.stories.story_progress import STORY_SCHEMA

LABELS = Path(__file__).parents[1] / "assets" / "labels" / "story_pairs.tsv"
EVENTS = 69
"""Articles that are cut, each into two to eight pieces."""
PIECE = 140
"""Words of a piece."""
LEAD = 3
"""Sentences of a beginning."""
SHARES = (0.0, 0.3, 0.5, 0.7)
SEEDS = range(1, 4)


def grouped(articles: Sequence[dict[str, Any]]) -> tuple[list[int], list[float]]:
    """Return the story of each article, and the seconds of CPU that each took."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(f"CREATE TABLE meta (name TEXT PRIMARY KEY, value);{STORY_SCHEMA}")
    stories = StoryTables(connection)
    taken = []
    for number, each in enumerate(articles, 1):
        day = each.get("published")
        began = time.process_time()
        article = Article(id=str(number), title=each.get("title"), text=each["text"])
        stories.put(number, article, (), date.fromisoformat(day[:10]).toordinal() if day else None)
        stories.place(1)
        taken.append(time.process_time() - began)
    rows = connection.execute("SELECT story FROM story_articles ORDER BY number")
    return [story for (story,) in rows], taken


def b_cubed(found: Sequence[int], truth: Sequence[int]) -> float:
    """Return the F1 of B-cubed precision and recall."""
    clusters, events = defaultdict(set), defaultdict(set)
    for place, (one, other) in enumerate(zip(found, truth, strict=True)):
        clusters[one].add(place)
        events[other].add(place)
    both = [len(clusters[a] & events[b]) for a, b in zip(found, truth, strict=True)]
    precision = np.mean([n / len(clusters[a]) for n, a in zip(both, found, strict=True)])
    recall = np.mean([n / len(events[b]) for n, b in zip(both, truth, strict=True)])
    return float(2 * precision * recall / (precision + recall))


def reports(
    articles: Sequence[dict[str, Any]], seed: int, share: float
) -> tuple[list[dict[str, Any]], list[int]]:
    """Return pieces of long articles in no order, and the article of each. Before each piece stands
    this share of the words of the article's beginning.
    """
    chance = random.Random(seed)  # noqa: S311
    long = [each for each in articles if len(each["text"].split()) >= 2 * PIECE]
    found: list[tuple[dict[str, Any], int]] = []
    for event, each in enumerate(chance.sample(long, EVENTS)):
        sentences = re.split(r"(?<=[.!?])\s+", each["text"])
        lead, rest = " ".join(sentences[:LEAD]).split(), sentences[LEAD if share else 0 :]
        count = min(max(2, len(each["text"].split()) // PIECE), 8)
        for at in range(count):
            part = rest[at * len(rest) // count : (at + 1) * len(rest) // count]
            begins = [word for word in lead if chance.random() < share]
            text = " ".join([*begins, *part])
            found.append(({"text": text, "published": each["published"]}, event))
    chance.shuffle(found)
    return [each for each, _ in found], [event for _, event in found]


def best_tf_idf(articles: Sequence[dict[str, Any]], truth: Sequence[int]) -> float:
    """Return the B-cubed F1 of TF-IDF with average link at the best threshold for this set."""
    texts = [f"{each.get('title') or ''} {each['text']}" for each in articles]
    vectors = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(texts)
    apart = 1 - np.clip((vectors @ vectors.T).toarray(), 0, 1)
    np.fill_diagonal(apart, 0)
    tree = linkage(squareform(apart, checks=False), "average")
    return max(
        b_cubed(fcluster(tree, 1 - least, "distance"), truth)
        for least in np.arange(0.02, 0.5, 0.01)
    )


def quality(corpus: Path) -> None:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    for share in SHARES:
        ours, theirs = [], []
        for seed in SEEDS:
            cut, truth = reports(articles, seed, share)
            ours.append(b_cubed(grouped(cut)[0], truth))
            theirs.append(best_tf_idf(cut, truth))
        ends = f"{np.mean(ours):.3f}, TF-IDF at its best {np.mean(theirs):.3f}"
        print(f"reports that share {share:.0%} of their beginning: B-cubed F1 {ends}", flush=True)
    articles.sort(key=lambda each: each["published"])
    story = dict(zip((each["id"] for each in articles), grouped(articles)[0], strict=True))
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines()[1:]:
        one, other, verdict = line.split("\t")
        right[verdict].append((story[one] == story[other]) == (verdict == "together"))
    for verdict, each in right.items():
        print(f"judged {verdict}: {sum(each)} of {len(each)} right")


def made(count: int) -> list[dict[str, Any]]:
    """Return articles of made words, four on each event, all within half a year."""
    chance = random.Random(1)  # noqa: S311
    common = [f"common{n}" for n in range(3_000)]
    found = []
    for number in range(count):
        event = random.Random(number // 4)  # noqa: S311
        own = [f"rare{event.randrange(40_000)}" for _ in range(25)]
        words = [*chance.choices(own, k=60), *chance.choices(common, k=150)]
        chance.shuffle(words)
        day = date.fromordinal(date(2024, 1, 1).toordinal() + number * 180 // count)
        found.append({"text": " ".join(words), "published": day.isoformat()})
    return found


def cost() -> None:
    _, taken = grouped(made(20_500))
    early, late = (sum(taken[at - 500 : at + 500]) for at in (1_000, 20_000))
    print(f"an article: {early:.2f} ms at 1,000, {late:.2f} ms at 20,000: {late / early:.2f} times")


if __name__ == "__main__":
    cost()
    for path in sys.argv[1:2]:
        quality(Path(path))
