"""An article in the reader: text, marks, notes and stops; and what differs from its original."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from tui.view_model.lines import event_note
from tui.view_model.styled_text import Fragment

if TYPE_CHECKING:
    from store import Article, ArticleRow, Difference, Event, EventRow, Filter, Reading, Views

MarkKind = Literal["furniture", "entity", "person", "evidence", "party", "verb", "hit"]
_PIECES = re.compile(r'(-?)(?:(\w+):)?(?:"([^"]*)"|([^\s()"]+))')
_FIRST_LINE = re.compile(r"\s*(?:#+ )?([^\n]*)\n?")
"""The first line with words; a headline of Markdown begins with signs."""
_OPERATORS = {"OR", "AND", "NOT"}
_MOST_HITS = 2_000
"""Places that are marked in one article."""
Change = Literal["same", "gone", "new"]
_LONG = 400
"""Characters of equal text that are shown; of longer text only the ends are."""
_END = 150
_LEFT_OUT = " […] "


class TextMark(Struct, frozen=True):
    """A half-open range of the text, and what it is."""

    start: int
    end: int
    kind: MarkKind


class MarginNote(Struct, frozen=True):
    """What was read from the text at an offset."""

    at: int
    fragments: tuple[Fragment, ...]


class Stop(Struct, frozen=True):
    """A range of an article (code points) that `n` and `N` go to."""

    number: int
    start: int
    end: int


class OpenedArticle(Struct, frozen=True):
    """An article as the reader shows it; `event` or `key` is what it was opened for."""

    number: int
    article: Article
    reading: Reading | None
    marks: tuple[TextMark, ...]
    notes: tuple[MarginNote, ...]
    stops: tuple[Stop, ...]
    event: EventRow | None = None
    key: str | None = None
    also_in: tuple[str, ...] = ()
    """The other sources of the same text."""
    searched: bool = False
    """Whether the stops are words that were searched for."""
    span: tuple[int, int] | None = None
    """The sentence (code points) that it was opened at, if it was opened for one."""
    folds: tuple[tuple[int, int], ...] = ()
    """Ranges of the text that the reader folds: what is no article, and the title once more."""

    def first_stop(self) -> int | None:
        """Return the index of the first stop in this article, or in the sentence that it was opened
        at, if there is one."""
        start, end = self.span or (0, len(self.article.text))
        for at, stop in enumerate(self.stops):
            if stop.number == self.number and start <= stop.start < end:
                return at
        return None


def open_article(
    views: Views,
    number: int,
    event: EventRow | None = None,
    key: str | None = None,
    words: tuple[str, ...] = (),
    span: tuple[int, int] | None = None,
) -> OpenedArticle:
    """Load an article with what to mark in it, at the sentence `span`. Runs in the store thread.

    For an event, its sentences and participants are marked, and the stops are all of its
    sentences, in this article and others. For an entity the stops are its mentions; otherwise
    the words that were searched for, or else every name.

    Raises:
        KeyError: when there is no such article.
    """
    article, reading = views.article(number), views.reading(number)
    marks = list(_names(reading))
    found = [Stop(number, start, end) for start, end in find_words(article.text, words)]
    if event is not None:
        stops = [Stop(row.number, row.start, row.end) for row in views.evidence(event.id, number)]
        marks += _evidence(reading, number, views, event)
    elif key is not None:
        stops = [Stop(number, span.start, span.end) for span in views.mentions(number, key)]
    else:
        names = (mark for mark in marks if mark.kind in ("entity", "person"))
        stops = found or [Stop(number, each.start, each.end) for each in sorted(names, key=_start)]
    if span is not None:
        marks.append(TextMark(*span, "evidence"))
    if event is None and (key is not None or found):
        marks += [TextMark(stop.start, stop.end, "party") for stop in stops]
    return OpenedArticle(
        number=number,
        article=article,
        reading=reading,
        marks=tuple(marks),
        notes=tuple(_notes(reading)),
        stops=tuple(stops),
        event=event,
        key=key,
        also_in=views.also_in(number),
        searched=bool(found),
        span=span,
        folds=tuple(_folds(article, reading)),
    )


def _folds(article: Article, reading: Reading | None) -> Iterator[tuple[int, int]]:
    """Yield page furniture but no tables, and the first line if it is the headline again."""
    for span in article.furniture if reading is None else reading.furniture:
        if not article.text.startswith("|", span.start):
            yield span.start, span.end
    title = " ".join((article.title or "").split()).casefold()
    first = _FIRST_LINE.match(article.text)
    if title and first and " ".join(first[1].split()).casefold() == title:
        yield first.span()


def found_in_text(opened: OpenedArticle, typed: str) -> OpenedArticle:
    """Return the article with what was typed as its stops, in any case, with any blanks between
    words."""
    pattern = r"\s+".join(map(re.escape, typed.split()))
    found = re.finditer(pattern, opened.article.text, re.IGNORECASE) if pattern else ()
    hits = [each.span() for each in islice(found, _MOST_HITS)]
    marks = [*_names(opened.reading), *(TextMark(start, end, "party") for start, end in hits)]
    return replace(
        opened,
        marks=tuple(marks),
        stops=tuple(Stop(opened.number, start, end) for start, end in hits),
        event=None,
        key=None,
        searched=True,
        span=None,
    )


def article_mentioning(views: Views, filter_: Filter, key: str, first: int | None) -> int | None:
    """Return article `first` if it mentions the entity, else the newest one that does."""
    from store import Term

    if first is not None and views.mentions(first, key):
        return first
    rows = views.articles(filter_.add(Term("entity", key)), limit=1)
    return rows[0].number if rows else None


def filtered_name(views: Views, filter_: Filter, number: int) -> str | None:
    """Return the entity that was filtered by last, if the article mentions it and no words were
    searched for after it. Runs in the store thread."""
    from store import Filter

    for term in reversed(filter_.terms):
        if term.exclude:
            continue
        if term.field == "entity":
            return term.value if views.mentions(number, term.value) else None
        if searched_words(Filter((term,))):
            return None
    return None


def _start(mark: TextMark) -> int:
    return mark.start


def _names(reading: Reading | None) -> Iterator[TextMark]:
    """Yield page furniture and every name, but no pronouns and descriptions."""
    if reading is None:
        return
    for span in reading.furniture:
        yield TextMark(span.start, span.end, "furniture")
    for entity in reading.entities:
        for mention in entity.mentions:
            if mention.kind not in ("pronoun", "nominal"):
                kind = "person" if entity.type == "PERSON" else "entity"
                yield TextMark(mention.start, mention.end, kind)  # type: ignore[arg-type]


def _evidence(
    reading: Reading | None, number: int, views: Views, event: EventRow
) -> Iterator[TextMark]:
    """Yield the sentences of an event, its verb in each, and its participants in them."""
    rows = [row for row in views.evidence(event.id, number) if row.number == number]
    for row in rows:
        yield TextMark(row.start, row.end, "evidence")
        yield TextMark(row.verb_start, row.verb_end, "verb")
    names = {*event.actors, *event.recipients}
    for entity in reading.entities if reading else ():
        if entity.name not in names and not _takes_part(reading, event, entity.id):
            continue
        for mention in entity.mentions:
            if any(row.start <= mention.start and mention.end <= row.end for row in rows):
                yield TextMark(mention.start, mention.end, "party")


def _takes_part(reading: Reading | None, row: EventRow, entity_id: str) -> bool:
    event = event_in_reading(reading, row)
    return event is not None and entity_id in (*event.actors, *event.recipients)


def event_in_reading(reading: Reading | None, row: EventRow) -> Event | None:
    """Return the event of a row in this reading; None when it is from another article."""
    if reading is None:
        return None
    return next((event for event in reading.events if event.id == row.event_id), None)


def _notes(reading: Reading | None) -> Iterator[MarginNote]:
    """Yield a note for each event, at its first sentence."""
    events = reading.events if reading else ()
    for event in sorted(events, key=lambda each: each.evidence[0].start if each.evidence else 0):
        if event.evidence:
            yield MarginNote(event.evidence[0].start, tuple(event_note(event)))


def entity_at(opened: OpenedArticle, offset: int) -> str | None:
    """Return the key of the entity at `offset` (code points); the shortest mention wins."""
    found: list[tuple[int, str]] = []
    for entity in opened.reading.entities if opened.reading else ():
        found += [
            (mention.end - mention.start, entity.key)
            for mention in entity.mentions
            if mention.start <= offset < mention.end
        ]
    return min(found)[1] if found else None


def searched_words(filter_: Filter) -> tuple[str, ...]:
    """Return the words and phrases of a filter's queries, without the values of fields."""
    found: list[str] = []
    for term in filter_.terms:
        if term.exclude or term.field not in ("query", "text"):
            continue
        for minus, field, phrase, word in _PIECES.findall(term.value):
            text = (phrase or word).rstrip("~*")
            if text and not minus and not field and text not in _OPERATORS:
                found.append(text)
    return tuple(dict.fromkeys(found))


def find_words(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the ranges (code points) of the words in the text: whole words, in any case."""
    if not words:
        return
    either = "|".join(re.escape(word) for word in words)
    for number, found in enumerate(re.finditer(rf"\b(?:{either})\w*", text, re.IGNORECASE)):
        if number == _MOST_HITS:
            return
        yield found.span()


class Comparison(Struct, frozen=True):
    """An article and the original of its family, compared word by word."""

    original: ArticleRow
    other: ArticleRow
    place: int
    """Its index among the articles that can be compared with the original."""
    of: int
    pieces: tuple[tuple[str, Change], ...]
    """The text of the other article: words missing from it as `[-word-]`, words only in it as
    `{+word+}`."""

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.pieces)

    @property
    def marks(self) -> list[tuple[int, int, Change]]:
        """The ranges of `text` in which words are gone or new."""
        ends = [0, *accumulate(len(words) for words, _ in self.pieces)]
        spans = zip(pairwise(ends), self.pieces, strict=True)
        return [(*span, change) for span, (_, change) in spans if change != "same"]

    @property
    def stops(self) -> list[int]:
        """The offset of each difference in `text`; a replacement is one difference."""
        marks = [(0, 0), *((start, end) for start, end, _ in self.marks)]
        return [here[0] for before, here in pairwise(marks) if here[0] > before[1] or not here[0]]


def compare_copies(views: Views, number: int, step: int = 0) -> Comparison | None:
    """Compare an article with its original, or an original with the first of its copies.

    `step` goes on to the other copies, cyclically. None when there is nothing to compare.
    """
    from store import differences

    rows = [row for row in views.family(number) if row.record is None]
    if len(rows) < 2:
        return None
    original, *others = rows
    numbers = [row.number for row in others]
    place = ((numbers.index(number) if number in numbers else 0) + step) % len(others)
    old = views.article(original.number).text
    new = views.article(numbers[place]).text
    pieces = tuple(_woven(old, new, differences(old, new)))
    return Comparison(original, others[place], place, len(others), pieces)


def _woven(old: str, new: str, differing: Sequence[Difference]) -> Iterator[tuple[str, Change]]:
    at = 0
    for there, here in differing:
        yield from _same(new[at : here.start], first=not at)
        if there.start < there.end:
            yield f"[-{old[there.start : there.end]}-]", "gone"
        if here.start < here.end:
            yield f"{{+{new[here.start : here.end]}+}}", "new"
        at = here.end
    yield from _same(new[at:], first=not at, last=True)


def _same(text: str, *, first: bool = False, last: bool = False) -> Iterator[tuple[str, Change]]:
    """Yield equal text: whole, or if it is long its two ends, cut between words."""
    if not text:
        return
    if len(text) <= _LONG:
        yield text, "same"
        return
    head = "" if first else text[: _space_before(text, _END)]
    tail = "" if last else text[_space_before(text, len(text) - _END) :].lstrip()
    yield f"{head}{_LEFT_OUT}{tail}", "same"


def _space_before(text: str, at: int) -> int:
    found = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
    return found if found > 0 else at
