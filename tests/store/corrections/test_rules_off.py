"""The demo, corrected, and read again by an extractor without a part of its rules: no correction is
lost, and the whole extractor brings the view back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from store.corrections.recording import Corrections
from store.corrections.records import (
    AnyAct,
    Check,
    Hide,
    Merge,
    SetDate,
    SetLabel,
    SetPlace,
    Split,
    WrittenDate,
)
from store.corrections.targets import new_entity
from store.database import Store
from store.extract.pipeline import Extractor
from store.extract.rules import RULES, without
from store.reading import Article
from store.views import Filter, Views
from tests.store.corrections.seen import seen

DEMO = Path(__file__).parents[3] / "assets" / "demo"
ARTICLES = 6
TRIES = 4


def corrections(views: Views, chance: random.Random) -> list[AnyAct]:
    refs = views.corrections
    acts: list[AnyAct] = []
    rows = views.events(Filter(), limit=500)
    for row in chance.sample(rows, min(12, len(rows))):
        events = refs.event_refs(row.id)
        day = WrittenDate("2024-01-02", "2024-01-02", "day")
        acts += [
            SetDate(events, day),
            SetLabel(events, f"Label of {row.id}"),
            SetPlace(events, new_entity("Oslo", "GPE")),
            Check(events),
        ][: chance.randint(1, 4)]
    names = views.entities(Filter(), limit=500)
    for one, other in zip(chance.sample(names, 4), chance.sample(names, 4), strict=True):
        into = refs.entity_ref(other.key)
        if into is not None and one.key != other.key:
            acts.append(Merge(one.key, into))
    for row in chance.sample(names, 4):
        (mention,) = refs.mention_rows(row.key, limit=1)
        span = refs.span_ref(mention.number, mention.start, mention.end)
        acts.append(Split(row.key, new_entity(f"Other {row.name}", "ORG"), (span,)))
    acts.append(Hide(chance.choice(names).key))
    return acts


@pytest.mark.slow
def test_no_correction_is_lost_without_some_rules(tmp_path: Path, reader: Extractor) -> None:
    chance = random.Random(17)  # noqa: S311
    articles = [
        Article(id=f"{place:064x}", text=path.read_text("utf-8"), published="2024-07-09")
        for place, path in enumerate(sorted(DEMO.glob("*.txt"))[:ARTICLES])
    ]
    with Store.open(tmp_path / "store", create=True) as store:
        for article in articles:
            store.put(article, reader.read(article), {"state": "new"})
        views = Views.open(store)
        views.update()
        log = Corrections(store, "ann")
        for act in corrections(views, chance):
            log.record(act)
        whole = seen(store, views)
        made = {line.correction.id for line in views.corrections.lines()}
        states: set[str] = set()
        for _ in range(TRIES):
            off = chance.sample(sorted(RULES), len(RULES) // 3)
            with without(*off):
                for number in store.numbers():
                    store.replace_reading(number, reader.read(store.article(number)))
            views.update()
            lines = views.corrections.lines()
            assert {line.correction.id for line in lines} == made
            assert all(line.why for line in lines if line.state == "cannot be placed")
            states |= {line.state for line in lines}
            labels = {row.label for row in views.events(Filter(), limit=1000)}
            for line in lines:
                if isinstance(line.correction.act, SetLabel) and line.state == "applies":
                    assert line.correction.act.label in labels
        assert {"applies", "cannot be placed"} <= states
        for number in store.numbers():
            store.replace_reading(number, reader.read(store.article(number)))
        assert seen(store, views) == whole
        views.close()
