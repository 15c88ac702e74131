"""The component: finds the time expressions of a `Doc`, says what each means, and explains it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from spacy.tokens import Doc, Token

from store.extract.assemble import assemble
from store.extract.extensions import FoundTime, Tokens
from store.extract.pipeline import AFTER_MODEL, DEFAULT_MODEL, Extractor
from store.extract.time_grammar.dispatch import matches
from store.extract.time_grammar.meaning import Context, Match, Meaning, NotATime, Placed, Unresolved
from store.extract.time_grammar.modifiers import extended
from store.extract.time_grammar.moments import EITHER_ORDER
from store.extract.time_grammar.tokens import TimeTokens, pieces_of
from store.extract.times.context import TimeContext
from store.extract.times.direction import direction_at, hangs_on_verb
from store.extract.times.ranges import bound
from store.extract.times.titles import counts, is_numbered, is_title
from store.reading import Article, DateOrder, TimeExpression

# The component: finds the expressions of a `Doc` and says what each means.

_NOT_LONG, _SHORT = 120, 30
"""Pieces, four sentences or so, for which a text goes on speaking of the day that it told; or
one, where that day lies long before the article or after it."""
_MARGIN = 80
"""Code points on either side in which a line that holds more would show it."""


def times_of(doc: Doc) -> list[FoundTime]:
    """The time expressions of a parsed `Doc`, in the order of the text."""
    search = _Search(doc)
    placed = search.placed()
    bound(search.pieces, placed, search.published)
    return [one.time for one in placed]


class _Search:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.pieces: TimeTokens = pieces_of(doc.text)
        self.starts: list[int] = doc.to_array("IDX").tolist()
        self.published = _published(doc)
        self.told = TimeContext(self.published)

    def placed(self) -> list[Placed]:
        """Every expression with where it stands."""
        placed: list[Placed] = []
        for match in self._extended():
            try:
                placed.append(Placed(match, self._found(match)))
            except NotATime:
                continue
        return placed

    def _extended(self) -> Iterator[Match]:
        floor = 0
        for match in matches(self.pieces):
            if is_title(self.pieces, match):
                continue
            yield extended(self.pieces, match, floor)
            floor = match.end

    def _found(self, match: Match) -> FoundTime:
        start, end = self.pieces.starts[match.start], self.pieces.ends[match.end - 1]
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        if match.rule == "month day" and is_numbered(self.doc, first):
            raise NotATime
        if match.rule == "year" and counts(self.doc, first):
            raise NotATime
        hook = self._hook(first, last)
        before = (self._word(match.start - 2), self._word(match.start - 1))
        attribute = self.pieces.possessive(match.end)
        direction = direction_at(hook, before, attribute)
        past = direction == "past"
        context = Context(
            published=self.published,
            direction=direction,
            firm=hangs_on_verb(hook, before[1]),
            begun=before[1] == "since",
            told=self.told.periods(past),
            on_day=self._on_day(match, past),
            quarter=self.told.quarter,
            longer=self.told.longer,
            date_order=self.doc._.date_order,
        )
        meaning = _resolved(match, context)
        self.told.take(match, meaning, past)
        return FoundTime(
            span=Tokens(first, last + 1),
            chars=(start, end),
            type=meaning.type or match.type,
            value=meaning.value,
            mod=match.mod or meaning.mod,
            start=meaning.start,
            end=meaning.end,
            precision=meaning.precision,
            basis=meaning.basis,
            rule=match.rule,
            rules=match.rules,
        )

    def _on_day(self, match: Match, past: bool) -> bool:
        """Whether a day was told in the sentences before, which for a verb in the `past` does
        not lie ahead, and the expression is not a line of its own, the heading of an entry."""
        told = self.told.day(past)
        if told is None or match.start - told.at > (_SHORT if told.far else _NOT_LONG):
            return False
        text = self.pieces.text
        start, end = self.pieces.starts[match.start], self.pieces.ends[match.end - 1]
        before = text[max(start - _MARGIN, 0) : start].rpartition("\n")[2]
        behind = text[end : end + _MARGIN].partition("\n")[0]
        return bool(before.strip() or behind.strip(" ."))

    def _word(self, index: int) -> str:
        return self.pieces.words[index] if index >= 0 else ""

    def _hook(self, first: int, last: int) -> Token:
        """The token of the span that hangs on a word outside of it."""
        for index in range(first, last + 1):
            token = self.doc[index]
            if not first <= token.head.i <= last:
                return token
        return self.doc[last]


def _published(doc: Doc) -> date | None:
    article = doc._.article
    if article is None or not article.published:
        return None
    try:
        return date.fromisoformat(article.published[:10])
    except ValueError:
        return None


def _resolved(match: Match, context: Context) -> Meaning:
    try:
        return match.resolve(context)
    except Unresolved as unresolved:
        return Meaning(unresolved.value)
    except (ValueError, OverflowError):
        return Meaning("XXXX")


# What an expression means, and by which rule: for people, and for whoever mends a rule.


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
    reader: Extractor | None = None,
    date_order: DateOrder | None = None,
) -> list[Explained]:
    """The time expressions of a text, read as an article of the day `published` (ISO).
    Without that day, what depends on it stays unresolved: it has a value, and no days.
    `date_order` says how 03/04/2024 is meant. Loads the model, which takes a second or two,
    unless a reader is given."""
    reader = reader or Extractor(model)
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
