"""Days that a clause shares with the verb that reports it, or that came hours before or after.

In "said on Friday that the bank is seeking help" the day stands with the saying, and what is so, or
will be, is so then. What has happened ("said on Friday that it failed") may have happened before.
Two clauses also share their day where one thing came hours after the other.
"""

from __future__ import annotations

from datetime import timedelta

from store.extract import lexicon
from store.extract.events.draft import EventDraft
from store.extract.events.nearby_times import NearbyTimes
from store.extract.events.spoken_times import EXACT as CLOSED
from store.extract.events.spoken_times import FINITE_PAST
from store.extract.events.stamp import ASPECTS_START, Stamp
from store.extract.extensions import FoundTime
from store.extract.rules import rule

REPORTING = lexicon.words("events.said_then")
"""Verbs of what somebody says at a certain time."""
OF_NOW = frozenset("is are has have 's 've ’s ’ve will would can could does do".split())
"""Auxiliaries of what is so when somebody says it, or what will be."""
WAS = frozenset({"was", "were"})
"""Auxiliaries of the past, and of what went on when somebody said it: "that it was weighing"."""
PERFECT = frozenset("has have 've ’ve".split())
EXACT = ("day", "time")
ASKED = frozenset({"should", "must", "ought"})
"""Auxiliaries of what somebody asks for when she says it."""

CLOSE = frozenset(
    "hour hours minute minutes moment moments second seconds shortly immediately".split()
)
"""Words before "after" and "before" for a time that is mostly within the day."""
FOLLOWING = frozenset({"after", "when", "as"})
"""Words before what an event follows, or happens with, within the day."""
APART = frozenset(
    "day days night week weeks weekend month months year years decade decades long soon".split()
)
"""Words before "after" for a time that is longer, or for no certain time."""
NEWS = timedelta(days=7)
"""How long before its article the day of news may lie."""


class SharedDays:
    """Dates the drafts of one document that have no time of their own."""

    def __init__(self, stamp: Stamp, nearby: NearbyTimes) -> None:
        self.stamp, self.nearby = stamp, nearby
        self.parse = stamp.parse

    def date(self, draft: EventDraft) -> None:
        """Date a draft by the clause that reports it, or by one that it came right after."""
        if draft.date_basis is not None or draft.nominal:
            return
        if not draft.pluperfect:
            self.as_said(draft)
        if draft.date_basis is None:
            self.right_after(draft)
        if draft.date_basis is None and not draft.pluperfect:
            self.upon(draft)

    @rule("events.as_said")
    def as_said(self, draft: EventDraft) -> None:
        """Set the day on which somebody said what is so, or what will be.

        For example "said on Monday that the bank is seeking help", "said in May it would sell",
        "said on Monday it was weighing a sale". Of what is asked for the words leave no doubt.
        """
        parse = self.parse
        clause = parse.first_conjunct(draft.verb)
        saying = parse.head[clause]
        if parse.dep[clause] != "ccomp" or parse.lemma[saying] not in REPORTING:
            return
        helpers = {parse.lower[k] for k in parse.having(draft.verb, "aux", "auxpass")}
        present = parse.tag[draft.verb] in ("VBZ", "VBP") or bool(helpers & OF_NOW)
        going_on = parse.tag[draft.verb] == "VBG" and saying < draft.verb
        present |= going_on and bool(helpers & WAS)
        asked = not helpers.isdisjoint(ASKED)
        found = self._time_of_saying(saying) if present or asked else None
        if parse.tag[draft.verb] != "VBG" and not helpers.isdisjoint(PERFECT):
            return  # "reported on Monday that he has died"
        if found is not None and self.stamp.dated(draft, found, "inherited"):
            draft.firm_date = asked

    @rule("events.right_after")
    def right_after(self, draft: EventDraft) -> None:
        """Set the day of what happened shortly before or after, whichever clause has it.

        For example "defended her on Monday, hours after she was charged", "shortly after he landed
        on Monday, he was arrested".
        """
        parse, verb = self.parse, draft.verb
        others = [k for k in parse.having(verb, "advcl") if self._is_close(k)]
        if self._is_close(verb):
            others += parse.having(verb, "ccomp")
            others += [parse.head[verb]] if parse.dep[verb] in ("advcl", "ccomp") else []
        for other in others:
            found = self.stamp.time_of(other)
            if found is None or found.precision not in EXACT:
                continue
            if self.stamp.is_attached(found, other) and self.stamp.dated(draft, found, "inherited"):
                draft.firm_date = True
                return

    @rule("events.upon_clause")
    def upon(self, draft: EventDraft) -> None:
        """Set the day of what an event followed: "She resigned after Chad accused her on Monday".

        News gives what led to an event the day of both. It must be the only time in the sentence,
        and stand with the verb of the clause itself.
        """
        parse, verb = self.parse, draft.verb
        times = list(self.nearby.times_in(verb))
        if draft.modality not in ("asserted", "claimed") or not self._is_past(verb):
            return
        for clause in parse.having(verb, "advcl"):
            found = self.stamp.time_of(clause) if self._is_upon(clause) else None
            if found is None or times != [found] or not self._is_near(found):
                continue
            if self.stamp.is_attached(found, clause):
                self.stamp.dated(draft, found, "inherited")
                return

    def _is_upon(self, clause: int) -> bool:
        """Whether a clause in the past tells what an event follows at once."""
        parse = self.parse
        marks = parse.having(clause, "mark", "advmod")
        follows = [k for k in marks if parse.lower[k] in FOLLOWING and k < clause]
        apart = any(parse.lower[k - 1] in APART for k in follows if k > 0)
        lasts = parse.lemma[clause] in ASPECTS_START  # "took other jobs after the strike began"
        return bool(follows) and not apart and not lasts and self._is_past(clause)

    def _is_near(self, found: FoundTime) -> bool:
        """Whether a time leaves no doubt: a week or month, or a day of the news."""
        day = self.stamp.published
        if found.start is None or found.end is None or found.precision not in CLOSED:
            return False
        return found.precision not in EXACT or day is None or day - found.end <= NEWS

    def _is_past(self, verb: int) -> bool:
        parse = self.parse
        helpers = {parse.lower[k] for k in parse.having(verb, "aux", "auxpass")}
        return parse.tag[verb] == FINITE_PAST or (bool(helpers) and helpers <= WAS)

    def _is_close(self, clause: int) -> bool:
        """Whether a clause begins with "hours after", "shortly before" or the like."""
        parse = self.parse
        marks = [k for k in parse.having(clause, "mark") if parse.lower[k] in ("after", "before")]
        return any(parse.lower[k - 1] in CLOSE for k in marks if k > 0)

    def _time_of_saying(self, saying: int) -> FoundTime | None:
        """Return the day of a verb of saying, or of the verb above it: "said, adding that"."""
        if self.parse.tag[saying] == "VBG":
            return self.nearby.above(saying)
        if self.parse.tag[saying] != "VBD":
            return None
        found = self.stamp.time_of(saying)
        if found is not None and self.stamp.is_attached(found, saying):
            return found
        return self.nearby.occasion(saying)
