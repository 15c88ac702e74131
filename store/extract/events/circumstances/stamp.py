"""Giving an event the time of its clause, unless that is the time of something else."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc

from store.extract.events.circumstances.elsewhen import of_something_else
from store.extract.events.circumstances.periods import joined_period
from store.extract.events.circumstances.tenses import only_since, tense
from store.extract.events.draft import Draft
from store.extract.events.grammar.parse import Parse
from store.extract.found import FoundTime
from store.extract.times.clause import hanging_token


class Stamp:
    """For the drafts of one document."""

    def __init__(self, doc: Doc, parse: Parse, published: date | None) -> None:
        self.doc = doc
        self.parse = parse
        self.published = published

    def hangs(self, found: FoundTime, verb: int) -> bool:
        """Whether a time hangs on the verb itself: "invited her to talks on Monday" does not
        tell when she was invited."""
        head = hanging_token(self.doc, found).head.i
        if self.parse.dep[head] in ("prep", "advmod"):
            head = self.parse.head[head]
        return head == verb

    def dated(self, draft: Draft, found: FoundTime | None, basis: str) -> bool:
        if (
            found is None
            or draft.date_basis is not None
            or only_since(self.parse, found, draft.verb)
        ):
            return False
        time = hanging_token(self.doc, found).i
        elsewhen = of_something_else(self.parse, time, found.precision, draft)
        if elsewhen or self._out_of_time(found, draft):
            draft.elsewhen.update(range(found.span.start, found.span.end))
            return False
        draft.start, draft.end, draft.precision = found.start, found.end, found.precision
        draft.end = joined_period(self.doc, found) or draft.end
        draft.date_basis = "stated" if basis == "stated" else "inherited"
        return True

    def _out_of_time(self, found: FoundTime, draft: Draft) -> bool:
        """What has happened did so before the article ("tabled a motion for next Tuesday"), what
        will happen does so after it."""
        if self.published is None or found.start is None or found.end is None:
            return False
        if draft.modality == "planned" and tense(self.parse, draft.verb) == "will":
            return found.end < self.published
        if draft.modality != "asserted":
            return False
        past = self.parse.tag[draft.verb] == "VBD" and not draft.nominal
        return past and found.start > self.published
