"""Stores of the Reuters corpus beside the checkout: its first articles, read, and repeated.

The same words come again under other ids, so a store of any size has real names and events,
each with the frequency that it has in the corpus. One body is made up: it is in every tenth.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.database import Store
from store.reading import Article, Entity, Mention, Reading, reading_from, to_json
from tests.bench.made_store import make_views

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "reuters21578.jsonl.gz"
READ = 2_000
"""Articles of the corpus that are read; a minute or two, once."""
TENTH = Entity(id="tenth", key="org/tenth league", name="Tenth League", type="ORG")
"""Put into every tenth reading, as an actor of its first event: no name of the corpus is in
just a tenth of it."""
_COMMIT = 500
"""Articles written in one commit: this is about looking at them, not about writing."""


class Told(NamedTuple):
    """An article of the corpus, and what was read from it."""

    article: Article
    reading: Reading


def read_corpus(folder: Path) -> list[Told]:
    """The first articles of the corpus with their readings, which are kept in `folder`; TENTH
    is in every tenth of them."""
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        known = [json.loads(line) for _, line in zip(range(READ), lines, strict=False)]
    articles = [
        Article(id=each["id"], text=each["text"], title=each.get("title"), source="Reuters",
                published=each.get("published"))
        for each in known
    ]  # fmt: skip
    kept = folder / f"readings-{READ}.jsonl"
    if not kept.exists():
        from store.extract.pipeline import Extractor

        begun = kept.with_suffix(".begun")
        with begun.open("w", encoding="utf-8") as file:
            file.writelines(to_json(each) + "\n" for each in Extractor().read_all(articles))
        begun.rename(kept)
    with kept.open(encoding="utf-8") as file:
        told = [
            Told(article, reading_from(json.loads(line)))
            for article, line in zip(articles, file, strict=True)
        ]
    return [_with_tenth(each) if place % 10 == 0 else each for place, each in enumerate(told)]


def _with_tenth(told: Told) -> Told:
    reading = told.reading
    first = Mention(start=0, end=1, kind="nominal")
    entities = (*reading.entities, msgspec.structs.replace(TENTH, mentions=(first,)))
    events = reading.events
    if events:
        actors = (*events[0].actors, TENTH.id)
        events = (msgspec.structs.replace(events[0], actors=actors), *events[1:])
    return Told(told.article, msgspec.structs.replace(reading, entities=entities, events=events))


def make_corpus_store(folder: Path, told: Sequence[Told], articles: int) -> Path:
    """A store of so many articles, with its views and its words; what is there already stays."""
    with Store.open(folder, create=True) as store:
        for first in range(len(store.numbers()), articles, _COMMIT):
            with store.transaction():
                for place in range(first, min(first + _COMMIT, articles)):
                    again, which = divmod(place, len(told))
                    id_ = f"{told[which].article.id}-{again}"
                    article = msgspec.structs.replace(told[which].article, id=id_)
                    reading = msgspec.structs.replace(told[which].reading, id=id_)
                    store.put(article, reading, {"outcome": "new"})
        make_views(store)
    return folder


def around(told: Sequence[Told], share: float) -> list[tuple[Entity, float]]:
    """The two entities that the next smaller and the next larger share of the articles mention."""
    mentioned: Counter[str] = Counter()
    entities: dict[str, Entity] = {}
    for each in told:
        for entity in each.reading.entities:
            entities.setdefault(entity.key, entity)
        mentioned.update({entity.key for entity in each.reading.entities})
    shares = {key: count / len(told) for key, count in mentioned.items()}
    below = max((key for key in shares if shares[key] <= share), key=shares.__getitem__)
    above = min((key for key in shares if shares[key] > share), key=shares.__getitem__)
    return [(entities[key], shares[key]) for key in (below, above)]
