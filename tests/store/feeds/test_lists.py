"""Lists of feeds: in the store, and in files of other programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from store import Feed, Feeds, Store, UserError, as_opml, as_urls, feeds_in, new_feed
from store.feeds.watching import alone

OPML = """<?xml version="1.0" encoding="utf-8"?>
<opml version="1.0"><head><title>mine</title></head><body>
 <outline text="World">
  <outline text="Asia"><outline type="rss" text="Gazette" xmlUrl="https://example.org/a"/></outline>
  <outline title="Two &amp; more" xmlURL="https://example.org/b" category="/press/daily,law"/>
 </outline>
 <outline text="Bad" xmlUrl="file:///etc/passwd"/>
 <outline text="https://example.org/c" xmlUrl="https://example.org/c"/>
</body></opml>"""

URLS = r"""
# a comment
https://example.org/a world "far east" "~Harbour \"Gazette\""
https://example.org/b ! "~"
"exec:~/bin/feed.sh --all" world
filter:~/bin/clean.py:https://example.org/c
"query:Unread:unread = \"yes\""
https://example.org/#d # and so on
gopher://example.org/
"""


def test_opml_with_folders_and_categories() -> None:
    found = feeds_in("list.opml", OPML.encode())
    assert [(feed.url, feed.title, feed.tags) for feed in found.feeds] == [
        ("https://example.org/a", "Gazette", ("World", "Asia")),
        ("https://example.org/b", "Two & more", ("World", "press/daily", "law")),
        ("https://example.org/c", None, ()),
    ]
    (left_out,) = found.left_out
    assert "Bad: left out" in left_out and "file: links are not fetched" in left_out


def test_newsboats_list_and_what_would_run_a_program() -> None:
    found = feeds_in("urls", URLS.encode())
    assert [(feed.url, feed.title, feed.tags) for feed in found.feeds] == [
        ("https://example.org/a", 'Harbour "Gazette"', ("world", "far east")),
        ("https://example.org/b", None, ()),
        ("https://example.org/", None, ()),
    ]
    said = "\n".join(found.left_out)
    assert said.count("would run a program, which is never done") == 2
    assert "exec:~/bin/feed.sh" in said and "filter:~/bin/clean.py" in said
    assert "newsboat's own articles" in said and "gopher: links are not fetched" in said


def test_what_is_written_is_read_again() -> None:
    feeds = [
        Feed(url="https://example.org/a", title='A "b" <c>', tags=("far east", "x")),
        Feed(url="https://example.org/b?x=1&y=2", tags=("far east",)),
        Feed(url="https://example.org/c", full=False),
    ]
    assert feeds_in("x", as_opml(feeds).encode()).feeds == feeds
    urls = "\n".join(as_urls(feeds))
    assert feeds_in("x", urls.encode()).feeds[:2] == feeds[:2]


def test_a_title_that_no_xml_can_hold_is_written_all_the_same() -> None:
    feed = Feed(url="https://example.org/a", title="a\x1b[2J\ud800b")
    (read,) = feeds_in("x", as_opml([feed]).encode()).feeds
    assert read.title == "a\ufffd[2J\ufffdb"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml>&a;</opml>', "entities"),
        (b"<opml><body>", "XML cannot be read"),
        (b"<rss/>", "another kind (<rss>)"),
        (b"", "empty"),
        (b"a\0b", "NUL"),
        (b"import os\n\ndef run():\n    return os\n\nrun()\n", "no links"),
    ],
)
def test_what_is_no_list_is_said_with_its_name(data: bytes, said: str) -> None:
    with pytest.raises(UserError) as trouble:
        feeds_in("my.opml", data)
    assert "my.opml is not a list of feeds" in str(trouble.value) and said in str(trouble.value)


def test_a_deep_list_is_read(tmp_path: Path) -> None:
    deep = b"<outline text='x'>" * 3_000 + b"<outline xmlUrl='https://example.org/'/>"
    data = b"<opml><body>" + deep + b"</outline>" * 3_000 + b"</body></opml>"
    assert len(feeds_in("x", data).feeds) == 1


def test_the_list_of_a_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        feeds = Feeds(store)
        assert feeds.add([new_feed("https://Example.org/a"), new_feed("https://example.org/a")])
        assert feeds.add([new_feed("https://example.org/a", "later")]) == []
        assert [feed.url for feed in feeds] == ["https://example.org/a"]
        gone = msgspec.structs.replace(next(iter(feeds)), is_gone=True, title="Gone")
        feeds.record_results([(gone.url, gone), ("https://example.org/never", gone)])
        feeds.add([new_feed("https://example.org/a")])
        assert [feed.is_gone for feed in feeds] == [False]
        assert feeds.remove("Gone").url == "https://example.org/a"
        feeds.record_results([(gone.url, gone)])
        assert list(feeds) == []
        with pytest.raises(UserError, match="no feed x in the list"):
            feeds.remove("x")


def test_a_second_watcher_is_told_who_watches(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(UserError, match="already watches"), alone(tmp_path):
        pass
    with alone(tmp_path):
        pass
