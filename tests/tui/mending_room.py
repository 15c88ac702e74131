"""A small store with faults to mend: one man under two names, one name for two things, and more."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from store.corrections.exchange import import_corrections
from store.corrections.records import (
    AnyAct,
    Check,
    Correction,
    Hide,
    Note,
    Retype,
    Star,
    Tag,
)
from store.corrections.targets import EntityRef
from store.database import Store
from store.reading import Article, Reading, TimeExpression
from store.views import Filter, Views
from tests.tui.newsroom import (
    ADLER,
    LATER,
    LUKASH,
    MEETING,
    MINSK,
    NORLAND,
    UNION,
    Name,
    Told,
    fill,
    made,
)

ADLAR = Name("Adlar", "person/mira adlar", "PERSON", "Mira Adlar")
JUNK = Name("Share This", "org/share this", "ORG")
RIVER = Name("Vell", "org/vell", "ORG")
NAMES = (ADLER, ADLAR, LUKASH, NORLAND, MINSK, UNION, JUNK, RIVER)

TALKS = Told(
    "Adlar met the Harbour Union in Norland.",
    "CONSULT", "met", "Mira Adlar meets the union", (ADLAR.key,), (UNION.key,), NORLAND.key,
    "2024-07-10", "2024-07-10",
)  # fmt: skip
BOTH = Told("Adler and Adlar are written in many ways.")
REFUSAL = Told(
    "Minsk refused the offer of Norland.",
    "REJECT", "refused", "Minsk refuses the offer", (MINSK.key,), (NORLAND.key,), None,
    "2024-07-12", "2024-07-12",
)  # fmt: skip
CITY = Told("Snow fell on Minsk all night, and the Vell froze.")
OPENING = Told(
    "On Thursday the new harbour was opened by Kaja Brenn, and Adler praised it on Thursday.",
    "SUPPORT", "praised", "Mira Adler praises the harbour", (ADLER.key,), (), None,
    "2024-07-18", "2024-07-18",
)  # fmt: skip
MARCH = Told(
    "On Thursday the Harbour Union marched through Norland.",
    "PROTEST", "marched", "Harbour Union marches", (UNION.key,), (), NORLAND.key,
    "2024-07-18", "2024-07-18",
)  # fmt: skip
FOOT = Told("Share This with a friend.")


def mending_room() -> list[tuple[Article, Reading]]:
    """Four articles with faults, and one without."""
    return [
        made([MEETING, BOTH], "2024-07-09", "Harbour Wire", "Two leaders in one room", NAMES),
        made([TALKS, FOOT], "2024-07-11", "Norland Post", "Talks in Norland", NAMES),
        made([REFUSAL, CITY], "2024-07-13", "Evening Lamp", "An offer is refused", NAMES),
        _dated(made([OPENING, MARCH], "2024-07-19", "Evening Lamp", "A harbour opens", NAMES)),
        made([LATER], "2024-10-04", "Harbour Wire", "Adler returns", NAMES),
    ]


def _dated(told: tuple[Article, Reading]) -> tuple[Article, Reading]:
    """With the time expressions "On Thursday" of the text."""
    article, reading = told
    times = []
    at = article.text.casefold().find("on thursday")
    while at >= 0:
        times.append(
            TimeExpression(
                start=at + 3, end=at + 11, type="DATE", value="2024-07-18", from_="2024-07-18",
                to="2024-07-18", precision="day", basis="published",
            )
        )  # fmt: skip
        at = article.text.casefold().find("on thursday", at + 1)
    return article, replace(reading, times=tuple(times))


def fill_mending(folder: Path) -> Path:
    """A store in `folder` with these articles."""
    return fill(folder, mending_room())


def fill_mended(folder: Path) -> Path:
    """As `fill_mending`, with corrections that a colleague made at a known time."""
    fill_mending(folder)
    with Store.open(folder) as store:
        views = Views.open(store)
        views.update()
        ask, rows = views.corrections, views.events(Filter())
        march = next(row.id for row in rows if row.label == "Harbour Union marches")
        acts = [
            Star(ask.article_ref(5)),
            Retype(RIVER.key, "LOC"),
            Tag(ask.event_refs(march), "harbour"),
            Note(ask.event_refs(march), "ask the union"),
            Check(EntityRef(ADLER.key, "Mira Adler", "PERSON")),
            Hide(JUNK.key),
        ]
        views.close()
        import_corrections(store, [_line(act, number) for number, act in enumerate(acts)])
    return folder


def _line(act: AnyAct, number: int) -> str:
    id_ = f"{number:016x}"
    at = f"2024-10-05T08:{number:02}:00.000000+00:00"
    return msgspec.json.encode(Correction(id=id_, batch=id_, at=at, by="kaja", act=act)).decode()
