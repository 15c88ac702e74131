"""Made-up articles and readings, as many as asked for, with the shape of news.

A few names are everywhere and most are rare (Zipf); an article mentions about 18 things and
tells about 7 events. Everything follows from the article's number.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from store.reading import (
    Article,
    Entity,
    Event,
    Evidence,
    ExtractorVersion,
    Mention,
    Reading,
    Role,
    Span,
)

EXTRACTOR = ExtractorVersion(name="made up", version="0", model="none")
TENTH = "gpe/TENTH"
"""The key of a country that every tenth article mentions."""

_SYLLABLES = [
    before + vowel + after
    for before in "b d f g h j k l m n p r s t v z br ch gr kh kr sh st tr".split()
    for vowel in "a e i o u ai ou".split()
    for after in ("", "l", "n", "r", "s", "sh")
]
_ENDINGS = "son sen ov ova enko ic ski man berg stein ez inho".split()
_KINDS = ("PERSON",) * 6 + ("ORG",) * 3 + ("GPE",)
_TYPES = "CONSULT STATEMENT STATEMENT OTHER OTHER ASSAULT AGREE ACCUSE SUPPORT AID".split()
_SOURCES = "Wire,Daily Bugle,Morning Star,Evening Post,World Report,The Herald".split(",")
_START = date(2015, 1, 1)


class Change(NamedTuple):
    version: int
    table: str
    doc_id: int | None
    deleted: bool


class Name(NamedTuple):
    key: str
    name: str
    type: str
    alias: str


class SyntheticJournal:
    """A journal that makes up what it is asked for."""

    readonly = False

    def __init__(self, folder: Path, articles: int, names: int = 100_000) -> None:
        self.folder = folder
        self.articles = articles
        self.names = [_name(number) for number in range(names)]

    @cached_property
    def _weights(self) -> list[float]:
        return list(accumulate(1 / (rank + 5) ** 0.8 for rank in range(len(self.names))))

    def version(self) -> int:
        return self.articles

    def numbers(self) -> list[int]:
        return list(range(1, self.articles + 1))

    def number(self, article_id: str, /) -> int | None:
        return int(article_id.removeprefix("a"))

    def copy_record(self, _: int, /) -> None:
        return None

    def raw_documents(self, _table: str, _after: int, /) -> Iterator[tuple[int, bytes]]:
        """Yield the corrections: there are none."""
        return iter(())

    def changes(self, since: int, /) -> Iterator[Change]:
        return (
            Change(number, "articles", number, False)
            for number in range(since + 1, self.articles + 1)
        )

    def article(self, number: int, /) -> Article:
        if not 1 <= number <= self.articles:
            raise KeyError(number)
        chance = random.Random(number)  # noqa: S311
        day = _START + timedelta(chance.randrange(3650))
        words = [self.names[int(chance.paretovariate(0.6)) % 5000].name for _ in range(120)]
        return Article(
            id=f"a{number}",
            text=". ".join(words),
            title=f"{words[0]} and {words[1]}",
            source=chance.choice(_SOURCES),
            published=day.isoformat(),
        )

    def reading(self, number: int, /) -> Reading:
        article = self.article(number)
        chance = random.Random(-number)  # noqa: S311
        chosen = chance.choices(range(len(self.names)), cum_weights=self._weights, k=18)
        names = [self.names[each] for each in dict.fromkeys(chosen)]
        if number % 10 == 0:
            names.append(Name(TENTH, "Tenthland", "GPE", "Tenthish"))
        entities = tuple(
            Entity(
                id=f"e{place}",
                key=name.key,
                name=name.name,
                type=name.type,
                aliases=(name.alias,),
                mentions=(Mention(start=0, end=1, kind="nominal"),)
                * chance.choice((1, 1, 1, 2, 4)),
            )
            for place, name in enumerate(names)
        )
        published = date.fromisoformat(article.published or "")
        ids = [entity.id for entity in entities]
        return Reading(
            id=article.id,
            text=article.text,
            sentences=(Span(0, 20),),
            entities=entities,
            roles=(Role(person=ids[0], role="minister", of=ids[-1], start=0, end=1),),
            events=tuple(
                _event(place, ids, published, chance) for place in range(chance.randrange(14))
            ),
            extractor=EXTRACTOR,
        )


def _name(number: int) -> Name:
    chance = random.Random(number)  # noqa: S311
    word = "".join(chance.choices(_SYLLABLES, k=2)).title()
    family = ("".join(chance.choices(_SYLLABLES, k=2)) + chance.choice(_ENDINGS)).title()
    kind = chance.choice(_KINDS)
    full = f"{word} {family}"
    return Name(f"{kind.lower()}/{full.lower()} {number}", full, kind, family)


def _event(place: int, ids: list[str], published: date, chance: random.Random) -> Event:
    day = published - timedelta(int(chance.expovariate(0.1)))
    dated = chance.random() < 0.7
    exact = chance.random() < 0.8
    first = day if exact else day.replace(day=1)
    last = day if exact else first + timedelta(27)
    return Event(
        id=f"v{place}",
        type=chance.choice(_TYPES),
        mode=chance.choice((None, "meet", "visit")),
        label="Somebody does something to somebody in some place",
        actors=(chance.choice(ids),),
        recipients=(chance.choice(ids),) if chance.random() < 0.6 else (),
        from_=first.isoformat() if dated else None,
        to=last.isoformat() if dated else None,
        precision=("day" if exact else "month") if dated else None,
        place=chance.choice(ids) if chance.random() < 0.4 else None,
        according_to=(chance.choice(ids),) if chance.random() < 0.3 else (),
        salience=chance.random(),
        evidence=(Evidence(start=0, end=1, verb=Span(0, 1)),),
    )
