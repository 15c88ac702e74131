"""The day of what a speaker said before, for a saying without a date, as named numbers.

Testimony, an interview or a press conference is dated once, at its first quotation; those that
follow, often many paragraphs on, are of that day unless the speaker speaks elsewhere again.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from store.extract.learned.signs import capped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.syntax.parse import Parse

type SureOf = Callable[[EventDraft, int], float]
"""Says how likely a day, by its number, is that of an event whose sentence names it."""

FAR = 40
"""How many sentences before a saying an earlier one counts as far."""
LINES = 30
QUOTES = frozenset(['"', "“", "”", "``", "''"])


class Base(NamedTuple):
    """A dated saying, and which of the days of the article is its own."""

    draft: EventDraft
    day: int
    place: int
    """Its place among the sayings of the article."""


class SpeakerDays:
    """The dated sayings of one article."""

    def __init__(
        self,
        parse: Parse,
        drafts: Sequence[EventDraft],
        dated: Sequence[tuple[EventDraft, int]],
        newlines: Sequence[int],
        sure_of: SureOf,
    ) -> None:
        """`dated` are the events that have a day, and the number of the day."""
        self._parse, self._sure_of, self._newlines = parse, sure_of, newlines
        self._sayings = sorted(
            (d for d in drafts if d.type == "STATEMENT" and d.actors), key=lambda d: d.verb
        )
        self._verbs = [draft.verb for draft in self._sayings]
        self._day_of = {id(draft): day for draft, day in dated}
        self._dated = sorted((draft.verb, day) for draft, day in dated)
        self._bases: dict[int, list[Base]] = {}
        self._own: dict[tuple[int, int], dict[str, float]] = {}

    def days_of(self, draft: EventDraft) -> set[int]:
        """Return the days on which the speaker said something before."""
        return {base.day for base in self._bases_of(draft)}

    def of(self, draft: EventDraft, day: int) -> dict[str, float]:
        """Return what makes a saying one of those of a day."""
        bases = self._bases_of(draft)
        if not bases:
            return {}
        last = bases[-1]
        common = {
            "spoke before": 1.0,
            "spoke days": capped(len({base.day for base in bases}), 3),
            "spoke last": float(last.day == day),
            "spoke quoting": float(self._is_quoting(draft)),
        }
        base = next((base for base in reversed(bases) if base.day == day), None)
        if base is None:
            return common
        return common | self._between(base, draft) | self._of_base(base) | self._alike(base, draft)

    def _bases_of(self, draft: EventDraft) -> list[Base]:
        """Return the dated sayings of the same speaker before this one."""
        if draft.type != "STATEMENT" or not draft.actors:
            return []
        if id(draft) not in self._bases:
            before = self._sayings[: bisect_left(self._verbs, draft.verb)]
            self._bases[id(draft)] = [
                Base(each, self._day_of[id(each)], place)
                for place, each in enumerate(before)
                if id(each) in self._day_of and _is_same_speaker(each, draft)
            ]
        return self._bases[id(draft)]

    def _between(self, base: Base, draft: EventDraft) -> dict[str, float]:
        """Return how near the two are, and what else is said or dated between them."""
        parse, first, last = self._parse, base.draft.verb, draft.verb
        sentences = parse.sentence[last] - parse.sentence[first]
        lines = bisect_left(self._newlines, last) - bisect_left(self._newlines, first)
        said = self._sayings[base.place + 1 : bisect_left(self._verbs, last)]
        own = sum(_is_same_speaker(each, draft) for each in said)
        low, high = (bisect_left(self._dated, (verb,)) for verb in (first, last))
        return {
            "spoke near": 1.0 - capped(sentences, FAR),
            "spoke lines": 1.0 - capped(lines, LINES),
            "spoke on": capped(own, 8),
            "spoke others": capped(len(said) - own, 8),
            "spoke otherwise": capped(sum(day != base.day for _, day in self._dated[low:high]), 4),
        }

    def _of_base(self, base: Base) -> dict[str, float]:
        """Return how sure the day of the earlier saying is, and how it is told."""
        key = id(base.draft), base.day
        if key not in self._own:
            self._own[key] = {
                "spoke sure": self._sure_of(base.draft, base.day),
                "spoke stated": float(base.draft.date_basis == "stated"),
                "spoke firm": float(base.draft.firm_date),
                "spoke perfect": float(self._has_perfect(base.draft.verb)),
                "spoke told": float(self._parse.tag[base.draft.verb] == "VBD"),
                "spoke quoted": float(self._is_quoting(base.draft)),
                "spoke pluperfect": float(base.draft.pluperfect),
                "spoke asserted": float(base.draft.modality == "asserted"),
                "spoke place": self._parse.sentence[base.draft.verb] / len(self._parse.bounds),
            }
        return self._own[key]

    def _alike(self, base: Base, draft: EventDraft) -> dict[str, float]:
        parse, first, last = self._parse, base.draft.verb, draft.verb
        return {
            "spoke alike": float(parse.lemma[first] == parse.lemma[last]),
            "spoke same form": float(parse.tag[first] == parse.tag[last]),
            "spoke same sentence": float(parse.sentence[first] == parse.sentence[last]),
            "spoke to same": float(
                any(one is other for one in base.draft.recipients for other in draft.recipients)
            ),
        }

    def _has_perfect(self, verb: int) -> bool:
        auxiliaries = {self._parse.lemma[k] for k in self._parse.having(verb, "aux")}
        return "have" in auxiliaries

    def _is_quoting(self, draft: EventDraft) -> bool:
        first, last = self._parse.bounds[self._parse.sentence[draft.verb]]
        return any(self._parse.lower[i] in QUOTES for i in range(first, last))


def _is_same_speaker(one: EventDraft, other: EventDraft) -> bool:
    return any(each is who for each in one.actors for who in other.actors)
