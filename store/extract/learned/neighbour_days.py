"""What the rows around an event without a date say of its days, as named numbers.

Days run in blocks: what is told in one paragraph, by one speaker or of one person mostly happened
on one day. `context_days` looks at each event by itself; here its days are looked at once more,
when it is known how likely they are for the rows around. A row that has a date is sure of it.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from store.extract.learned.context_days import ids_of
from store.extract.learned.day_candidates import DATED, OPENING
from store.extract.learned.forest import Forest, Numbers, load_forest
from store.extract.learned.signs import capped

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from store.extract.learned.context_days import WeighedDay
    from store.extract.learned.day_candidates import Days
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse

    Mask = npt.NDArray[np.bool_]

NOBODY = -0.1
"""The number of a circle of rows that is empty."""
BESIDE = 3
"""How many rows before and after an event are looked at one by one."""
NEAR, FAR = 2.5, 8.0
"""How many sentences away a row counts a third of one in the same sentence."""
FARTHEST = 40
"""How many sentences back what a speaker said before counts as far."""
MANY = 40
"""The most rows of an article that count."""


@cache
def shipped_first_model() -> Forest:
    """Return the model of `assets/models/first_days.json`, read once. It looks at each event by
    itself, and tells the rows around how likely its days are."""
    return load_forest("first_days")


@cache
def shipped_neighbour_model() -> Forest:
    """Return the model of `assets/models/neighbour_days.json`, read once."""
    return load_forest("neighbour_days")


def sures_of(model: Forest, found: Sequence[Sequence[WeighedDay]]) -> list[list[float]]:
    """Return how likely each of the days of each row is by its numbers."""
    sures = iter(model.probabilities(day.numbers for days in found for day in days).tolist())
    return [list(islice(sures, len(days))) for days in found]


def set_neighbours(
    model: Forest, rows: Sequence[Row], found: Sequence[Sequence[WeighedDay]], parse: Parse
) -> None:
    """Add, in place, the numbers of the rows around to those of the days that may date each row.

    `model` says how likely each day is by its own numbers.
    """
    neighbours = NeighbourDays(rows, found, sures_of(model, found), parse)
    for n in range(len(rows)):
        neighbours.add(n)


class NeighbourDays:
    """The rows of one article with the shares of their days."""

    def __init__(
        self,
        rows: Sequence[Row],
        found: Sequence[Sequence[WeighedDay]],
        sures: Sequence[Sequence[float]],
        parse: Parse,
    ) -> None:
        """`found` are the days that may date each row, none for a row with a date; `sures` says how
        likely each is."""
        self._found, self._sures = found, sures
        self._places: dict[Days, int] = {}
        for days in found:
            for day in days:
                self._places.setdefault(day.candidate.days, len(self._places))
        given = [_days(row) for row in rows]
        for known in given:
            if known is not None:
                self._places.setdefault(known, len(self._places))
        self._shares = np.zeros((len(rows), len(self._places)))
        self._known = np.zeros(len(rows), dtype=bool)
        for n, known in enumerate(given):
            if known is not None:
                self._shares[n, self._places[known]] = 1.0
                self._known[n] = True
                continue
            for day, sure in zip(found[n], sures[n], strict=True):
                self._shares[n, self._places[day.candidate.days]] = sure
            self._shares[n] /= max(1.0, self._shares[n].sum())
        self._nobody: Numbers = np.full(len(self._places), NOBODY)
        self._describe(rows, parse)

    def _describe(self, rows: Sequence[Row], parse: Parse) -> None:
        """Take from each row what makes it like another."""
        drafts = [merged.draft for merged, _ in rows]
        newlines = [i for i, word in enumerate(parse.lower) if "\n" in word]
        verbs = [draft.verb for draft in drafts]
        self._verbs = np.array(verbs)
        self._order = np.argsort(self._verbs, kind="stable").tolist()
        self._rank = {row: place for place, row in enumerate(self._order)}
        self._sentences = np.array([parse.sentence[verb] for verb in verbs])
        self._paragraphs = np.array([bisect_left(newlines, verb) for verb in verbs])
        self._past = np.array([parse.tag[verb] == "VBD" for verb in verbs])
        self._likes: dict[str, npt.NDArray[np.intp]] = {
            "verb": _coded([parse.lemma[verb] for verb in verbs]),
            "form": _coded([parse.tag[verb] for verb in verbs]),
            "type": _coded([event.type for _, event in rows]),
            "saying": _coded([event.type == "STATEMENT" for _, event in rows]),
            "status": _coded([event.modality for _, event in rows]),
        }
        self._is_saying = np.array([event.type == "STATEMENT" for _, event in rows])
        actors = [ids_of(draft.actors) for draft in drafts]
        whom = [ids_of(draft.recipients) for draft in drafts]
        told = [ids_of(draft.according_to) for draft in drafts]
        self._sets = {
            "actor": actors,
            "party": [a | b for a, b in zip(actors, whom, strict=True)],
            "speaker": [a | b for a, b in zip(actors, told, strict=True)],
        }

    def add(self, n: int) -> None:
        """Add, in place, their numbers to those of the days that may date row `n`."""
        for day, numbers in zip(self._found[n], self.of(n), strict=True):
            day.numbers.update(numbers)

    def of(self, n: int) -> list[dict[str, float]]:
        """Return the numbers of each day that may date row `n`, in their order."""
        days, sures = self._found[n], self._sures[n]
        if not days:
            return []
        gap = np.abs(self._sentences - self._sentences[n])
        others = np.arange(len(gap)) != n
        masks = self._circles(n, others)
        circles = {name: self._mean(mask) for name, mask in masks.items()}
        near = self._weighted(np.exp(-gap / NEAR) * others)
        far = self._weighted(np.exp(-gap / FAR) * others)
        dated = self._weighted(np.exp(-gap / NEAR) * (others & self._known))
        everywhere = circles["all"]
        common = (
            self._around(n, sures)
            | self._since(n, masks["said before"])
            | {
                "neighbours without near": 1.0 - float(near.sum()),
                "neighbours without": 1.0 - float(everywhere.sum()),
            }
        )
        found = []
        for k, day in enumerate(days):
            place = self._places[day.candidate.days]
            rivals = [sure for i, sure in enumerate(sures) if i != k]
            numbers = {name: float(shares[place]) for name, shares in circles.items()}
            numbers |= self._one_by_one(n, place)
            found.append(
                {
                    **common,
                    **{f"neighbours {name}": value for name, value in numbers.items()},
                    "likely": sures[k],
                    "likely rank": capped(sum(rival > sures[k] for rival in rivals), 5),
                    "likely other": max(rivals, default=0.0),
                    "neighbours near": float(near[place]),
                    "neighbours far": float(far[place]),
                    "neighbours dated near": float(dated[place]),
                    "neighbours near other": _best_but(near, place),
                    "neighbours all other": _best_but(everywhere, place),
                    "neighbours top": float(everywhere[place] >= everywhere.max()),
                    "neighbours top near": float(near[place] >= near.max()),
                }
            )
        return found

    def _around(self, n: int, sures: Sequence[float]) -> dict[str, float]:
        """Return the numbers that are the same for all days of a row."""
        before, after = self._beside(n)
        return {
            "likely any": min(sum(sures), 2.0),
            "neighbours": capped(len(self._verbs), MANY),
            "neighbours share dated": float(self._known.mean()),
            "neighbours past before": float(self._past[before].mean()) if before else 0.5,
            "neighbours past after": float(self._past[after].mean()) if after else 0.5,
        }

    def _since(self, n: int, before: Mask) -> dict[str, float]:
        """Return how far back the speaker of row `n` said something before, and how."""
        last = next(iter(np.flatnonzero(before)), None)
        if last is None:
            return {}
        between = (
            self._is_saying & (self._verbs > self._verbs[last]) & (self._verbs < self._verbs[n])
        )
        return {
            "said before": 1.0,
            "said near": 1.0 - capped(int(self._sentences[n] - self._sentences[last]), FARTHEST),
            "said same form": float(self._likes["form"][n] == self._likes["form"][last]),
            "said same verb": float(self._likes["verb"][n] == self._likes["verb"][last]),
            "said others": capped(int(between.sum()), 6),
            "said dated": float(self._known[last]),
            "said any day": float(self._shares[last].sum()),
        }

    def _circles(self, n: int, others: Mask) -> dict[str, Mask]:
        """Return which rows are like row `n` in something."""
        gap = self._sentences - self._sentences[n]
        found = {
            "all": others,
            "sentence": others & (gap == 0),
            "sentence before": gap == -1,
            "sentence after": gap == 1,
            "paragraph": others & (self._paragraphs == self._paragraphs[n]),
            "opening": others & (self._sentences < OPENING),
            "dated": others & self._known,
        }
        found |= {f"same {k}": others & (codes == codes[n]) for k, codes in self._likes.items()}
        found |= {f"same {k}": others & self._sharing(k, n) for k in self._sets}
        actor = np.flatnonzero(found["same actor"])
        nearest = np.zeros(len(others), dtype=bool)
        if len(actor):
            nearest[actor[np.abs(self._verbs[actor] - self._verbs[n]).argmin()]] = True
        return {**found, "actor nearest": nearest, **self._said(n, found)}

    def _said(self, n: int, found: Mapping[str, Mask]) -> dict[str, Mask]:
        """Return which sayings are of the speaker of row `n`: the last before it, the next, the
        first of the article, and all before it."""
        said = np.flatnonzero(found["same actor"] & found["same saying"] & self._is_saying)
        ordered = said[np.argsort(self._verbs[said], kind="stable")]
        here = int(np.searchsorted(self._verbs[ordered], self._verbs[n]))
        chosen = {
            "said before": ordered[max(here - 1, 0) : here],
            "said after": ordered[here : here + 1],
            "said first": ordered[: min(1, here)],
            "said all before": ordered[:here],
        }
        return {name: self._mask(rows) for name, rows in chosen.items()}

    def _mask(self, rows: npt.NDArray[np.intp]) -> Mask:
        mask = np.zeros(len(self._verbs), dtype=bool)
        mask[rows] = True
        return mask

    def _sharing(self, name: str, n: int) -> Mask:
        """Return which rows have an entity in common with row `n`."""
        sets = self._sets[name]
        return np.array([not sets[n].isdisjoint(each) for each in sets], dtype=bool)

    def _mean(self, mask: Mask) -> Numbers:
        """Return the mean share of each day in some rows."""
        count = int(mask.sum())
        if not count:
            return self._nobody
        result: Numbers = mask @ self._shares / count
        return result

    def _weighted(self, weights: Numbers) -> Numbers:
        """Return the mean share of each day by the weights of the rows."""
        result: Numbers = weights @ self._shares / max(float(weights.sum()), 1e-9)
        return result

    def _beside(self, n: int) -> tuple[list[int], list[int]]:
        """Return the rows right before and after row `n`, the nearest first."""
        place = self._rank[n]
        before = self._order[max(place - BESIDE, 0) : place]
        return before[::-1], self._order[place + 1 : place + 1 + BESIDE]

    def _one_by_one(self, n: int, place: int) -> dict[str, float]:
        found: dict[str, float] = {}
        for side, rows in zip(("before", "after"), self._beside(n), strict=True):
            shares = [float(self._shares[row, place]) for row in rows]
            shares += [NOBODY] * (BESIDE - len(shares))
            found |= {f"{side} {k}": share for k, share in enumerate(shares, 1)}
            other = bool(rows) and bool(self._known[rows[0]]) and not shares[0]
            found[f"{side} dated otherwise"] = float(other)
        found["between"] = min(found["before 1"], found["after 1"])
        return found


def _days(row: Row) -> Days | None:
    event = row[1]
    if event.date_basis not in DATED or event.start is None or event.end is None:
        return None
    return event.start, event.end


def _coded(values: Sequence[Hashable]) -> npt.NDArray[np.intp]:
    """Return a number for each value, the same for the same value."""
    codes: dict[Hashable, int] = {}
    return np.array([codes.setdefault(value, len(codes)) for value in values], dtype=np.intp)


def _best_but(shares: Numbers, place: int) -> float:
    """Return the greatest share of another day."""
    return max((float(share) for n, share in enumerate(shares) if n != place), default=0.0)
