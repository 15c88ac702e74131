"""What an expression means, and by which rule: for people, and for whoever mends a rule."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from store.extract.assemble import assemble
from store.extract.pipeline import AFTER_MODEL, DEFAULT_MODEL, Reader
from store.extract.times.grammar.days.moments import EITHER_ORDER
from store.reading import Article, DateOrder, TimeExpression


@dataclass(frozen=True, slots=True)
class Explained:
    """An expression of a text, its days, and the rules that gave them."""

    words: str
    time: TimeExpression
    rule: str
    """The rule that found it, then what changed its days: "month day, through"."""
    two_ways: bool = False
    """Day and month may change places, and nothing but the article's own day chose."""


def explain(
    text: str,
    published: str | None,
    model: str = DEFAULT_MODEL,
    reader: Reader | None = None,
    date_order: DateOrder | None = None,
) -> list[Explained]:
    """The time expressions of a text, read as an article of the day `published` (ISO).
    Without that day, what depends on it stays unresolved: it has a value, and no days.
    `date_order` says how 03/04/2024 is meant. Loads the model, which takes a second or two,
    unless a reader is given."""
    reader = reader or Reader(model)
    day = published or None
    article = Article(
        id=sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        text=text,
        published=day,
        published_from="given" if day else None,
    )
    others = [name for name, _ in AFTER_MODEL if name != "dateline_times"]
    with reader.nlp.select_pipes(disable=others):
        document = reader.prepare(article)
        document._.date_order = date_order
        document = reader.nlp(document)
    times = assemble(document, reader.extractor).times
    return [
        Explained(
            text[time.start : time.end],
            time,
            found.rule,
            two_ways=date_order is None and EITHER_ORDER in found.rule,
        )
        for time, found in zip(times, document._.times, strict=True)
    ]
