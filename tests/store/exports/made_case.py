"""Small stores made by hand for the exports, with every precision, status and kind of record."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

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
    Relation,
    Role,
    Span,
)

BY_HAND = ExtractorVersion(name="by hand", version="0", model="none")
ENTITIES: dict[str, tuple[str, EntityType]] = {
    "Mira Adler": ("person/mira adler", "PERSON"),
    "Jon Brandt": ("person/jon brandt", "PERSON"),
    "Norland": ("gpe/norland", "GPE"),
    "Minsk": ("gpe/BY/minsk", "GPE"),
    "Harbour Union": ("org/harbour union", "ORG"),
}
"""The names that the texts may hold, each with its key and type."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence and the event that it tells. Names are names of `ENTITIES`."""

    text: str
    label: str = ""
    type: str = "CONSULT"
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    when: tuple[str | None, str | None, str | None] = (None, None, None)
    """First day, last day, precision."""
    modality: str = "asserted"
    status: str | None = None
    according_to: tuple[str, ...] = ()
    salience: float = 0.8
    confidence: float | None = 0.9


def reading_of(article: Article, told: Iterable[Told], **more: Any) -> Reading:
    """The reading of an article whose text holds these sentences. `more` are fields of `Reading`,
    such as roles; the ids of entities are their names."""
    told = list(told)
    entities = tuple(
        Entity(
            id=name,
            key=key,
            name=name,
            type=type_,
            mentions=tuple(Mention(start=at, end=at + len(name), kind="name") for at in found),
            lat=53.9 if name == "Minsk" else None,
            lon=27.6 if name == "Minsk" else None,
            in_="Belarus" if name == "Minsk" else None,
        )
        for name, (key, type_) in ENTITIES.items()
        if (found := list(_found(article.text, name)))
    )
    spans = [Span(at := article.text.index(each.text), at + len(each.text)) for each in told]
    return Reading(
        **article.shared_fields(),
        sentences=tuple(spans),
        entities=entities,
        events=tuple(
            Event(
                id=f"v{number}",
                type=each.type,
                label=each.label,
                actors=each.actors,
                recipients=each.recipients,
                place=each.place,
                from_=each.when[0],
                to=each.when[1],
                precision=each.when[2],  # type: ignore[arg-type]
                date_basis="stated" if each.when[0] or each.when[1] else None,
                modality=each.modality,  # type: ignore[arg-type]
                status=each.status or each.modality,  # type: ignore[arg-type]
                according_to=each.according_to,
                salience=each.salience,
                confidence=each.confidence,
                evidence=(Evidence(start=span.start, end=span.end, verb=Span(*span)),),
            )
            for number, (each, span) in enumerate(zip(told, spans, strict=True), 1)
            if each.label
        ),
        extractor=BY_HAND,
        **more,
    )


def _found(text: str, name: str) -> Iterable[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)


def article_of(told: Iterable[Told], **fields: Any) -> Article:
    """An article of these sentences, a paragraph each."""
    text = "\n\n".join(each.text for each in told)
    id_ = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Article(id=id_, text=text, published_from="given", **fields)


FIRST = (
    Told(
        text="Mira Adler of Norland met Jon Brandt in Minsk on 8 July 2024.",
        label="Mira Adler meets Jon Brandt",
        actors=("Mira Adler",),
        recipients=("Jon Brandt",),
        place="Minsk",
        when=("2024-07-08", "2024-07-08", "day"),
    ),
    Told(
        text="Norland closed its border in June 2024.",
        label="Norland closes its border",
        type="SANCTION",
        actors=("Norland",),
        when=("2024-06-01", "2024-06-30", "month"),
    ),
    Told(
        text="The Harbour Union struck before 9 July, Jon Brandt said.",
        label="Harbour Union strikes",
        type="PROTEST",
        actors=("Harbour Union",),
        when=(None, "2024-07-09", "day"),
        modality="claimed",
        according_to=("Jon Brandt",),
    ),
    Told(
        text="Mira Adler plans to visit the Harbour Union on 1 September 2024.",
        label="Mira Adler to visit Harbour Union",
        actors=("Mira Adler",),
        recipients=("Harbour Union",),
        when=("2024-09-01", "2024-09-01", "day"),
        modality="planned",
    ),
)
SECOND = (
    Told(
        text="Talks with Norland lasted from 10 to 12 July 2024 and cost =1+1 million.",
        label="Norland talks",
        actors=("Norland",),
        when=("2024-07-10", "2024-07-12", "day"),
    ),
    Told(text="Jon Brandt may have left Norland.", label="Jon Brandt leaves", confidence=0.1,
         actors=("Jon Brandt",)),
    Told(text="Jon Brandt ate.", label="Jon Brandt eats", type="OTHER", salience=0.01,
         confidence=0.95, actors=("Jon Brandt",)),
    Told(text="Mira Adler praised Norland.", label="Mira Adler praises Norland", type="SUPPORT",
         actors=("Mira Adler",), recipients=("Norland",)),
    Told(text="Norland has paid the Harbour Union since 2020.", label="Norland pays Harbour Union",
         type="AID", actors=("Norland",), recipients=("Harbour Union",),
         when=("2020-01-01", None, "year")),
)  # fmt: skip


def put(store: Store, told: Iterable[Told], *, run: str = "2024-07-20T08:00:00+00:00",
        reading: dict[str, Any] | None = None, **fields: Any) -> int:  # fmt: skip
    """Put an article of these sentences into a store, as an import that began at `run` would."""
    told = list(told)
    article = article_of(told, **fields)
    line = {"name": "by hand", "state": "new", "article": article.id, "run": run, "at": run}
    number = store.put(article, reading_of(article, told, **(reading or {})), line)
    assert number is not None
    return number


def fill_case(folder: Path) -> Path:
    """Make a store of two articles, each of its own import, and the text of the first from another
    source."""
    with Store.open(folder, create=True) as store:
        text = article_of(FIRST).text
        office, chair = text.index("Mira Adler of Norland"), text.index("Harbour Union struck")
        first = put(
            store,
            FIRST,
            title="Two leaders in one room",
            source="Harbour Wire",
            url="https://harbour.example/1?a=1&b=2",
            published="2024-07-09",
            author="L. Vance",
            language="en",
            reading={
                "roles": (
                    Role(person="Mira Adler", role="minister", of="Norland", start=office,
                         end=office + 10),
                ),
                "relations": (
                    Relation(subject="Jon Brandt", predicate="leader_of", object="Harbour Union",
                             start=chair, end=chair + 13),
                ),
            },
        )  # fmt: skip
        store.db.table("copies").insert(
            {"number": None, "of": first, "kind": "same", "share": 1.0, "source": "Echo",
             "url": "https://echo.example/", "published": None, "title": None}
        )  # fmt: skip
        put(
            store,
            SECOND,
            run="2024-07-22T08:00:00+00:00",
            source="Evening Lamp",
            language="en",
            published="2024-07-21T10:00:00+02:00",
        )
    return folder


NASTY = (
    "\x1b[2J\x1b]52;c;aGk=\x07",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "[x](javascript:alert(3)) ![](http://evil.example/p) <http://evil.example>",
    "\u202egnp.exe\u2066\x9b31m\x00",
    "](../../etc/passwd) [[../../secret|x]] `a` *b* _c_ | d",
    "\ud800 half \u2028 line\r\nEND:VEVENT\r\nBEGIN:VALARM",
    "</script><!-- ]]> --> &lt; {{7*7}} ${7}",
)
"""Words of strangers, each of which some reader of an export would obey."""


def fill_hostile(folder: Path) -> Path:
    """Make a store in which each field of articles, entities and events holds each of `NASTY`."""
    with Store.open(folder, create=True) as store:
        for number, nasty in enumerate(NASTY):
            told = Told(text=f"Word {number}: {nasty} Mira Adler met.")
            article = article_of(
                [told],
                title=nasty,
                source=nasty,
                author=nasty,
                url=f"javascript:alert({number})",
                origin=f"../../{nasty}.txt",
                published="2024-07-09",
            )
            start = article.text.index("Mira")
            whole = Span(0, len(article.text))
            reading = Reading(
                **article.shared_fields(),
                sentences=(whole,),
                entities=(
                    Entity(id="e1", key=f"person/{number} {nasty}", name=nasty, type="PERSON",
                           mentions=(Mention(start=start, end=start + 10, kind="name"),)),
                    Entity(id="e2", key=f"org/{number} {nasty}", name=f"Body {nasty}", type="ORG",
                           mentions=(Mention(start=0, end=4, kind="name"),)),
                ),
                roles=(Role(person="e1", role=nasty, of="e2", start=start, end=start + 10),),
                relations=(Relation(subject="e1", predicate=nasty, object=None, object_text=nasty,
                                    start=start, end=start + 10),),
                events=(
                    Event(id="v1", type="CONSULT", mode="meet", label=nasty, actors=("e1",),
                          recipients=("e2",), place=None, from_="2024-07-08", to="2024-07-08",
                          precision="day", date_basis="stated", modality="claimed",
                          status="claimed", according_to=("e1",), salience=0.9, confidence=0.9,
                          evidence=(Evidence(start=0, end=len(article.text), verb=whole),)),
                ),
                extractor=BY_HAND,
            )  # fmt: skip
            run = "2024-07-20T08:00:00+00:00"
            line = {"name": nasty, "state": "new", "article": article.id, "run": run, "at": run}
            store.put(article, reading, line)
    return folder
