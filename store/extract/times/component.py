"""The component `dateline_times`, which finds the time expressions of a `Doc` and resolves them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Token

from store.extract.extensions import FoundTime, Tokens
from store.extract.rules import rule
from store.extract.time_grammar.meaning import (
    Context,
    Match,
    Meaning,
    NotATime,
    Placed,
    found_time,
    resolved,
)
from store.extract.time_grammar.periods import day_of
from store.extract.time_grammar.tokens import TimeTokens, pieces_of
from store.extract.times.columns import date_entries
from store.extract.times.context import TimeContext, event_anchors
from store.extract.times.direction import direction_at, is_on_verb
from store.extract.times.nearest_days import is_of_noun_now, may_be_tomorrow, was_planned
from store.extract.times.ranges import bound
from store.extract.times.stories import Place, Stories
from store.extract.times.titles import counts, expressions, is_numbered

_NOT_LONG, _SHORT = 120, 30
"""How many time tokens a day stays current: about four sentences.

The second number, one sentence, is for a day far from the article's own.
"""
_OF_THE_SPEAKER = frozenset({"this part", "tonight"})
_OTHER_WEEK = frozenset("a one every since that same".split())
"""Words before a weekday that is not that of this week."""
_AHEAD = frozenset({"by", "until", "till", "effective", "as", "than"})
"""Words right before a weekday that lies ahead: "no later than Monday", "effective Monday"."""
_LATELY = timedelta(days=7)
_MARGIN = 80
"""How many code points on either side to check for other text on the line."""


@Language.component("dateline_times")
def times(doc: Doc) -> Doc:
    """Set `doc._.times`."""
    doc._.times = times_of(doc)
    doc._.times = sorted([*doc._.times, *event_anchors(doc)], key=lambda time: time.span)
    return doc


def times_of(doc: Doc) -> list[FoundTime]:
    """Return the time expressions of a parsed `Doc` in text order."""
    search = _Search(doc)
    placed = search.placed()
    bound(search.pieces, placed, search.published)
    date_entries(search.pieces, placed)
    return [one.time for one in placed]


class _Search:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.pieces: TimeTokens = pieces_of(doc.text)
        self.starts: list[int] = doc.to_array("IDX").tolist()
        self.published = _published(doc)
        self.told = TimeContext(self.published)
        self.stories = Stories(doc, self.pieces, self.published, doc._.narrative)

    def placed(self) -> list[Placed]:
        """Return every expression with its context."""
        placed: list[Placed] = []
        for match in expressions(self.pieces):
            try:
                placed.append(self._placed(match))
            except NotATime:
                continue
        return placed

    def _placed(self, match: Match) -> Placed:
        start, end = self.pieces.starts[match.start], self.pieces.ends[match.end - 1]
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        if match.rule == "month day" and is_numbered(self.doc, first):
            raise NotATime
        if match.rule == "year" and counts(self.doc, first):
            raise NotATime
        context, in_story = self._context(match, self._hook(first, last))
        meaning = in_story(resolved(match, context))
        past = context.direction == "past"
        self.told.take(match, meaning, past)
        time = found_time(match, meaning, Tokens(first, last + 1), (start, end))
        return Placed(match, time, context.published, context.story is not None, past)

    def _context(self, match: Match, hook: Token) -> tuple[Context, Callable[[Meaning], Meaning]]:
        """Return an expression's context, and a function that adds its meaning to the story."""
        before = (self._word(match.start - 2), self._word(match.start - 1))
        direction = direction_at(hook, before, self.pieces.possessive(match.end))
        past = direction == "past"
        place = Place(match.start, hook, direction)
        story = self.stories.anchor(match, place)
        today = story.start if story else self._spoken_on(match, past) or self.published
        context = Context(
            published=today,
            story=story,
            direction=direction,
            firm=is_on_verb(hook, before[1]),
            tomorrow=before[1] not in _OTHER_WEEK and (not past or may_be_tomorrow(hook)),
            yesterday=direction == "future" and self._may_be_yesterday(hook, before[1]),
            begun=before[1] == "since",
            told=self.told.periods(past),
            on_day=self._on_day(match, past),
            quarter=self.told.quarter,
            longer=self.told.longer,
            date_order=self.doc._.date_order,
        )
        return context, lambda meaning: self.stories.taken(match, meaning, place, story)

    def _may_be_yesterday(self, hook: Token, before: str) -> bool:
        """Whether a weekday after the word `before` may be that of yesterday, though words point
        ahead."""
        return is_of_noun_now(hook) or (before not in _AHEAD and was_planned(hook))

    def _on_day(self, match: Match, past: bool) -> bool:
        """Whether the sentences before give a day for this expression.

        If the verb is in the `past`, the day must not be in the future. A line that holds only the
        expression, such as the heading of an entry, does not count.
        """
        told = self.told.day(past)
        if told is None or match.start - told.at > (_SHORT if told.far else _NOT_LONG):
            return False
        text = self.pieces.text
        start, end = self.pieces.starts[match.start], self.pieces.ends[match.end - 1]
        before = text[max(start - _MARGIN, 0) : start].rpartition("\n")[2]
        behind = text[end : end + _MARGIN].partition("\n")[0]
        return bool(before.strip() or behind.strip(" ."))

    @rule("times.spoken_day")
    def _spoken_on(self, match: Match, past: bool) -> date | None:
        """Return the day on which a quotation with "this afternoon" or "tonight" was spoken, or
        None.

        It is a day that the text gave shortly before, in the week before the article.
        """
        if match.rule not in _OF_THE_SPEAKER or not self._is_quoted(match):
            return None
        day = next((p.start for p in self.told.periods(past) if p.precision == "day"), None)
        if day is None or self.published is None or not self._on_day(match, past):
            return None
        return day if timedelta(0) <= self.published - day <= _LATELY else None

    def _is_quoted(self, match: Match) -> bool:
        """Whether a quotation of this paragraph is open before a match."""
        before = self.pieces.text[: self.pieces.starts[match.start]].rpartition("\n")[2]
        curly = before.count("“") > before.count("”") or before.count("``") > before.count("''")
        return curly or before.count('"') % 2 == 1

    def _word(self, index: int) -> str:
        return self.pieces.words[index] if index >= 0 else ""

    def _hook(self, first: int, last: int) -> Token:
        """Return the token of the span whose head lies outside it."""
        for index in range(first, last + 1):
            token = self.doc[index]
            if not first <= token.head.i <= last:
                return token
        return self.doc[last]


def _published(doc: Doc) -> date | None:
    article = doc._.article
    return None if article is None else day_of(article.published)
