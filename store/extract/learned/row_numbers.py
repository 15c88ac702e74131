"""What is known of a row of the timeline, as named numbers.

They come from the row itself, its clause and sentence, its place in the article, and from the
models of its clause. Counts are capped and shares are from 0 to 1.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from store.extract.learned.row_labels import RowLabels
from store.extract.learned.row_parties import RowParties
from store.extract.learned.row_predicates import RowPredicates
from store.extract.learned.row_sayings import Sayings
from store.extract.learned.row_times import RowTimes
from store.extract.learned.signs import (
    CONTENT,
    FIRST_PERSON,
    HEDGES,
    NAMING,
    OPENING,
    OPINION,
    capped,
)

if TYPE_CHECKING:
    from datetime import date

    from store.extract.events.draft import EventDraft
    from store.extract.learned.clauses import Clauses
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse

ARGUMENTS = frozenset("dobj prep nsubj nsubjpass attr ccomp xcomp agent oprd".split())
BASES = ("stated", "inherited", "as_of")
STATUSES = ("asserted", "planned", "claimed")


class RowNumbers:
    """The numbers of the rows of one document."""

    def __init__(self, rows: list[Row], clauses: Clauses, published: date | None) -> None:
        self.clauses = clauses
        self.parse: Parse = clauses.parse
        self.verbs: dict[int, list[int]] = {}
        for merged, _ in rows:
            number = self.parse.sentence[merged.draft.verb]
            self.verbs.setdefault(number, []).append(merged.draft.verb)
        self.share = len(rows) / max(1, len(self.parse.bounds))
        self.predicates = RowPredicates(rows, self.parse)
        self.labels = RowLabels(rows, self.parse)
        self.parties = RowParties(self.parse)
        self.sayings = Sayings(rows, clauses)
        self.times = RowTimes(clauses, published)
        self.published = published
        parse = self.parse
        self._seen = Counter(
            lemma for lemma, pos in zip(parse.lemma, parse.pos, strict=True) if pos in CONTENT
        )
        first = range(min(len(parse), OPENING))
        self._opening = {parse.lemma[i].lower() for i in first if parse.pos[i] in CONTENT}
        self._timeless: dict[int, dict[str, float]] = {}

    def of(self, row: Row) -> dict[str, float]:
        """Return the numbers of a row."""
        draft = row[0].draft
        return {
            **self.timeless(row),
            **{f"basis {basis}": float(draft.date_basis == basis) for basis in BASES},
            **self.times.of(draft),
        }

    def timeless(self, row: Row) -> dict[str, float]:
        """Return the numbers that do not depend on the date of a row, counted once."""
        if id(row[1]) not in self._timeless:
            merged, event = row
            draft = merged.draft
            self._timeless[id(event)] = {
                **_kind(draft),
                **self._models(draft, event.status or event.modality),
                **self._place(draft),
                **self._sentence(draft.verb),
                **self._clause(draft),
                **self.predicates.of(draft),
                **self.labels.of(row),
                **self.parties.of(row),
                **self.sayings.of(draft),
                "evidence": capped(len(merged.pieces), 3),
            }
        return self._timeless[id(row[1])]

    def _models(self, draft: EventDraft, status: str) -> dict[str, float]:
        """Return what the models of the clause say."""
        weighed = self.clauses.weighed(draft.verb)
        return {
            "model status": weighed.of_status(status),
            "model surest": max(weighed.status.values(), default=0.0),
            "model asserted": weighed.of_status("asserted"),
            "model claimed": weighed.of_status("claimed"),
            "model nothing": weighed.of_status("none"),
            "model event": weighed.is_event,
            "model noted": weighed.is_noted,
        }

    def _place(self, draft: EventDraft) -> dict[str, float]:
        """Return where in the article and among its rows the sentence stands."""
        number = self.parse.sentence[draft.verb]
        first, last = self.parse.bounds[number]
        return {
            "place": number / max(1, len(self.parse.bounds)),
            "place sentences": capped(number, 40),
            "place in sentence": (draft.verb - first) / max(1, last - first),
            "article sentences": capped(len(self.parse.bounds), 60),
            "article rows": self.share,
            "sentence rows": capped(len(self.verbs[number]), 4),
        }

    def _sentence(self, verb: int) -> dict[str, float]:
        """Return how the sentence is written."""
        parse = self.parse
        inside = range(*parse.bounds[parse.sentence[verb]])
        length = max(1, len(inside))
        words = {parse.lower[i] for i in inside}
        pos = Counter(parse.pos[i] for i in inside)
        return {
            "sentence words": capped(length, 60),
            "sentence verbs": capped(pos["VERB"] + pos["AUX"], 10),
            "sentence numbers": capped(pos["NUM"], 5),
            "sentence names": pos["PROPN"] / length,
            "sentence pronouns": pos["PRON"] / length,
            "sentence descriptions": (pos["ADJ"] + pos["ADV"]) / length,
            "sentence commas": capped(sum(parse.lower[i] == "," for i in inside), 6),
            "sentence hedges": capped(len(words & HEDGES), 3),
            "sentence opinion": capped(len(words & OPINION), 3),
            "sentence first person": float(bool(words & FIRST_PERSON)),
            "quoted": float(self.clauses.is_quoted(verb)),
        }

    def _clause(self, draft: EventDraft) -> dict[str, float]:
        """Return how much the clause says, and how much the article says of it."""
        parse, verb = self.parse, draft.verb
        words = list(parse.subtree(verb))
        topic = [parse.lemma[i] for i in words if parse.pos[i] in CONTENT]
        nouns = [parse.lemma[i] for i in words if parse.pos[i] in NAMING]
        kids = parse.kids[verb]
        subjects = [k for k in kids if parse.dep[k] in ("nsubj", "nsubjpass")]
        objects = [k for k in kids if parse.dep[k] in ("dobj", "attr")]
        repeated = sum(self._seen[lemma] - 1 for lemma in nouns)
        return {
            "clause words": capped(len(words), 40),
            "clause arguments": capped(sum(parse.dep[k] in ARGUMENTS for k in kids), 6),
            "clause names": capped(sum(parse.pos[i] == "PROPN" for i in words), 6),
            "clause numbers": capped(sum(parse.pos[i] == "NUM" for i in words), 3),
            "clause subject": self._size(subjects),
            "clause object": self._size(objects),
            "clause in the opening": sum(lemma.lower() in self._opening for lemma in topic)
            / max(1, len(topic)),
            "clause repeated": capped(repeated / max(1, len(nouns)), 10),
            "verb repeated": capped(max(0, self._seen[parse.lemma[verb]] - 1), 4),
        }

    def _size(self, tokens: list[int]) -> float:
        return capped(sum(1 for _ in self.parse.subtree(tokens[-1])), 20) if tokens else 0.0


def _kind(draft: EventDraft) -> dict[str, float]:
    """Return what kind of row it is, as 0 or 1."""
    holds = {
        "statement": draft.type == "STATEMENT",
        "untyped": draft.type == "OTHER",
        "open": draft.open,
        "plain": draft.plain and draft.own_subject,
        "noun": draft.nominal,
        "passive": draft.passive,
        "pluperfect": draft.pluperfect,
        "has place": draft.place is not None,
        **{f"status {status}": draft.status == status for status in STATUSES},
    }
    return {name: float(value) for name, value in holds.items()}
