"""When a feed is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from store.feeds.feeds import Feed
from store.feeds.schedule import DAY, WEEK, after, is_due, is_news, reject_page, title, ttl
from store.intake.answers import Answer, Unfetched, Validators
from tests.store.feeds.conftest import clock

NOW = datetime(2024, 7, 2, 12, tzinfo=UTC)
LINK = "https://example.org/feed"


def answer(body: bytes = b"<rss/>", **known: object) -> Answer:
    return Answer(**{"url": LINK, "body": body, "at": "", **known})  # type: ignore[arg-type]


def wait(feed: Feed) -> float:
    """Seconds until it is due."""
    return (datetime.fromisoformat(feed.due or "") - NOW).total_seconds()


def test_a_feed_is_asked_for_as_often_as_wanted_and_never_in_step() -> None:
    waits = {wait(after(Feed(url=LINK), answer(), NOW, clock(1800, seed))) for seed in range(20)}
    assert all(1620 <= each <= 1980 for each in waits)
    assert len(waits) > 10


@pytest.mark.parametrize(
    ("given", "least"),
    [
        (answer(fresh_for=7200.0), 7200),
        (answer(b"<rss><channel><ttl>120</ttl>"), 7200),
        (answer(fresh_for=31_536_000.0), DAY),
        (answer(b"<ttl>9999999</ttl>"), DAY),
        (answer(fresh_for=10.0), 1620),
    ],
)
def test_no_sooner_than_its_host_likes_but_daily(given: Answer, least: float) -> None:
    waited = wait(after(Feed(url=LINK), given, NOW, clock(1800)))
    assert least <= waited <= max(least, 1980)


def test_a_feed_that_fails_is_asked_for_ever_more_seldom() -> None:
    feed, waits = Feed(url=LINK), []
    for _ in range(12):
        feed = after(feed, Unfetched("it is broken"), NOW, clock(1800))
        waits.append(wait(feed))
    for doublings, waited in enumerate(waits):
        expected = min(DAY, 1800 * 2**doublings)
        assert 0.74 * expected <= waited <= 1.26 * expected
    assert (feed.failures, feed.error) == (12, "it is broken")
    healed = after(feed, answer(), NOW, clock(1800))
    assert (healed.failures, healed.error) == (0, None)
    assert wait(healed) <= 1980


@pytest.mark.parametrize(("asked", "least"), [(7200.0, 7200), (WEEK * 9, WEEK), (1.0, 1300)])
def test_a_host_that_asks_to_be_left_alone_is(asked: float, least: float) -> None:
    busy = Unfetched("busy", status=429, wait=asked)
    assert wait(after(Feed(url=LINK), busy, NOW, clock(1800))) >= least


def test_a_feed_that_is_gone_is_not_asked_for_again() -> None:
    gone = after(Feed(url=LINK), Unfetched("gone", status=410, final=True), NOW, clock(60))
    assert gone.is_gone
    assert not is_due(gone, NOW + timedelta(days=400))
    assert is_due(Feed(url=LINK), NOW)


def test_the_newest_validators_are_kept_even_none() -> None:
    feed = Feed(url=LINK, etag='"1"', modified="then")
    kept = after(feed, answer(validators=Validators('"2"', None)), NOW, clock())
    assert (kept.etag, kept.modified) == ('"2"', None)
    same = after(kept, answer(b"", unchanged=True), NOW, clock())
    assert same.etag == '"2"'


def test_the_same_bytes_are_no_news_and_mend_nothing() -> None:
    feed = after(Feed(url=LINK), answer(), NOW, clock())
    assert is_news(Feed(url=LINK), answer()) and not is_news(feed, answer())
    assert not is_news(feed, answer(unchanged=True)) and not is_news(feed, Unfetched("x"))


def test_what_a_feed_says_of_itself() -> None:
    assert title(b"<rss><channel><title>\n A &amp; B </title>") == "A & B"
    assert title(b"<feed><title type='text'><![CDATA[Harbour Gazette]]></title>") == (
        "Harbour Gazette"
    )
    assert title(b"<feed><title/>") is None and title(b"{}") is None
    assert ttl(b"<ttl> 5 </ttl>") == 300 and ttl(b"<ttl>soon</ttl>") == 0


def test_a_page_is_no_feed_whatever_stands_before_it() -> None:
    link = b'<link type="application/rss+xml" href="/rss">'
    page = b'<?xml version="1.0"?>\n<!-- <a> --><!----> <!DOCTYPE html><html>' + link
    refused = reject_page(answer(page))
    assert isinstance(refused, Unfetched)
    assert str(refused) == "this is a web page, not a feed, which names https://example.org/rss"


def test_a_feed_may_begin_with_very_many_comments() -> None:
    feed = answer(b"<!----> " * 1_000 + b"<rss/>")
    assert reject_page(feed) is feed
