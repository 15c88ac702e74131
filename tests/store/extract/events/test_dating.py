"""When and where: stated, inherited, as of; never the day of publication in its place."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from tests.store.extract.events.told import names, only, read


def test_the_day_in_the_clause(reader: Extractor) -> None:
    event, _ = only(reader, "Egypt attacked Sudan on Monday.", "ASSAULT")
    assert (event.from_, event.to, event.date_basis) == ("2024-05-13", "2024-05-13", "stated")


def test_without_a_time_there_is_no_date(reader: Extractor) -> None:
    event, _ = only(reader, "Egypt attacked Sudan.", "ASSAULT")
    assert (event.from_, event.to, event.date_basis) == (None, None, None)


def test_what_goes_on_is_known_as_of_publication(reader: Extractor) -> None:
    event, _ = only(reader, "Egypt is supporting Sudan.", "SUPPORT")
    assert (event.from_, event.to, event.date_basis) == (None, "2024-05-15", "as_of")


def test_joined_verbs_share_day_and_place(reader: Extractor) -> None:
    text = "On Monday, Emmanuel Macron flew to Rome and met Giorgia Meloni."
    event = next(e for e in read(reader, text).events if "Meloni" in e.label)
    assert event.from_ == "2024-05-13"


def test_a_gerund_inherits_from_its_governor(reader: Extractor) -> None:
    text = "Emmanuel Macron visited Cairo on Monday, accusing Sudan of theft."
    event, _ = only(reader, text, "ACCUSE")
    assert (event.from_, event.date_basis) == ("2024-05-13", "inherited")


def test_the_time_of_what_is_talked_about_dates_nothing_else(reader: Extractor) -> None:
    event, _ = only(reader, "Egypt invited Sudan to talks on May 28.", "AGREE")
    assert event.from_ is None


def test_the_day_of_the_report_is_not_that_of_the_event(reader: Extractor) -> None:
    text = "Rebels attacked Chad, the army announced on Monday."
    event, _ = only(reader, text, "ASSAULT")
    assert event.date_basis is None


def test_two_months_are_one_time(reader: Extractor) -> None:
    event, _ = only(reader, "Floods killed 267 people in Peru in April and May 2023.", "OTHER")
    assert (event.from_, event.to) == ("2023-04-01", "2023-05-31")


def test_what_happened_when_something_else_did(reader: Extractor) -> None:
    text = "At least 31 people died when a ferry sank off Chile on Tuesday."
    event = next(e for e in read(reader, text).events if e.mode == "death")
    assert (event.from_, event.date_basis) == ("2024-05-14", "inherited")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Lima was the site of a trial last fall, when", ("2023-09-01", "2023-11-30")),
        ("A court ran the schools until 1987, when", ("1987-01-01", "1987-12-31")),
        ("It was the worst winter since June 1971, when", ("1971-06-01", "1971-06-30")),
        ("On Friday, when", ("2024-05-10", "2024-05-10")),
    ],
)
def test_what_happened_at_the_time_right_before(
    reader: Extractor, text: str, days: tuple[str, str]
) -> None:
    event, _ = only(reader, f"{text} rebels attacked Chad, Ann Lee resigned.", "ASSAULT")
    assert (event.from_, event.to) == days


def test_the_town_comes_before_the_country(reader: Extractor) -> None:
    event, reading = only(reader, "Rebels attacked soldiers in Goma, in Congo.", "ASSAULT")
    assert event.place is not None
    assert names(reading, (event.place,)) == ["Goma"]


def test_a_bomb_is_news_when_nobody_is_named(reader: Extractor) -> None:
    event, _ = only(reader, "A bomb exploded at a market on Monday.", "ASSAULT")
    assert event.from_ == "2024-05-13"


def test_when_hangs_on_its_period(reader: Extractor) -> None:
    text = "It was the worst storm since May 1999, when rebels attacked Chad."
    event, _ = only(reader, text, "ASSAULT")
    assert (event.from_, event.to) == ("1999-05-01", "1999-05-31")


def test_since_with_a_past_tense_is_no_date(reader: Extractor) -> None:
    event, _ = only(reader, "Kenya attacked Chad for the first time since January.", "ASSAULT")
    assert event.date_basis is None


def test_a_noun_takes_the_day_of_a_verb_that_is_no_event(reader: Extractor) -> None:
    text = "The speaker recalled the murder of the monks in Lima on May 3."
    event, _ = only(reader, text, "ASSAULT")
    assert event.from_ == "2024-05-03"


def test_and_not_of_one_that_is(reader: Extractor) -> None:
    text = "Ghana condemned the murder of the monks on Monday."
    assert [e.type for e in read(reader, text).events if e.from_] == ["ACCUSE"]


def test_the_last_of_two_years_is_when(reader: Extractor) -> None:
    text = "Paul Biya was president from 2012 until 2017, when he lost to Faure Gnassingbe."
    event, _ = only(reader, text, "OTHER")
    assert (event.from_, event.to) == ("2017-01-01", "2017-12-31")


def test_a_time_before_the_second_verb_is_not_that_of_the_first(reader: Extractor) -> None:
    events = read(reader, "Norway accused Chad and in 2018 attacked Togo.").events
    assert [(e.type, e.from_) for e in events] == [("ACCUSE", None), ("ASSAULT", "2018-01-01")]


def test_what_came_before_does_not_inherit(reader: Extractor) -> None:
    text = "Norway left the union on January 20 after rejecting the demands of Chad."
    event, _ = only(reader, text, "REJECT")
    assert event.from_ is None


def test_the_day_of_who_concedes_is_not_that_of_the_vote(reader: Extractor) -> None:
    text = "Paul Biya won the election, his rival conceded on Sunday."
    event, _ = only(reader, text, "OTHER")
    assert event.from_ is None


def test_what_happened_meanwhile_takes_the_day(reader: Extractor) -> None:
    text = "The row grew louder on Monday as Ann Lee attacked Bo Parks for his remarks."
    event, _ = only(reader, text, "ACCUSE")
    assert (event.from_, event.date_basis) == ("2024-05-13", "inherited")


def test_a_saying_with_an_auxiliary_has_the_day_of_its_verb(reader: Extractor) -> None:
    text = "Ann Lee had said on Monday that the party would not join the new government of Chad."
    event, _ = only(reader, text, "STATEMENT")
    assert event.from_ == "2024-05-13"
