"""The card of an entity as lines; a line that names another entity leads to its card."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import log1p
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from tui.safe import one_line
from tui.view_model.facts import period_words, stated
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS, UNSURE, source_name
from tui.view_model.mentions import around
from tui.view_model.styled_text import Fragment, arrange, fit, plural

if TYPE_CHECKING:
    from store import Article, Bucket, Card, EntityRow, RelationRow, RoleRow, Views


_SPARKS = "▁▂▃▄▅▆▇█"


_WITH = 20


_SAID = 5
"""Articles from which a sentence is shown."""


_BESIDE_FROM = 60
"""Cells of a line from which date and source have room beside a sentence."""


_SOURCE = 12
"""Cells for the name of a source."""


_CONTESTANTS = frozenset({"candidate", "nominee", "hopeful", "contender", "frontrunner"})
"""Last words of offices that say "candidate of"."""


_HOLDS = frozenset({"works_for", "chair_of"})
"""Relations of a person to a body that every office there says too, and more exactly."""


class Quote(Struct, frozen=True):
    """A sentence on one line, and the words in it (code points) that are to be seen."""

    text: str
    at: int = 0
    length: int = 0


class CardLine(Struct, frozen=True):
    """One line, and where it leads: to the card of `key`, or to a sentence of an article."""

    fragments: tuple[Fragment, ...]
    key: str | None = None
    number: int | None = None
    span: tuple[int, int] | None = None
    """The sentence, in code points of the article."""
    quote: Quote | None = None
    """The words of that sentence, which follow the fragments."""
    beside: tuple[Fragment, ...] = ()
    """Date and source of the article."""


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
            words = " ".join(reading.text[span.start : span.end].split())
            name = reading.text[at : mentions[0].end]
            yield _evidence(views.article(row.number), row.number, span, _quote(words, name))


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
    yield from _section("Also written as", _aliases(card))
    shown = [role for role in card.roles if every or not role.is_unsure]
    yield from _section("Offices", _offices(views, card, shown))
    told = [each for each in card.relations if not _is_said_by(shown, each)]
    yield from _section("Relations", _facts(views, card, told))
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


def _aliases(card: Card) -> Iterator[CardLine]:
    """Yield the names and how often each stands, then how many mentions are no names."""
    written = [(alias, count) for alias, count in card.aliases if count]
    for alias, count in written:
        yield _line((f"   {one_line(alias)} ", "plain"), (f"{count:,}", "dim"))
    others = card.mentions - sum(count for _, count in written)
    if written and others > 0:
        words = "   as a pronoun or a description, such as “he” "
        yield _line((words, "dim"), (f"{others:,}", "dim"))


def _offices(views: Views, card: Card, shown: Sequence[RoleRow]) -> Iterator[CardLine]:
    """Yield the offices, then how many unsure ones are left out."""
    yield from _facts(views, card, shown)
    if hidden := len(card.roles) - len(shown):
        yield _line((f"   {hidden:,} unsure; v shows them", "dim"))


def _facts(views: Views, card: Card, rows: Sequence[RoleRow | RelationRow]) -> Iterator[CardLine]:
    """Yield a line for each office or relation, and one with the sentence that states it."""
    from store import RelationRow

    for row in rows:
        if isinstance(row, RelationRow):
            yield _relation(card, row)
            sought = [row.object if row.subject_key == card.key else row.subject]
        else:
            yield _office(card, row)
            sought = [row.role, row.role.split()[-1], row.of, row.person]
        if row.said is not None and (words := stated(views, row)):
            number, *span = row.said
            quote = _quote(words, *filter(None, sought))
            yield _evidence(views.article(number), number, (span[0], span[1]), quote)


def _evidence(article: Article, number: int, span: tuple[int, int], quote: Quote) -> CardLine:
    """Return a line with a sentence of an article, which leads to it."""
    date = one_line((article.published or "undated")[:10])
    source = source_name(article.source) or "-"
    beside: list[Fragment] = [(f"  {date} ", "date"), (f"{fit(source, _SOURCE)} ", "dim")]
    return CardLine(
        (("     ", "dim"),), number=number, span=span, quote=quote, beside=tuple(beside)
    )


def _quote(sentence: str, *sought: str) -> Quote:
    """Return a sentence with the first of these words that it has, or the last of a name."""
    sentence = one_line(sentence)
    for words in (*sought, *(name.split()[-1] for name in sought if name.strip())):
        found = re.search(rf"\b{re.escape(one_line(words))}\w*", sentence, re.IGNORECASE)
        if found is not None:
            return Quote(sentence, found.start(), len(found[0]))
    return Quote(sentence)


def card_line(line: CardLine, width: int) -> list[Fragment]:
    """Return a line of the card in `width` cells; a long sentence is cut around its words."""
    quote = line.quote
    if quote is None:
        return arrange(line.fragments, (), width)
    beside = line.beside if width >= _BESIDE_FROM else ()
    room = width - sum(cell_len(text) for text, _ in (*line.fragments, *beside))
    words: list[Fragment] = [
        (text, "dim" if role == "plain" else role)
        for text, role in around(quote.text, quote.at, quote.length, room)
    ]
    return [*line.fragments, *words, *beside]


def _is_said_by(offices: Sequence[RoleRow], relation: RelationRow) -> bool:
    """Whether one of the offices says what a relation of the same two says."""
    for each in offices:
        if each.standing is not None or each.of_key is None:
            continue
        pair = (each.person_key, each.of_key)
        if relation.predicate == "led_by" and pair == (relation.object_key, relation.subject_key):
            return each.role.split()[-1].casefold() not in _CONTESTANTS
        if pair == (relation.subject_key, relation.object_key):
            runs = each.role.split()[-1].casefold() in _CONTESTANTS
            if relation.predicate == "candidate_of" if runs else relation.predicate in _HOLDS:
                return True
    return False


def _office(card: Card, role: RoleRow) -> CardLine:
    words = f" {UNSURE if role.is_unsure else ' '} {one_line(role.full)}"
    when: Fragment = (one_line(period_words(role)) + _when(role), "dim")
    if role.person_key == card.key:
        body = f" of {one_line(role.of)}" if role.of else ""
        return CardLine(((words, "plain"), (body, "accent"), when), role.of_key)
    person: Fragment = (one_line(role.person), "accent")
    return CardLine(((words + ": ", "plain"), person, when), role.person_key)


def _when(role: RoleRow) -> str:
    """Return the months of the first and the last of several articles that say so.

    The day of a single one stands beside its sentence.
    """
    if role.first is None or role.last is None or role.articles == 1:
        return ""
    first, last = role.first[:7], role.last[:7]
    return f"  in articles {first}" if first == last else f"  in articles {first}..{last}"


def _relation(card: Card, relation: RelationRow) -> CardLine:
    verb = relation.predicate.replace("_", " ")
    when: Fragment = (one_line(period_words(relation)), "dim")
    if relation.subject_key == card.key:
        named: Fragment = (one_line(relation.object or "?"), "accent")
        return CardLine(((f"   {verb} ", "plain"), named, when), relation.object_key)
    named = (f"   {one_line(relation.subject)}", "accent")
    whom = one_line(card.name)
    return CardLine((named, (f" {verb} {whom}", "plain"), when), relation.subject_key)


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
