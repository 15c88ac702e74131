"""Feeds that are followed: what comes is read once, and how it went is written down."""

from __future__ import annotations

from pathlib import Path

import msgspec

from store import Feeds, Store, Watching, history
from tests.store.feeds.conftest import Watch, clock, counts, titles
from tests.store.intake.fetch.web_server import WebServer, article_page, feed, item

LONG = "\n".join(
    f"The council of Port Leon met for the {number}. time to speak of the bridge over the Lyre, "
    "and put its decision off, because the state had not said what it would pay."
    for number in range(3, 9)
)


def due_now(store: Store) -> None:
    """As if the time had come for every feed."""
    feeds = list(Feeds(store))
    Feeds(store).record_results(
        (each.url, msgspec.structs.replace(each, due=None)) for each in feeds
    )


def test_what_a_feed_has_is_read_once(web: WebServer, store: Store, watch: Watch) -> None:
    one = item(web.url + "/1", "One", "The mayor of Oslo opened a bridge on Monday.")
    two = item(web.url + "/2", "Two", "The premier of Japan met the press on Friday.")
    link = web.put("/feed", feed(one), headers={"ETag": '"1"'})
    (done,) = watch(link, full=False)
    assert done.report.counts == {"new": 1} and not done.wrong
    due_now(store)
    (done,) = watch()
    assert web.asked[-1].headers["If-None-Match"] == '"1"'
    assert done.report.counts == {}
    web.put("/feed", feed(two, one), headers={"ETag": '"2"'})
    due_now(store)
    (done,) = watch()
    assert done.report.counts == {"new": 1, "same": 1}
    assert titles(store) == ["One", "Two"]
    (kept,) = Feeds(store)
    assert (kept.etag, kept.came, kept.articles, kept.title) == ('"2"', 1, 2, "Harbour Gazette")


def test_a_summary_is_read_from_its_page_with_the_date_of_the_feed(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/1", article_page("One - Harbour Gazette", LONG, published="2024-07-05"))
    link = web.put("/feed", feed(item(web.url + "/1", "One", "A summary, and no more of it.")))
    watch(link)
    article = store.article(1)
    assert article.text.startswith("The council of Port Leon") and len(article.text) > 900
    assert article.published == "2024-07-02T09:30:00+03:00"
    assert (article.title, article.url) == ("One", web.url + "/1")
    assert web.paths == ["/feed", "/robots.txt", "/1"]
    (kept,) = Feeds(store)
    assert (kept.came, kept.articles) == (1, 1)


def test_what_is_known_of_a_feed_is_written_behind_the_last_of_its_pages(
    web: WebServer, store: Store, watch: Watch
) -> None:
    pages = [web.put(f"/{n}", article_page(f"Page {n}", f"{LONG} Number {n}.")) for n in range(3)]
    written: list[str | None] = []

    def look() -> None:
        with Store.open(store.folder, readonly=True) as other:
            written.append(next(iter(Feeds(other))).etag)

    for path in ("/0", "/1", "/2"):
        web.pages[path].before = look
        web.pages[path].seconds = 0.2
    items = [item(page, page, "A summary.") for page in pages]
    watch(web.put("/feed", feed(*items), headers={"ETag": '"1"'}))
    assert written == [None, None, None]
    (kept,) = Feeds(store)
    assert (kept.etag, kept.articles) == ('"1"', 3)


def test_a_feed_that_moved_is_still_watched_by_the_link_that_was_named(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/new", feed(item(web.url + "/1", "One", "The mayor of Oslo met the press.")))
    old = web.redirect("/old", "/new", 301)
    watch(old, full=False)
    due_now(store)
    web.asked.clear()
    watch(old)
    assert web.paths == ["/new"]


def test_a_page_is_not_asked_for_again_by_another_link_of_the_same_item(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/1", article_page("One", LONG))
    web.put("/1?from=rss", article_page("One", LONG))
    link = web.put("/feed", feed(item(web.url + "/1", "One", "A summary.")))
    other = web.put("/other", feed(item(web.url + "/1?from=rss", "One", "A summary.")))
    watch(link)
    web.asked.clear()
    watch(other)
    assert "/1?from=rss" in web.paths
    web.put("/other", feed(item(web.url + "/1?from=rss", "One", "Another summary.")))
    web.asked.clear()
    due_now(store)
    watch()
    assert set(web.paths) == {"/feed", "/other"}
    assert titles(store) == ["One"]


def test_what_its_publisher_changed_is_an_update(
    web: WebServer, store: Store, watch: Watch
) -> None:
    entry = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Gazette</title><entry><id>urn:1</id>"
        "<title>One</title><updated>2024-07-0{day}T10:00:00Z</updated>"
        "<content type='text'>{text}</content></entry></feed>"
    )
    link = web.put("/feed", entry.format(day=2, text=LONG))
    watch(link)
    web.put("/feed", entry.format(day=2, text=LONG + "\nShares: 12"))
    due_now(store)
    (done,) = watch()
    assert done.report.counts == {"same": 1}
    web.put("/feed", entry.format(day=3, text=LONG + "\nThe council agreed in the end."))
    due_now(store)
    (done,) = watch()
    assert done.report.counts == {"copy": 1}


def test_a_page_that_robots_are_asked_to_leave_alone_is_left_alone(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /1")
    web.put("/1", article_page("One", LONG))
    link = web.put("/feed", feed(item(web.url + "/1", "One", "The mayor of Oslo met the press.")))
    rounds = watch(link)
    assert "/1" not in web.paths
    assert store.article(1).text == "The mayor of Oslo met the press."
    (record,) = [each for each in store.imports() if each["state"] == "new"]
    assert "robots.txt" in record["reason"]
    assert counts(rounds) == {"new": 1}


def test_a_page_that_cannot_be_had_is_tried_again_when_asked(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/1", status=503)
    link = web.put("/feed", feed(item(web.url + "/1", "One", "The mayor of Oslo met the press.")))
    assert counts(watch(link)) == {"new": 1, "failed": 1}
    (failure,) = history(store.imports()).failures
    assert failure.input == web.url + "/1"


def test_one_bad_feed_stops_no_other(web: WebServer, store: Store, watch: Watch) -> None:
    good = item(web.url + "/1", "One", "The mayor of Oslo opened a bridge on Monday.")
    links = [
        web.put("/broken", "<rss"),
        web.put("/gone", status=410),
        web.put("/busy", status=429, headers={"Retry-After": "7200"}),
        web.put("/empty", ""),
        "http://127.0.0.1:1/refused",
        web.put("/good", feed(good)),
    ]
    rounds = watch(*links, full=False)
    assert titles(store) == ["One"]
    wrong = {feed.url for done in rounds for feed in done.wrong}
    assert wrong == set(links) - {web.url + "/good"}
    kept = {feed.url: feed for feed in Feeds(store)}
    assert all(kept[link].error for link in wrong)
    assert kept[web.url + "/gone"].is_gone
    assert kept[web.url + "/good"].error is None
    web.asked.clear()
    watch()
    assert "/gone" not in web.paths and "/busy" not in web.paths


def test_a_page_where_a_feed_was_to_be_is_said_with_the_feeds_that_it_names(
    web: WebServer, store: Store, watch: Watch
) -> None:
    named = """<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml"
      title="News" href="/news.xml?a=1&amp;b=2"><link rel=stylesheet href=/x.css></head></html>"""
    web.put("/", named)
    web.put("/plain", f"<?xml version='1.0'?>\n<html><body><p>{LONG}</p></body></html>")
    (done,) = watch(web.url + "/", web.url + "/plain")
    errors = {feed.url: feed.error for feed in done.wrong}
    assert errors == {
        web.url + "/": f"this is a web page, not a feed, which names {web.url}/news.xml?a=1&b=2",
        web.url + "/plain": "this is a web page, not a feed",
    }
    assert all(feed.failures == 1 for feed in done.wrong)
    assert not store.numbers()


def test_a_feed_that_moved_for_good_is_known_by_its_new_link(
    web: WebServer, store: Store, watch: Watch
) -> None:
    web.put("/new", feed(item(web.url + "/1", "One", "The mayor of Oslo met the press.")))
    watch(web.redirect("/old", "/new", 301), web.redirect("/older", "/new", 308), full=False)
    assert [each.url for each in Feeds(store)] == [web.url + "/new"]
    assert titles(store) == ["One"]


def test_new_and_changed_files_of_a_folder_are_read(
    store: Store, tmp_path: Path, watch: Watch, reading_here: None
) -> None:
    from store import Client, Fetcher, Import

    folder = tmp_path / "drop"
    folder.mkdir()
    read = lambda inputs, web: Import(store, repeated=True).run(inputs)  # noqa: E731
    watching = Watching(store, read, Fetcher(Client()), clock(), folders=[str(folder)])
    old = folder / "old.txt"
    old.write_text("The mayor of Oslo opened a bridge on Monday.")
    set_back(old)
    (done,) = watching.once()
    assert done.report.counts == {"new": 1}
    assert list(watching.once()) == []
    old.write_text("The mayor of Oslo closed the bridge on Tuesday.")
    set_back(old)
    (done,) = watching.once()
    assert done.report.counts == {"new": 1}


def set_back(path: Path) -> None:
    """As if the file had been left alone for a while."""
    import os
    import time

    os.utime(path, (time.time() - 60, time.time() - 60))
