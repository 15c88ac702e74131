"""An index that has followed many changes says what a recount of the articles says.

Few names and few events for many articles, so that most rows of the timeline are told by
several of them, and the first to tell one often goes or comes later.
"""

from __future__ import annotations

from random import Random

import pytest

from store.reading import Article, Entity, Event, Evidence, Mention, Reading, Span
from store.views import Filter, Term
from tests.store.views.small_stores import EXTRACTOR, NAMES
from tests.store.views.test_exactness import World, check, opened, ways_for

PEOPLE = [key for key in NAMES if not key.startswith("nominal/")]
DAYS = (("2024-07-04", "day"), ("2024-07-04T10:00", "time"), ("2024-07-05", "day"))
FILTERS = (
    Filter(),
    Filter((Term("source", "Wire"),)),
    Filter((Term("source", "Wire", exclude=True),)),
    Filter((Term("entity", "gpe/SE"),)),
    Filter((Term("query", "who:olsen OR type:assault"),)),
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_everything_counts_the_same_after_many_changes(seed: int) -> None:
    chance = Random(seed)  # noqa: S311
    world = World({}, {})
    with ways_for(many=True), opened(world) as (views, journal):
        articles = dict(world.articles)
        for _ in range(90):
            number = chance.randrange(1, 25)
            if number in articles and chance.random() < 0.4:
                del articles[number]
                journal.delete(number)
            else:
                articles[number] = crowded(number, chance)
                journal.put(number, *articles[number])
            if chance.random() < 0.3:
                views.update()
        views.update()
        for filter_ in FILTERS:
            check(views, World(articles, {}), filter_)


def crowded(number: int, chance: Random) -> tuple[Article, Reading]:
    article = Article(
        id=f"a{number}", text="alpha beta", source=chance.choice(("Wire", "Daily Bugle"))
    )
    mentioned = chance.sample(PEOPLE, 4)
    entities = tuple(
        Entity(
            id=key,
            key=key,
            name=NAMES[key][0],
            type=NAMES[key][1],  # type: ignore[arg-type]
            mentions=(Mention(start=0, end=1, kind="name"),) * chance.randrange(7),
        )
        for key in mentioned
    )
    events = tuple(event(f"v{place}", mentioned, chance) for place in range(4))
    return article, Reading(
        id=article.id, text="alpha beta", entities=entities, events=events, extractor=EXTRACTOR
    )


def event(name: str, mentioned: list[str], chance: Random) -> Event:
    day, precision = chance.choice(DAYS)
    return Event(
        id=name,
        type=chance.choice(("CONSULT", "ASSAULT")),
        label="one",
        actors=(mentioned[0],),
        recipients=(mentioned[1],),
        from_=day,
        to=day,
        precision=precision,  # type: ignore[arg-type]
        salience=chance.choice((0.01, 0.9)),
        evidence=(Evidence(start=0, end=1, verb=Span(0, 1)),),
    )
