"""Date events without a date by another sentence: by the lead, or by the sentences around.

A forest weighs the days that the article names near an event; see `store.extract.learned
.context_days`. Another model knows besides how likely they are for the rows around; see
`store.extract.learned.neighbour_days`. The mean of the two is better than either.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from store.extract import lexicon
from store.extract.events.stamp import Stamp
from store.extract.learned.context_days import ContextDays, WeighedDay, shipped_day_model
from store.extract.learned.day_words import set_words, shipped_word_model
from store.extract.learned.neighbour_days import (
    NeighbourDays,
    shipped_first_model,
    shipped_neighbour_model,
    sures_of,
)
from store.extract.rules import rule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.extract.events.draft import EventDraft
    from store.extract.learned.row_numbers import RowNumbers
    from store.extract.learned.signs import Row
    from store.extract.syntax.parse import Parse

SURE = 0.75
"""The least probability of a day that dates an event; see the table of `store.extract.learned
.day_fit`. A wrong day misleads, and no day is a lesser fault: of the days between 0.75 and 0.8, on
articles left out, 79 % are right, of those between 0.65 and 0.75 69 %."""
SAID = 0.67
"""Likewise for a saying. By this bound and those below 1,871 of 7,434 sayings get a day, on
articles left out, 1,655 of them rightly (88 %)."""
SAID_HERE = 0.64
"""Likewise for a saying and a day of its own sentence, which the rules left out. Of 13 such days
between 0.63 and 0.7, 11 are right."""
SAID_BETWEEN = 0.78
"""Likewise for a saying behind another time."""
SAID_LIVE = 0.2
"""Likewise for a saying in a live report, of which all entries are of one day. Of 203 sayings of
eight such articles, left out in turn, 183 get a day, 181 rightly; by the bounds above 128 do."""
APART = 0.8
"""Likewise for the first day of the article, mostly that of the news, where the event's own
sentence names another time, and for an event of `GROUNDED`."""
BESIDE = 0.82
"""Likewise for what is told beside the point, as claimed, planned or denied, or in a relative
clause."""
HERE = 0.93
"""Likewise for another event and a day of its own sentence, and for a saying "before Monday"."""
HOPEFUL = 0.4
"""What the forest alone must say. Of 2,260 rows that are dated on articles left out, none had a day
for which it said less. For a saying in a live report that is `SAID_LIVE`."""
GROUNDED = lexicon.words("events.grounded")
"""Verbs of what has a ground in the past. What is told next of the same person is often that."""
AGAINST = ("lasting", "quoted")
"""Numbers of an event that happened at another time than what is told beside it: it lasted longer,
or is the content of a quotation. The model is too sure of the day of these."""
WEAK = (None, "as_of")
"""Bases of a date that another sentence may replace."""


def date_by_context(
    rows: Sequence[Row], numbers: RowNumbers, wanted: Sequence[Row] | None = None
) -> None:
    """Date, in place, the undated events of an article by its other sentences.

    `rows` are all events of the article, `numbers` those of its rows. `wanted` are the ones to
    date, None for all.
    """
    asked = {id(event) for _, event in (rows if wanted is None else wanted)}
    open_rows = [id(row[1]) in asked and _is_undated(row) for row in rows]
    days = days_near(rows, numbers) if any(open_rows) else None
    if days is None or not days.candidates:
        return
    found = [days.of(row) if is_open else [] for row, is_open in zip(rows, open_rows, strict=True)]
    set_words(shipped_word_model(), rows, found, numbers.parse)
    alone = sures_of(shipped_day_model(), found)
    for (merged, event), sures in zip(rows, alone, strict=True):
        if id(event) in asked:
            merged.draft.day_sure = max(sures, default=0.0)
    hopeful = hopeful_rows(rows, found, alone, numbers.parse)
    if not hopeful:
        return
    first = sures_of(shipped_first_model(), found)
    neighbours = NeighbourDays(rows, found, first, numbers.parse)
    for n in hopeful:
        neighbours.add(n)
    besides = sures_of(shipped_neighbour_model(), [found[n] for n in hopeful])
    for n, beside in zip(hopeful, besides, strict=True):
        sures = [(one + other) / 2 for one, other in zip(alone[n], beside, strict=True)]
        attach(rows[n], found[n], sures, numbers.parse)


def hopeful_rows(
    rows: Sequence[Row],
    found: Sequence[Sequence[WeighedDay]],
    alone: Sequence[Sequence[float]],
    parse: Parse,
) -> list[int]:
    """Return the places of the rows that one of their days may date, whatever the rows around say.

    `alone` is what the forest alone says of each day in `found`.
    """
    hopeful = []
    for n, (row, days, sures) in enumerate(zip(rows, found, alone, strict=True)):
        if not days or max(sures) < (SAID_LIVE if days[0].numbers["live saying"] else HOPEFUL):
            continue
        most = [(sure + 1.0) / 2 for sure in sures]
        grave = parse.lemma[row[0].draft.verb] in GROUNDED
        if any(map(partial(stands, grave=grave), (day.numbers for day in days), most)):
            hopeful.append(n)
    return hopeful


def attach(row: Row, days: Sequence[WeighedDay], sures: Sequence[float], parse: Parse) -> None:
    """Date a row, in place, by the likeliest of its days if that stands."""
    chosen = surest(days, sures, grave=parse.lemma[row[0].draft.verb] in GROUNDED)
    if chosen is not None and not is_ground(row, chosen.candidate.dated, parse):
        _date(row, chosen)


def _is_undated(row: Row) -> bool:
    return row[1].date_basis in WEAK


def days_near(rows: Sequence[Row], numbers: RowNumbers) -> ContextDays:
    """Return the days of an article that may date its events, without those of something else."""
    foreign = Stamp(numbers.parse.doc, numbers.parse, numbers.published).foreign
    return ContextDays(rows, numbers, foreign)


def surest(
    days: Sequence[WeighedDay], sures: Sequence[float], *, grave: bool = False
) -> WeighedDay | None:
    """Return the likeliest of the days of a row, or None if it is not likely enough."""
    best = max(range(len(days)), key=sures.__getitem__, default=None)
    if best is None:
        return None
    return days[best] if stands(days[best].numbers, sures[best], grave=grave) else None


def stands(numbers: Mapping[str, float], sure: float, *, grave: bool = False) -> bool:
    """Whether a day with these numbers and this probability dates an event.

    The day of what came before ("had gone on Monday") dates nothing else, and no other day dates
    what came before.
    """
    if sure < least(numbers, grave=grave):
        return False
    if any(numbers[name] for name in AGAINST):
        return False
    return bool(numbers["here"]) or bool(numbers["of pluperfect"]) == bool(numbers["pluperfect"])


def least(numbers: Mapping[str, float], *, grave: bool) -> float:
    """Return the least probability of a day with these numbers.

    `grave` says whether the event is one of `GROUNDED`.
    """
    said, first, here = numbers["statement"], numbers["first day"], numbers["here"]
    if here and (not said or numbers["bound"]):
        return HERE
    if numbers["clause relcl"] or not numbers["status asserted"]:
        return BESIDE
    if numbers["live saying"]:
        return SAID_LIVE
    if grave or (first and not said and numbers["own other"]):
        return APART
    if not said:
        return SURE
    if here:
        return SAID_HERE
    return SAID_BETWEEN if numbers["times between"] else SAID


@rule("events.ground")
def is_ground(row: Row, dated: Sequence[EventDraft], parse: Parse) -> bool:
    """Whether the row may tell why somebody was arrested, tried, honoured or the like on that day.

    For example "Lee was arrested on Monday. She shot two men".
    """
    draft = row[0].draft
    if row[1].type == "STATEMENT":
        return False
    return any(
        parse.lemma[other.verb] in GROUNDED
        and other.verb < draft.verb
        and any(each in (other.recipients or other.actors) for each in draft.actors)
        for other in dated
    )


def _date(row: Row, day: WeighedDay) -> None:
    merged, event = row
    event.start, event.end = day.candidate.days
    event.precision, event.date_basis = day.nearest.precision, "inherited"
    draft = merged.draft
    draft.start, draft.end = event.start, event.end
    draft.precision, draft.date_basis = event.precision, event.date_basis
