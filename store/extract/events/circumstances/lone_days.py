"""The one day of a sentence dates its one event, wherever the parser hung it."""

from __future__ import annotations

from store.extract.events.circumstances.stamp import Stamp
from store.extract.events.circumstances.tenses import ORDERING
from store.extract.events.draft import VERBAL, Draft
from store.extract.found import FoundTime

REPORTING = frozenset("say report tell announce add state claim confirm".split())
"""Verbs whose day is that of the report."""
VOICED = frozenset(
    "voice quote interview speak read broadcast publish issue note stress learn write indicate "
    "declare".split()
)


class LoneDays:
    def __init__(self, stamp: Stamp) -> None:
        self.stamp = stamp
        self.doc = stamp.doc
        self.parse = stamp.parse

    def date(self, drafts: list[Draft]) -> None:
        """Date the drafts of each sentence that tells one kind of event and names one day; not
        a day on which somebody said so."""
        by_sentence: dict[int, list[Draft]] = {}
        for draft in drafts:
            by_sentence.setdefault(self.parse.sentence[draft.verb], []).append(draft)
        days = self._days()
        for sentence, told in by_sentence.items():
            times = days.get(sentence, [])
            if len({(t.start, t.end) for t in times}) == 1 and self._one_event(told):
                self._by_day(times[0], told)

    def _days(self) -> dict[int, list[FoundTime]]:
        """The days that each sentence names."""
        days: dict[int, list[FoundTime]] = {}
        for found in self.doc._.times or []:
            exact = found.type in ("DATE", "TIME") and found.precision in ("day", "time")
            if exact and found.start:
                days.setdefault(self.parse.sentence[found.span.start], []).append(found)
        return days

    def _one_event(self, told: list[Draft]) -> bool:
        """Whether a sentence tells events of one type, and none with a date."""
        kinds = {draft.type for draft in told if not draft.only_merges} or {
            draft.type for draft in told if draft.actors or draft.recipients
        }
        return len(kinds) == 1 and not any(draft.date_basis for draft in told)

    def _by_day(self, found: FoundTime, told: list[Draft]) -> None:
        if self._reporting(found) or any(self._elsewhere(found, d) for d in told):
            return
        for draft in told:
            told_of = draft.type in VERBAL or draft.type == "STATEMENT"
            if told_of and not self.stamp.hangs(found, draft.verb):
                continue
            if not draft.pluperfect and draft.modality != "hypothetical":
                self.stamp.dated(draft, found, "stated")
                draft.only_merges &= not (draft.actors or draft.recipients)

    def _reporting(self, found: FoundTime) -> bool:
        """Whether it is the day of a report: "announced today that"."""
        token = found.span.end - 1
        for above in self.parse.above(token):
            if self.parse.is_verb(above):
                return self.parse.lemma[above] in REPORTING or self.parse.lemma[above] in VOICED
        return False

    def _elsewhere(self, found: FoundTime, draft: Draft) -> bool:
        """Whether it is the day of a clause that only takes up what the draft tells ("she won,
        her rival conceded on Sunday"), or of the one before: "searched on Monday after it sank"."""
        marks = self.parse.having(draft.verb, "mark")
        if any(self.parse.lower[k] in ORDERING and found.span.end <= k for k in marks):
            return True
        for above in self.parse.above(found.span.end - 1):
            if self.parse.is_verb(above):
                own = self.parse.having(above, "nsubj", "nsubjpass")
                return (
                    bool(own)
                    and self.parse.head[draft.verb] == above
                    and (self.parse.dep[draft.verb] == "ccomp")
                )
        return False
