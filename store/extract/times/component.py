"""The component: finds the expressions of a `Doc` and says what each means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from spacy.tokens import Doc

from store.extract.found import FoundTime, Tokens
from store.extract.times.grammar import matches
from store.extract.times.meaning import Context, Direction, Match, Meaning, NotATime, Unresolved
from store.extract.times.modifiers import extended
from store.extract.times.periods import Period
from store.extract.times.pieces import Pieces, pieces_of
from store.extract.times.ranges import Placed, bound
from store.extract.times.tense import direction_at, hangs_on_verb


def times_of(doc: Doc) -> list[FoundTime]:
    """The time expressions of a parsed `Doc`, in the order of the text."""
    search = _Search(doc)
    placed = search.placed()
    bound(search.pieces, placed, search.published)
    return [one.time for one in placed]


class _Search:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.pieces: Pieces = pieces_of(doc.text)
        self.starts = [token.idx for token in doc]
        self.published = _published(doc)
        self.told: dict[str, Period] = {}
        self.quarter: Period | None = None

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
            yield extended(self.pieces, match, floor)
            floor = match.end

    def _found(self, match: Match) -> FoundTime:
        start, end = self.pieces.starts[match.start], self.pieces.ends[match.end - 1]
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        preceded = self.pieces.words[match.start - 1] if match.start else ""
        context = Context(
            published=self.published,
            direction=self._direction(match, first, last),
            firm=hangs_on_verb(self.doc[self._anchor(first, last)], preceded),
            told=tuple(reversed(self.told.values())),
            quarter=self.quarter,
        )
        meaning = _resolved(match, context)
        if (
            meaning.start
            and meaning.end
            and meaning.precision == "quarter"
            and "Q" in meaning.value
        ):
            self._report_on(meaning)
        if meaning.start and meaning.end and meaning.precision:
            self.told.pop(meaning.precision, None)
            self.told[meaning.precision] = Period(
                meaning.value, meaning.start, meaning.end, meaning.precision
            )
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
        )

    def _direction(self, match: Match, first: int, last: int) -> Direction | None:
        words, start = self.pieces.words, match.start
        before = (words[start - 2] if start > 1 else "", words[start - 1] if start else "")
        attribute = words[match.end] in {"'", "’"} and words[match.end + 1] == "s"
        return direction_at(self.doc, self._anchor(first, last), before, attribute)

    def _report_on(self, meaning: Meaning) -> None:
        """Keep the last quarter that had ended when the article was published."""
        if meaning.start is None or meaning.end is None or self.published is None:
            return
        newer = self.quarter is None or meaning.start > self.quarter.start
        if newer and meaning.end < self.published:
            self.quarter = Period(meaning.value, meaning.start, meaning.end, "quarter")

    def _anchor(self, first: int, last: int) -> int:
        """The token of the span that hangs on a word outside of it."""
        for index in range(first, last + 1):
            if not first <= self.doc[index].head.i <= last:
                return index
        return last


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
