"""A small store made by hand: real articles and readings, no extractor needed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.database import Store
from store.reading import (
    Article,
    Entity,
    EntityType,
    Event,
    Evidence,
    ExtractorVersion,
    Mention,
    Reading,
    Span,
)

EXTRACTOR = ExtractorVersion(name="by hand", version="0", model="none")


@dataclass(frozen=True)
class Name:
    """A name as the text has it, and what it names."""

    text: str
    key: str
    type: EntityType
    name: str | None = None


@dataclass(frozen=True)
class Told:
    """A sentence, and the event that it tells, if any."""

    text: str
    type: str | None = None
    verb: str = ""
    label: str = ""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    from_: str | None = None
    to: str | None = None
    modality: str = "asserted"


ADLER = Name("Adler", "person/mira adler", "PERSON", "Mira Adler")
LUKASH = Name("Lukashenko", "person/alexander lukashenko", "PERSON", "Alexander Lukashenko")
LUKASHENKA = Name("Lukashenka", "person/alexander lukashenko", "PERSON", "Alexander Lukashenko")
NORLAND = Name("Norland", "gpe/norland", "GPE")
MINSK = Name("Minsk", "gpe/BY/minsk", "GPE")
UNION = Name("Harbour Union", "org/harbour union", "ORG")
NAMES = (ADLER, LUKASH, LUKASHENKA, NORLAND, MINSK, UNION)


def made(
    sentences: Sequence[Told],
    published: str | None,
    source: str | None = "Harbour Wire",
    title: str | None = None,
    names: Sequence[Name] = NAMES,
    furniture: str = "",
) -> tuple[Article, Reading]:
    """An article of these sentences, a paragraph each, and its reading with true offsets."""
    text = furniture + "\n\n".join(each.text for each in sentences)
    article = Article(
        id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        title=title,
        source=source,
        published=published,
        origin="made/by-hand.txt",
    )
    entities = tuple(_entities(text, names))
    ids = {entity.key: entity.id for entity in entities}
    spans: list[Span] = []
    events: list[Event] = []
    for each in sentences:
        start = text.index(each.text)
        spans.append(Span(start, start + len(each.text)))
        if each.type:
            events.append(_event(each, start, f"v{len(events) + 1}", ids))
    reading = Reading(
        id=article.id,
        title=title,
        source=source,
        published=published,
        text=text,
        furniture=(Span(0, len(furniture)),) if furniture else (),
        sentences=tuple(spans),
        entities=entities,
        events=tuple(events),
        extractor=EXTRACTOR,
    )
    return article, reading


def _entities(text: str, names: Sequence[Name]) -> list[Entity]:
    mentions: dict[str, list[Mention]] = {}
    known: dict[str, Name] = {}
    for name in names:
        known.setdefault(name.key, name)
        at = text.find(name.text)
        while at >= 0:
            found = Mention(start=at, end=at + len(name.text), kind="name")
            mentions.setdefault(name.key, []).append(found)
            at = text.find(name.text, at + 1)
    return [
        Entity(
            id=f"e{number}",
            key=key,
            name=known[key].name or known[key].text,
            type=known[key].type,
            aliases=tuple({text[each.start : each.end] for each in found}),
            mentions=tuple(sorted(found, key=lambda each: each.start)),
        )
        for number, (key, found) in enumerate(mentions.items(), 1)
    ]


def _event(told: Told, start: int, id_: str, ids: dict[str, str]) -> Event:
    verb = start + told.text.index(told.verb) if told.verb else start
    return Event(
        id=id_,
        type=told.type or "OTHER",
        label=told.label or told.text[:40],
        actors=tuple(ids[key] for key in told.actors),
        recipients=tuple(ids[key] for key in told.recipients),
        from_=told.from_,
        to=told.to,
        precision="day" if told.from_ == told.to and told.from_ else None,
        date_basis="stated" if told.from_ or told.to else None,
        place=ids.get(told.place or ""),
        modality=told.modality,  # type: ignore[arg-type]
        salience=0.8,
        evidence=(
            Evidence(
                start=start,
                end=start + len(told.text),
                verb=Span(verb, verb + max(len(told.verb), 1)),
            ),
        ),
    )


MEETING = Told(
    "Lukashenko received Adler of Norland in Minsk on Monday.",
    "CONSULT", "received", "Alexander Lukashenko receives Mira Adler",
    (LUKASH.key,), (ADLER.key,), MINSK.key, "2024-07-08", "2024-07-08",
)  # fmt: skip
STRIKE = Told(
    "The Harbour Union began a strike against Norland that was to end on 19 July.",
    "PROTEST", "began", "Harbour Union strikes",
    (UNION.key,), (NORLAND.key,), NORLAND.key, "2024-07-08", "2024-07-19",
)  # fmt: skip
CLAIM = Told(
    "Adler was said to have signed a treaty in June.",
    "AGREE", "signed", "Mira Adler signs a treaty",
    (ADLER.key,), (), None, "2024-06-01", "2024-06-30", "claimed",
)  # fmt: skip
BEFORE = Told(
    "Norland had left the Harbour Union before 9 July.",
    "RETREAT", "left", "Norland leaves the union", (NORLAND.key,), (UNION.key,), None, None,
    "2024-07-09",
)  # fmt: skip
UNDATED = Told(
    "Lukashenka once praised the Harbour Union.",
    "SUPPORT", "praised", "Alexander Lukashenko praises the union", (LUKASH.key,), (UNION.key,),
)  # fmt: skip
LATER = Told(
    "Adler came back to Minsk in October and met Lukashenko.",
    "CONSULT", "met", "Mira Adler meets Alexander Lukashenko",
    (ADLER.key,), (LUKASH.key,), MINSK.key, "2024-10-03", "2024-10-03",
)  # fmt: skip


def newsroom() -> list[tuple[Article, Reading]]:
    """Five articles, with every kind of date, a claim, furniture, and one without headline."""
    return [
        made([MEETING, CLAIM], "2024-07-09", "Harbour Wire", "Two leaders in one room"),
        made([STRIKE, BEFORE], "2024-07-10", "Norland Post", "Docks stand still"),
        made([UNDATED], None, None, None),
        made([MEETING], "2024-07-09", "Evening Lamp", "Adler in Minsk", furniture="Share  Print\n"),
        made([LATER], "2024-10-04", "Harbour Wire", "Adler returns"),
    ]


def fill(folder: Path, told: Sequence[tuple[Article, Reading]] | None = None) -> Path:
    """A store in `folder` with these articles (the newsroom's by default)."""
    with Store.open(folder, create=True) as store:
        for article, reading in told if told is not None else newsroom():
            store.put(article, reading, {"outcome": "new", "origin": article.origin})
    return folder


MORE = Told("The talks went on until midnight.")


def fill_with_copies(folder: Path) -> Path:
    """1 is an agency's report, 2 another paper's copy, 3 the agency's update; the very text of 1
    was also in the Echo. 4 is a report of its own about the same meeting."""
    reports = [
        made([MEETING, UNDATED], "2024-07-09", "Harbour Wire", "Two leaders in one room"),
        made([MEETING, UNDATED, CLAIM], "2024-07-09", "Evening Lamp", "Adler in Minsk"),
        made([MEETING, UNDATED, MORE], "2024-07-10", "Harbour Wire", "Leaders talk on"),
        made([CLAIM, MEETING], "2024-07-10", "Norland Post", "What Adler wanted"),
    ]
    fill(folder, reports)
    with Store.open(folder) as store:
        table = store.db.table("copies")
        table.insert({"number": 2, "of": 1, "kind": "copy", "share": 0.9, "of_other": 1.0})
        table.insert({"number": 3, "of": 1, "kind": "update", "share": 0.9, "of_other": 1.0})
        table.insert({"of": 1, "kind": "same", "source": "Echo", "url": "https://echo.example"})
    return folder
