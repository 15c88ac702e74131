"""Days that a clause shares with the verb that reports it.

In "said on Friday that the bank is seeking help" the day stands with the saying, and what is so, or
will be, is so then. What has happened ("said on Friday that it failed") may have happened before.
"""

from __future__ import annotations

from store.extract.events.draft import EventDraft
from store.extract.events.nearby_times import NearbyTimes
from store.extract.events.stamp import Stamp
from store.extract.extensions import FoundTime
from store.extract.rules import rule

REPORTING = frozenset(
    "say report tell announce add state claim confirm argue insist warn acknowledge reveal "
    "disclose predict maintain contend".split()
)
"""Verbs of what somebody says at a certain time."""
OF_NOW = frozenset("is are has have 's 've ’s ’ve will would can could does do".split())
"""Auxiliaries of what is so when somebody says it, or what will be."""
GOING_ON = frozenset({"was", "were"})
"""Auxiliaries of what was going on when somebody said it: "said that it was weighing a sale"."""
PERFECT = frozenset("has have 've ’ve".split())
EXACT = ("day", "time")
ASKED = frozenset({"should", "must", "ought"})
"""Auxiliaries of what somebody asks for when she says it."""


class SharedDays:
    """Dates the drafts of one document that have no time of their own."""

    def __init__(self, stamp: Stamp, nearby: NearbyTimes) -> None:
        self.stamp, self.nearby = stamp, nearby
        self.parse = stamp.parse

    def date(self, draft: EventDraft) -> None:
        """Date a draft by the clause that reports it."""
        if draft.date_basis is None and not draft.nominal and not draft.pluperfect:
            self.as_said(draft)

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
        present |= going_on and bool(helpers & GOING_ON)
        asked = not helpers.isdisjoint(ASKED)
        found = self._time_of_saying(saying) if present or asked else None
        if found is not None and found.precision not in EXACT and not helpers.isdisjoint(PERFECT):
            return  # "reported last month that they have funded trips"
        if found is not None and self.stamp.dated(draft, found, "inherited"):
            draft.firm_date = asked

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
