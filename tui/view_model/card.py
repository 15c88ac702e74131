"""The card of an entity as lines; a line that names another entity leads to its card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log1p
from typing import TYPE_CHECKING

from msgspec import Struct

from tui.safe import one_line
from tui.view_model.facts import period_words, stated
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS, UNSURE
from tui.view_model.styled_text import Fragment, fit, plural

if TYPE_CHECKING:
    from store import Bucket, Card, EntityRow, RelationRow, RoleRow, Views


_SPARKS = "▁▂▃▄▅▆▇█"


_WITH = 20


_SAID = 5
"""Articles from which a sentence is shown."""


class CardLine(Struct, frozen=True):
    """One line, and where it leads: to the card of `key`, or to an article."""

    fragments: tuple[Fragment, ...]
    key: str | None = None
    number: int | None = None


class CardPage(Struct, frozen=True):
    """What the card dialog shows."""

    key: str
    name: str
    lines: tuple[CardLine, ...]
    has_unsure: bool = False
    """Whether some of its offices are unsure, shown or not."""


def card_page(views: Views, key: str, *, every: bool = False) -> CardPage | None:
    """Return the card of an entity; None when the store has no entity of that key.

    Without `every`, the offices that are unsure are left out, and counted.
    """
    from store import Filter, Term

    card = views.cards.of(key)
    if card is None:
        return None
    buckets = views.histogram(Filter((Term("entity", key),)), "month")
    said = _sentences(views, key)
    lines = (*_lines(views, card, buckets, every), *_section("Sentences", said))
    return CardPage(key, card.name, lines, any(row.is_unsure for row in card.roles))


def _sentences(views: Views, key: str) -> Iterator[CardLine]:
    """Yield the first sentence about an entity in each of its newest articles."""
    from store import Filter, Term

    for row in views.articles(Filter((Term("entity", key),)), limit=_SAID):
        reading = views.reading(row.number)
        mentions = views.mentions(row.number, key)
        if reading is None or not mentions:
            continue
        at = mentions[0].start
        span = next((each for each in reading.sentences if each.start <= at < each.end), None)
        if span is not None:
            date = one_line((row.published or "undated")[:10])
            words = one_line(" ".join(reading.text[span.start : span.end].split()))
            fragments: tuple[Fragment, ...] = ((f"   {date} ", "date"), (words, "plain"))
            yield CardLine(fragments, number=row.number)


def _lines(views: Views, card: Card, buckets: Sequence[Bucket], every: bool) -> Iterator[CardLine]:
    letter = TYPE_LETTERS.get(card.type, "?")
    yield _line(
        (f" {letter} ", "accent"),
        (one_line(card.name), "strong"),
        (f"  {TYPE_WORDS.get(card.type, '')}  ", "plain"),
        (one_line(card.key), "dim"),
    )
    yield _line(("   " + ", ".join(_counts(card)), "plain"))
    first, last = (card.first or "?")[:10], (card.last or "?")[:10]
    yield _line((one_line(f"   first {first}, last {last}"), "plain"))
    dated = _between([bucket for bucket in buckets if bucket.from_])
    if dated:
        ends = f" events {one_line(dated[0].label)} to {one_line(dated[-1].label)}"
        yield _line(("   " + spark([bucket.shown for bucket in dated]), "accent"), (ends, "dim"))
    yield from _section(
        "Also written as", (_alias(alias, count) for alias, count in card.aliases if count)
    )
    yield from _section("Offices", _offices(views, card, every))
    yield from _section("Relations", _facts(views, card, card.relations))
    yield from _section(
        "Named in the same sentences", (_with(row) for row in card.with_whom[:_WITH])
    )


def _counts(card: Card) -> Iterator[str]:
    """Yield the counts of the panes: what they show unasked, then what they show on demand."""
    yield plural(card.mentions, "mention")
    copies = f" and {card.copies:,} folded under them" if card.copies else ""
    yield plural(card.articles, "article") + copies
    minor = card.events - card.major_events
    yield plural(card.major_events, "event") + (f" and {minor:,} minor or unsure" if minor else "")


def _between(buckets: Sequence[Bucket]) -> Sequence[Bucket]:
    """Return the buckets from the first to the last that is not empty."""
    shown = [at for at, bucket in enumerate(buckets) if bucket.shown]
    return buckets[shown[0] : shown[-1] + 1] if shown else ()


def _line(*fragments: Fragment) -> CardLine:
    return CardLine(fragments)


def _section(title: str, lines: Iterator[CardLine]) -> Iterator[CardLine]:
    for at, line in enumerate(lines):
        if not at:
            yield _line((" ", "plain"))
            yield _line((f" {title}", "strong"))
        yield line


def _alias(alias: str, count: int) -> CardLine:
    return _line((f"   {one_line(alias)} ", "plain"), (str(count), "dim"))


def _offices(views: Views, card: Card, every: bool) -> Iterator[CardLine]:
    """Yield the offices, then how many unsure ones are left out."""
    shown = [row for row in card.roles if every or not row.is_unsure]
    yield from _facts(views, card, shown)
    if hidden := len(card.roles) - len(shown):
        yield _line((f"   {hidden:,} unsure; v shows them", "dim"))


def _facts(views: Views, card: Card, rows: Sequence[RoleRow | RelationRow]) -> Iterator[CardLine]:
    """Yield a line for each office or relation, and one with the sentence that states it."""
    from store import RelationRow

    for row in rows:
        yield _relation(card, row) if isinstance(row, RelationRow) else _office(card, row)
        if words := stated(views, row):
            number = row.said.number if row.said else None
            yield CardLine(((f"     {one_line(words)}", "dim"),), number=number)


def _office(card: Card, role: RoleRow) -> CardLine:
    words = f" {UNSURE if role.is_unsure else ' '} {one_line(role.full)}"
    when: Fragment = (one_line(period_words(role)) + _when(role), "dim")
    if role.person_key == card.key:
        body = f" of {one_line(role.of)}" if role.of else ""
        return CardLine(((words, "plain"), (body, "accent"), when), role.of_key)
    person: Fragment = (one_line(role.person), "accent")
    return CardLine(((words + ": ", "plain"), person, when), role.person_key)


def _when(role: RoleRow) -> str:
    """Return the months of the first and the last article that says so."""
    if role.first is None or role.last is None:
        return ""
    first, last = role.first[:7], role.last[:7]
    return f"  {first}" if first == last else f"  {first}..{last}"


def _relation(card: Card, relation: RelationRow) -> CardLine:
    verb = relation.predicate.replace("_", " ")
    when: Fragment = (one_line(period_words(relation)), "dim")
    if relation.subject_key == card.key:
        named: Fragment = (one_line(relation.object or "?"), "accent")
        return CardLine(((f"   {verb} ", "plain"), named, when), relation.object_key)
    named = (f"   {one_line(relation.subject)}", "accent")
    return CardLine((named, (f" {verb} this", "plain"), when), relation.subject_key)


def _with(row: EntityRow) -> CardLine:
    letter = TYPE_LETTERS.get(row.type, "?")
    name: Fragment = (fit(one_line(row.name), 36), "plain")
    return CardLine(((f"   {letter} ", "accent"), name, (f" {row.shown}", "dim")), row.key)


def spark(counts: Sequence[int], width: int = 48) -> str:
    """Return counts over time as one line of blocks; neighbours are added to fit the width."""
    each = -(-len(counts) // width)
    joined = [sum(counts[at : at + each]) for at in range(0, len(counts), each)]
    most = max(joined, default=0)
    return "".join(
        _SPARKS[min(7, round(7 * log1p(count) / log1p(most)))] if count else " " for count in joined
    )
