"""H14: days that no calendar has, or no article can have: kept with what is known, or marked."""

from __future__ import annotations

import io
import json

import pytest

from store.extract.pipeline import Extractor
from store.intake.formats import articles_from
from store.intake.opened import Opened
from store.reading import Article, Reading
from tests.hostile.conftest import TakeIn

TEXT = "The council of Port Leon closed the bridge."
GIVEN = {
    "0000-01-01": (None, "absurd"),
    "0000-00-00T00:00:00Z": (None, "absurd"),
    "0999-07-09": (None, "absurd"),
    "2024-02-30": (None, "absurd"),
    "30 February 2024": (None, "absurd"),
    "9999-12-31T23:59:59Z": (None, "future"),
    "in 2099": (None, "unreadable"),
    "2 August 2099": (None, "future"),
    "03/04/2024": (None, "ambiguous"),
    # An hour that clocks in New York left out, and one that they had twice.
    "2024-03-10T02:30:00-05:00": ("2024-03-10T02:30:00-05:00", None),
    "2024-11-03T01:30:00-04:00": ("2024-11-03T01:30:00-04:00", None),
    "2024-07-09T00:30:00+14:00": ("2024-07-09T00:30:00+14:00", None),
    "2024-07-09T00:30:00-12:00": ("2024-07-09T00:30:00-12:00", None),
    "2024-07-09T00:30:00+24:00": (None, "absurd"),
    "2024-07-09T23:59:60Z": (None, "absurd"),
    "99999999999999999999": (None, "unreadable"),
    "-1": (None, "unreadable"),
}


@pytest.mark.parametrize("said", GIVEN)
def test_what_is_given_is_kept_or_marked(take_in: TakeIn, said: str) -> None:
    (article,) = take_in("a.json", json.dumps({"text": TEXT, "date": said}).encode())
    assert isinstance(article, Article)
    assert (article.published, article.published_doubt) == GIVEN[said]


@pytest.mark.parametrize("said", GIVEN)
def test_a_page_that_says_so_is_taken(take_in: TakeIn, said: str) -> None:
    paragraphs = "".join(f"<p>{TEXT} It is the {n}th time this year.</p>" for n in range(9))
    page = (
        f"<html><head><meta property='article:published_time' content='{said}'></head>"
        f"<body><article><h1>Bridge</h1><time datetime='{said}'>{said}</time>{paragraphs}"
        "</article></body></html>"
    )
    (article,) = take_in("a.html", page.encode())
    assert isinstance(article, Article)
    given, _ = GIVEN[said]
    if given:
        assert article.published == given
    else:
        assert article.published is None or "2024-02" <= article.published < "2025"


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "2024-02-29", None])
def test_a_text_full_of_such_days_is_read(reader: Extractor, published: str | None) -> None:
    text = " ".join(
        f"The council met on {day}." for day in ("30 February", "31 June 2023", "0/0/0")
    )
    text += " It will close in 2099, or in the year 9999, a thousand years ago, or last year."
    text += " It met at 2:30 a.m. on 10 March 2024 and at 25:61, at 24:00 and two centuries later."
    reading = reader.read(Article(id="x", text=text, published=published))
    assert isinstance(reading, Reading)
    for time in reading.times:
        assert text[time.start : time.end]
        assert time.from_ is None or time.to is None or time.from_ <= time.to


def test_the_times_of_a_text_that_names_no_day_are_not_made_up(reader: Extractor) -> None:
    reading = reader.read(Article(id="x", text="The council met on 30 February 2024."))
    assert not any(time.from_ for time in reading.times if time.precision == "day")


def test_every_date_in_one_feed_costs_no_item_its_place() -> None:
    items = "".join(
        f"<item><title>Item</title><description>{TEXT} {n}</description>"
        f"<pubDate>{said}</pubDate></item>"
        for n, said in enumerate(GIVEN)
    )
    feed = f"<rss version='2.0'><channel>{items}</channel></rss>".encode()
    found = [each for each in articles_from(Opened("in", io.BytesIO(feed))) if each]
    assert sum(isinstance(each, Article) for each in found) == len(GIVEN)
