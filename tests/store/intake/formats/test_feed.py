"""RSS, Atom and RDF, from bytes; each item with its own date in its own zone."""

from __future__ import annotations

import pytest

from store.intake.draft import Failure
from store.reading import Article
from tests.store.intake.formats.taking import TEXT, only, taken

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbour News</title><language>en-gb</language>
<item><title>Old bridge closed</title><link>https://harbour.example/1</link>
<pubDate>Tue, 09 Jul 2024 00:30:00 +0400</pubDate>{more}
<description>&lt;p&gt;The council closed the bridge.&lt;/p&gt;&lt;p&gt;It is old.&lt;/p&gt;
</description>
</item></channel></rss>"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour News</title>
<entry><title type="html">Council &amp;amp; bridge</title><author><name>Ann Writer</name></author>
<link href="https://harbour.example/2"/><updated>2024-07-10T08:00:00-05:00</updated>
<published>2024-07-08T23:30:00-05:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content>
</entry></feed>"""
RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x">
<title>Harbour News</title></channel>
<item rdf:about="1"><title>Old bridge closed</title><link>https://harbour.example/1</link>
<description>The council closed it.</description>
<dc:date>2024-07-09T00:30:00+04:00</dc:date></item></rdf:RDF>"""


def test_rss_keeps_the_items_own_day() -> None:
    article = only(RSS.format(more=""))
    assert article.published == "2024-07-09T00:30:00+04:00"
    assert article.title == "Old bridge closed"
    assert article.text == "The council closed the bridge.\n\nIt is old."
    assert article.source == "Harbour News"
    assert article.language == "en"
    assert article.url == "https://harbour.example/1"
    assert article.origin == "in#1"


def test_the_full_text_is_preferred_to_the_summary() -> None:
    content = (
        '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<![CDATA[<p>{TEXT}</p><p>{TEXT} Twice.</p><script>x</script>]]></content:encoded>"
    )
    assert only(RSS.format(more=content)).text == f"{TEXT}\n\n{TEXT} Twice."


def test_atom_gives_both_dates() -> None:
    article = only(ATOM)
    assert article.published == "2024-07-08T23:30:00-05:00"
    assert article.modified == "2024-07-10T08:00:00-05:00"
    assert article.title == "Council & bridge"
    assert article.author == "Ann Writer"
    assert article.text == "One.\n\nTwo."


def test_rdf() -> None:
    article = only(RDF)
    assert (article.published, article.text) == (
        "2024-07-09T00:30:00+04:00",
        "The council closed it.",
    )


def test_an_item_with_nothing_but_a_title_is_its_title() -> None:
    items = "<item><title>Bridge closed</title></item><item><guid>x</guid></item>"
    feed = f"<rss><channel>{items}</channel></rss>"
    article, failure = taken(feed)
    assert isinstance(article, Article)
    assert article.text == "Bridge closed"
    assert isinstance(failure, Failure)
    assert failure.origin == "in#2"


def test_an_ill_formed_feed_gives_what_it_can() -> None:
    broken = RSS.format(more="<bad>").replace("</channel></rss>", "<item><title>Half an it")
    assert any(isinstance(each, Article) for each in taken(broken))


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_a_feed_in_another_encoding(encoding: str) -> None:
    feed = RSS.format(more="").replace("utf-8", encoding).replace("Old bridge", "Старый мост")
    assert only(feed.encode(encoding)).title == "Старый мост closed"


def test_a_feed_that_declares_no_encoding_but_bytes_is_read() -> None:
    feed = RSS.format(more="").encode().replace(b"utf-8", b"ut\xb4f")
    assert only(feed).title == "Old bridge closed"


GOOGLE = """<?xml version="1.0"?><rss version="2.0"><channel><title>"bridge" - Google News</title>
<item><title>Old bridge closed - Harbour News</title><link>https://news.google.com/a</link>
<pubDate>Tue, 09 Jul 2024 07:00:00 GMT</pubDate><description>&lt;a href="https://x.example"&gt;Old
bridge closed in October&lt;/a&gt;&amp;nbsp;&amp;nbsp;&lt;font color="#6f6f6f"&gt;Harbour
News&lt;/font&gt;</description><source url="https://x.example">Harbour News</source></item>
</channel></rss>"""


def test_google_news_keeps_the_paper_apart_from_the_words() -> None:
    article = only(GOOGLE)
    assert (article.title, article.source) == ("Old bridge closed", "Harbour News")
    assert article.text == "Old bridge closed in October\nHarbour News"


def test_an_item_may_have_very_many_hard_blanks() -> None:
    blanks = "\xa0" * 150_000
    article = only(RSS.replace("The council", f"The{blanks}council").format(more=""))
    assert article.text == "The council closed the bridge.\n\nIt is old."
