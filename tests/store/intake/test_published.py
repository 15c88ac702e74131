"""The article's own date, found in its text or refused, and the agency of its dateline."""

from __future__ import annotations

from datetime import date

import pytest

from store.intake.dates import dates_in
from store.intake.draft import ArticleDraft, article_of_draft
from store.intake.published import agency, dated, from_text
from store.reading import Article

TODAY = date(2024, 8, 1)


def article(text: str, **fields: str) -> Article:
    return Article(id="a", text=text, **fields)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("OSLO, July 9, 2024 (Reuters) - The ferry sank.", "dateline"),
        ("OSLO, 9 July 2024 — The ferry sank.", "dateline"),
        ("ANN ARBOR, Mich., July 9, 2024 (AP) -- The ferry sank.", "dateline"),
        ("July 9, 2024 (UPI) -- The ferry sank.", "dateline"),
        ("OSLO (NORWAY), 9 JUL 24 (NTB) -- [TEXT] THE FERRY SANK.", "dateline"),
        ("date 2024-07-09 + − 16 px\n\nThe ferry sank.", "text"),
        ("Ferry sinks\nBy Ola Nordmann | July 9, 2024 | 3 min read\nThe ferry sank.", "text"),
        ("Ferry sinks\nPublished: Tuesday, 9 July 2024 10:15 GMT\nThe ferry sank.", "text"),
        ("Updated on July 11, 2024\nPosted July 9, 2024\nThe ferry sank.", "text"),
        ("Ferry sinks\nTuesday, July 9th, 2024\n\nThe ferry sank.", "text"),
        ("The ferry sank, said the owner, and nobody was on it.\n\nJuly 9, 2024", "text"),
        ("The ferry sank, and nobody was on it.\n\nPort Leon, 9 July 2024", "text"),
        ("Ferry sinks\nOslo, 9 July 2024\nThe ferry sank.", "text"),
    ],
)
def test_a_date_that_the_text_gives_as_its_own(text: str, how: str) -> None:
    found = dated(article(text), TODAY)
    assert (found.published, found.published_from) == ("2024-07-09", how)
    assert found.published_doubt is None


@pytest.mark.parametrize(
    "text",
    [
        "On July 9, 2014, the ferry sank.",
        "The ferry that sank on 9 July 2014 is back.",
        "The sinking of July 9, 2014\n\nIt was a calm night.",
        "The report, dated 9 July 2014, says little.",
        "The notes that the company sold last week are due\nJuly 9, 2014.\n",
        "The ferry sank in the night, off the coast of Norway,\nJuly 9, 2014\n",
        "Ferries of old\nThe pact on them that all have signed in\nOslo, 9 July 2014\nis no more.",
        "OSLO (AP) — The ferry sank.",
        "No date at all.",
        "",
    ],
)
def test_a_date_in_prose_is_never_the_articles_own(text: str) -> None:
    found = dated(article(text), TODAY)
    assert found.published is None
    assert found.published_doubt is None


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("03/04/2024\n\nThe ferry sank.", "ambiguous"),
        ("OSLO, July 9 (Reuters) - The ferry sank.", "ambiguous"),
        ("30 February 2024\n\nThe ferry sank.", "absurd"),
        ("2024-13-40\n\nThe ferry sank.", "absurd"),
        ("2 August 2099\n\nThe ferry sank.", "future"),
    ],
)
def test_a_date_that_cannot_be_believed_is_flagged(text: str, doubt: str) -> None:
    found = dated(article(text), TODAY)
    assert (found.published, found.published_doubt) == (None, doubt)


def test_words_that_are_no_date_are_flagged() -> None:
    found = article_of_draft(ArticleDraft("The ferry sank.", "a", published="soon"))
    assert (found.published, found.published_doubt) == (None, "unreadable")


def test_a_date_in_the_text_is_better_than_words_that_are_none() -> None:
    found = article_of_draft(ArticleDraft("July 9, 2024\n\nThe ferry sank.", "a", published="soon"))
    assert (found.published, found.published_from) == ("2024-07-09", "text")
    assert found.published_doubt is None


def test_no_words_for_a_date_are_no_doubt() -> None:
    found = article_of_draft(ArticleDraft("The ferry sank.", "a", published="  "))
    assert (found.published, found.published_doubt) == (None, None)


def test_the_order_of_three_numbers_can_be_settled() -> None:
    text = "03/04/2024\n\nThe ferry sank."
    assert dated(article(text), TODAY, "mdy").published == "2024-03-04"
    assert dated(article(text), TODAY, "dmy").published == "2024-04-03"


def test_numbers_that_can_be_read_one_way_need_no_order() -> None:
    assert from_text("13/04/2024") == date(2024, 4, 13)
    assert from_text("4/13/2024") == date(2024, 4, 13)
    assert from_text("05.05.2024") == date(2024, 5, 5)


def test_a_dateline_takes_its_year_from_the_link() -> None:
    found = dated(
        article("OSLO, July 9 (NTB) - It sank.", url="https://example.org/2023/07/ferry"), TODAY
    )
    assert (found.published, found.published_from) == ("2023-07-09", "dateline")


def test_a_dateline_takes_its_year_from_a_day_near_it() -> None:
    text = article("OSLO, Dec. 30 (NTB) - It sank.")
    assert dated(text, TODAY, near=date(2024, 1, 2)).published == "2023-12-30"
    assert dated(text, TODAY, near=date(2023, 12, 30)).published == "2023-12-30"


def test_what_is_known_already_stays() -> None:
    known = article("1 May 2024", published="2024-07-09T00:30:00+04:00", published_from="meta")
    assert dated(known, TODAY) == known


def test_a_long_line_of_digits_is_read_in_one_pass() -> None:
    assert list(dates_in("1" * 80_000)) == []
    assert from_text("2024 " * 20_000) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("PORT LEON, March 3 (Harbour News) - The council met.", "Harbour News"),
        ("A headline\n\nSAN JUAN, 3 MAR 88 (XYZ) -- [TEXT] THE COUNCIL", "XYZ"),
        ("QUILLOTA (South Wire) — The council met.", "South Wire"),
        ("The council (which met) - closed the bridge.", None),
        ("OSLO closed the bridge (again) on Friday.", None),
        ("", None),
    ],
)
def test_agency(text: str, name: str | None) -> None:
    assert agency(text) == name


def test_an_agency_in_a_long_line_takes_linear_time() -> None:
    assert agency("A(" * 100_000) is None
