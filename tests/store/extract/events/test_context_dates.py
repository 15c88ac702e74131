"""Events that another sentence dates: the lead, or the sentence before."""

from __future__ import annotations

from datetime import date

import pytest

from store.extract.events.codebook import shipped_codebook
from store.extract.events.context_dates import (
    AGAINST,
    APART,
    BESIDE,
    HERE,
    SAID,
    SAID_BETWEEN,
    SAID_HERE,
    SAID_LIVE,
    SURE,
    days_near,
    stands,
    surest,
)
from store.extract.events.reading import finished_rows, published, read_drafts
from store.extract.learned.clauses import Clauses, shipped_models
from store.extract.learned.context_days import WeighedDay
from store.extract.learned.row_numbers import RowNumbers
from store.extract.learned.signs import Row
from store.extract.pipeline import Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article
from tests.store.extract.events.told import read

MARCH = (
    "Thousands of dock workers marched through the port of Lomas on Tuesday to protest the sale of "
    "the harbor. Police fired tear gas at the marchers. The workers threw stones and smashed "
    "windows. Police arrested 30 of them."
)


def days_of(reader: Extractor, text: str, verb: str) -> tuple[Row, list[WeighedDay]]:
    article = Article(id="a", text=text, published="2024-05-15")
    doc = reader.nlp(reader.prepare(article))
    parse = Parse(doc, shipped_codebook().verbs)
    drafts, statuses = read_drafts(doc, parse, shipped_codebook())
    rows = finished_rows(drafts, parse)
    clauses = Clauses(statuses, shipped_models())
    days = days_near(rows, RowNumbers(rows, clauses, published(doc)))
    row = next(row for row in rows if parse.lower[row[0].draft.verb] == verb)
    return row, days.of(row)


def test_the_lead_dates_what_follows(reader: Extractor) -> None:
    events = read(reader, MARCH).events
    dates = {(e.from_, e.to) for e in events if e.date_basis == "inherited"}
    assert dates == {("2024-05-14", "2024-05-14")}


def test_what_is_said_beside_an_event_has_its_day(reader: Extractor) -> None:
    text = "Ann Lee resigned on Monday, but officials said that she liked Chad."
    said = next(e for e in read(reader, text).events if e.type == "STATEMENT")
    assert (said.from_, said.date_basis) == ("2024-05-13", "inherited")


def test_an_event_with_its_own_time_keeps_it(reader: Extractor) -> None:
    reading = read(reader, f"{MARCH} The harbor was built in 1962.")
    assert not [e for e in reading.events if e.from_ == "1962-01-01" and e.date_basis != "stated"]


def test_the_same_days_are_one_candidate(reader: Extractor) -> None:
    text = "The army shelled Sarn on Monday. It fired on Monday night too. Rebels shot a man."
    _, days = days_of(reader, text, "shot")
    assert [day.candidate.days for day in days] == [(date(2024, 5, 13), date(2024, 5, 13))]


FILLER = "The hills are green. " * 12
FAR = f"{FILLER}The army shelled Sarn on Monday. {FILLER}"


def test_a_day_far_away_is_no_candidate(reader: Extractor) -> None:
    text = f"The court of Sarn met on Friday. It met again on Friday. {FAR}Rebels shot a farmer."
    _, days = days_of(reader, text, "shot")
    assert [day.candidate.days for day in days] == [(date(2024, 5, 10), date(2024, 5, 10))]


def test_the_day_of_the_article_is_a_candidate_from_afar(reader: Extractor) -> None:
    _, days = days_of(reader, f"{FAR}Rebels shot a farmer in Sarn.", "shot")
    assert [day.candidate.days for day in days] == [(date(2024, 5, 13), date(2024, 5, 13))]


@pytest.mark.parametrize(("when", "count"), [("at 9 a.m.", 0), ("at 9 a.m. on Monday", 1)])
def test_a_time_of_day_alone_is_no_day(reader: Extractor, when: str, count: int) -> None:
    _, days = days_of(reader, f"The army shelled Sarn {when}. Rebels shot a farmer.", "shot")
    assert len(days) == count


def test_all_numbers_are_shares(reader: Extractor) -> None:
    _, days = days_of(reader, MARCH, "fired")
    assert days
    assert all(0 <= number <= 1 for day in days for number in day.numbers.values())


LIVE = (
    "The Latest on the election in Sarn (all times local):\n\n9:45 p.m.\n\nAnn Lee has won the "
    "election for mayor of Sarn on Tuesday.\n\nShe thanked her voters in the town hall.\n\n"
    "7:15 p.m.\n\nBo Falk says the count of the votes is slow.\n\n5:10 p.m.\n\nThe polls have "
    "opened late."
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (LIVE, "2024-05-14"),
        (LIVE.replace("p.m.", "p.m.:"), "2024-05-14"),
        (LIVE.replace("\n\n5:10 p.m.\n\n", " "), None),
        (LIVE.replace("p.m.\n\n", "p.m. "), None),
    ],
)
def test_what_is_said_in_a_live_report_is_said_on_its_day(
    reader: Extractor, text: str, day: str | None
) -> None:
    said = next(e for e in read(reader, text).events if e.type == "STATEMENT")
    assert (said.from_, said.date_basis == "inherited") == (day, day is not None)


@pytest.mark.parametrize(("sure", "chosen"), [(SURE, True), (SURE - 0.01, False)])
def test_a_day_must_be_likely(reader: Extractor, sure: float, chosen: bool) -> None:
    _, days = days_of(reader, MARCH, "fired")
    assert (surest(days, [sure] * len(days)) is not None) is chosen


NAMES = "own other|of pluperfect|pluperfect|here|bound|clause relcl|statement|times between"
PLAIN = dict.fromkeys((*AGAINST, *NAMES.split("|"), "live saying"), 0.0)
PLAIN |= {"status asserted": 1.0, "first day": 1.0}


@pytest.mark.parametrize(
    ("other", "share"),
    [
        ({}, SURE),
        ({"statement": 1.0}, SAID),
        ({"statement": 1.0, "first day": 0.0}, SAID),
        ({"statement": 1.0, "own other": 1.0}, SAID),
        ({"own other": 1.0}, APART),
        ({"own other": 1.0, "first day": 0.0}, SURE),
        ({"first day": 0.0}, SURE),
        ({"clause relcl": 1.0}, BESIDE),
        ({"statement": 1.0, "times between": 0.25}, SAID_BETWEEN),
        ({"times between": 0.25}, SURE),
        ({"statement": 1.0, "times between": 0.25, "first day": 0.0}, SAID_BETWEEN),
        ({"status asserted": 0.0}, BESIDE),
        ({"statement": 1.0, "here": 1.0}, SAID_HERE),
        ({"statement": 1.0, "here": 1.0, "bound": 1.0}, HERE),
        ({"here": 1.0}, HERE),
        ({"statement": 1.0, "live saying": 1.0, "times between": 0.25}, SAID_LIVE),
        ({"statement": 1.0, "live saying": 1.0, "status asserted": 0.0}, BESIDE),
    ],
)
def test_a_day_must_be_likelier_beside_another_time_or_beside_the_point(
    other: dict[str, float], share: float
) -> None:
    assert stands({**PLAIN, **other}, share)
    assert not stands({**PLAIN, **other}, share - 0.01)


@pytest.mark.parametrize("number", [*AGAINST, "of pluperfect", "pluperfect"])
def test_a_sign_of_another_time_outweighs_the_model(number: str) -> None:
    assert stands(PLAIN, 1.0)
    assert not stands({**PLAIN, number: 1.0}, 1.0)


def test_what_had_happened_before_has_a_day_of_before() -> None:
    assert stands({**PLAIN, "pluperfect": 1.0, "of pluperfect": 1.0}, 1.0)
    assert stands({**PLAIN, "pluperfect": 1.0, "here": 1.0}, 1.0)


def test_the_day_of_an_arrest_must_be_likelier() -> None:
    assert stands(PLAIN, SURE)
    assert not stands(PLAIN, SURE, grave=True)
    assert stands(PLAIN, APART, grave=True)


def test_no_days_no_date(reader: Extractor) -> None:
    assert all(e.from_ is None for e in read(reader, "Rebels shot a farmer in Sarn.").events)
