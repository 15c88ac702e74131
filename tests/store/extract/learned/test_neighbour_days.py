"""What the rows around an event say of its days."""

from __future__ import annotations

import pytest

from store.extract.events.codebook import shipped_codebook
from store.extract.events.context_dates import WEAK, days_near
from store.extract.events.reading import finished_rows, published, read_drafts
from store.extract.learned.clauses import Clauses, shipped_models
from store.extract.learned.neighbour_days import NOBODY, NeighbourDays
from store.extract.learned.row_numbers import RowNumbers
from store.extract.pipeline import Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article

RAID = (
    "Rebels shelled the port of Sarn on Monday. The army fired at the rebels. The army arrested 30 "
    "of them. Rebels had burned a mill in Lomas on Friday."
)


def numbers_of(reader: Extractor, text: str, verb: str, sure: float = 0.5) -> dict[str, float]:
    """Return the numbers of the first day that may date an event; each day is equally likely."""
    doc = reader.nlp(reader.prepare(Article(id="a", text=text, published="2024-05-15")))
    parse = Parse(doc, shipped_codebook().verbs)
    drafts, statuses = read_drafts(doc, parse, shipped_codebook())
    rows = finished_rows(drafts, parse)
    clauses = Clauses(statuses, shipped_models())
    days = days_near(rows, RowNumbers(rows, clauses, published(doc)))
    found = [days.of(row) if row[1].date_basis in WEAK else [] for row in rows]
    sures = [[sure] * len(each) for each in found]
    n = next(n for n, row in enumerate(rows) if parse.lower[row[0].draft.verb] == verb)
    return NeighbourDays(rows, found, sures, parse).of(n)[0]


def test_a_row_with_a_date_is_sure_of_it(reader: Extractor) -> None:
    numbers = numbers_of(reader, RAID, "fired")
    assert numbers["neighbours before 1"] == 1.0
    assert numbers["neighbours dated"] == 0.5
    assert numbers["neighbours after 1"] == 0.5


def test_a_near_row_counts_more_than_one_far_away(reader: Extractor) -> None:
    early, late = (numbers_of(reader, RAID, verb) for verb in ("fired", "arrested"))
    assert early["neighbours dated near"] > 0.5 > late["neighbours dated near"]


def test_a_row_of_the_same_actor_is_a_circle(reader: Extractor) -> None:
    numbers = numbers_of(reader, RAID, "fired", 0.25)
    assert numbers["neighbours same actor"] == 0.25
    assert numbers["neighbours actor nearest"] == 0.25


def test_a_circle_without_rows_says_nobody(reader: Extractor) -> None:
    text = "On Monday there was rain. Rebels shelled the port of Sarn."
    assert numbers_of(reader, text, "shelled")["neighbours same actor"] == NOBODY


@pytest.mark.parametrize(("sure", "any_day"), [(0.25, 0.5), (0.5, 1.0)])
def test_how_likely_any_day_is(reader: Extractor, sure: float, any_day: float) -> None:
    numbers = numbers_of(reader, RAID, "arrested", sure)
    assert numbers["likely"] == sure
    assert numbers["likely any"] == pytest.approx(any_day)


SAYINGS = (
    "Ann Lee said on Monday that the dam of Sarn was safe. Bo Falk said that he doubted it. "
    "Ann Lee added that the bridge was old. Ann Lee wrote that the port was closed."
)


def test_what_a_speaker_said_before_and_after_counts_by_itself(reader: Extractor) -> None:
    numbers = numbers_of(reader, SAYINGS, "added", 0.25)
    assert numbers["neighbours said before"] == numbers["neighbours said first"] == 1.0
    assert numbers["neighbours said after"] == 0.25
    assert numbers["said dated"] == 1.0
    assert numbers["said others"] > 0
    assert numbers_of(reader, SAYINGS, "wrote", 0.25)["neighbours said before"] == 0.25


def test_who_said_nothing_before_has_no_earlier_saying(reader: Extractor) -> None:
    text = "Ann Lee said on Monday that the dam was safe. Bo Falk added that the bridge was old."
    numbers = numbers_of(reader, text, "added")
    assert numbers["neighbours said before"] == NOBODY
    assert "said before" not in numbers
