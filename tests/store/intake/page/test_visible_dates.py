"""The day that a page shows with its article, as sites of many kinds and languages show it."""

from __future__ import annotations

import pytest

from tests.store.intake.formats.taking import PARAGRAPH, only

TITLE = "Old bridge closed"
NEWS = (
    '<section class="more"><ul><li><a href="/1">Fair opens</a> <time datetime="2012-02-01">1 Feb'
    ' 2012</time></li><li><a href="/2">Mill burns</a> <span class="date">5 Mar 2021</span></li>'
    "</ul></section>"
)
COMMENTS = (
    '<section id="comments"><article class="comment">Joe, March 20, 2019 at 9:12 pm'
    "<p>I remember it from May 1, 2001.</p></article></section>"
)


def page(under: str, over: str = "", head: str = "", behind: str = NEWS, lang: str = "") -> str:
    said = f' lang="{lang}"' if lang else ""
    paragraphs = "".join(f"<p>{PARAGRAPH} {number}.</p>" for number in ("One", "Two", "Three"))
    return (
        f"<!DOCTYPE html><html{said}><head><title>{TITLE}</title>{head}</head><body><main><article>"
        f"{over}<h1>{TITLE}</h1>{under}<div>{paragraphs}</div></article>{behind}</main>"
        "<footer>© 2024 Harbour News</footer></body></html>"
    )


@pytest.mark.parametrize(
    "under",
    [
        "<p>Published 18 Mar 2019 10:12</p>",
        "<div>Posted on March 18, 2019 by ann</div>",
        "<div>By <a>Ann Writer</a> | <span>Mar. 18th, 2019</span> · 5 min read</div>",
        "<div>North Korea 09:31 March 18, 2019</div>",
        "<div>Updated: April 9, 2019 | Published: March 18, 2019</div>",
        "<dl><dt>Last updated</dt><dd>2 May 2020</dd><dt>Published</dt><dd>18 March 2019</dd></dl>",
        "<table><tr><td>Date</td><td>18 March 2019</td></tr></table>",
        '<div><i class="day">18</i><i class="month">Mar</i><i>2019</i></div>',
        '<div class="post-date"><div>18</div><div>Mar</div><div>2019</div></div>',
        '<p class="lead">The bridge of 12 May 1950 is closed.</p><p>18 March 2019</p>',
        "<figure><figcaption>On July 4, 2011</figcaption></figure><p>March 18, 2019</p>",
        '<span data-date="2019-03-18">2 years ago</span>',
        '<span title="Monday, March 18, 2019 at 9:41am">2 yrs</span>',
        "<p>Veröffentlicht am 18. März 2019, aktualisiert am 2. April 2019</p>",
        "<p>Montag, 18.03.2019, 14.12 Uhr</p>",
        "<p>Mis à jour le 20 mars 2019 - Publié le 18 mars 2019 à 10h15</p>",
        "<div>Publicado el 18 de marzo de 2019</div>",
        "<div>Marzo 18, 2019 - 10:12</div>",
        "<div>Ultimo aggiornamento: 20 marzo 2019</div><div>Pubblicato: 18 marzo 2019</div>",
        "<div>Обновлено: 20.03.2019</div><div>Опубликовано: 18.03.2019</div>",
        "<div>14:05, 18 марта 2019 г.</div>",
        "<div>18 maart 2019</div>",
        "<div>18 de março de 2019</div>",
        "<div>18 marca 2019</div>",
        "<div>الاثنين، 18 آذار/مارس 2019، آخر تحديث 14:00</div>",
        "<div>2019年3月18日 09:41</div>",
    ],
)
def test_beside_the_headline(under: str) -> None:
    assert only(page(under)).published == "2019-03-18"


def test_other_news_comments_and_the_day_of_the_visit_are_none() -> None:
    article = only(page("<p>Ann, 18 March 2019</p>", "<div>27 November 2020</div>", "", COMMENTS))
    assert article.published == "2019-03-18"


def test_over_the_headline() -> None:
    over = '<h2 class="date-header">Monday, March 18, 2019</h2>'
    assert only(page("", over)).published == "2019-03-18"


def test_a_headline_that_is_only_drawn_as_one() -> None:
    old = page("<font size=1>March 18, 2019</font>").replace("<h1>", "<b>").replace("</h1>", "</b>")
    assert only(old).published == "2019-03-18"


def test_the_name_of_the_site_is_no_headline() -> None:
    masthead = "<div><h1>The Harbour Morning Chronicle</h1><p>27 November 2020</p></div>"
    old = page("<p>18 March 2019</p>").replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    named = old.replace("</title>", " - The Harbour Morning Chronicle</title>")
    said = f"<meta property='og:title' content='{TITLE}'></head>"
    article = only(named.replace("<body>", f"<body>{masthead}").replace("</head>", said))
    assert article.published == "2019-03-18"


def test_its_time_where_an_element_has_it() -> None:
    time = '<time datetime="2019-03-18T22:10:00-04:00">March 18, 2019</time>'
    assert only(page(f"<p>By Ann, {time}</p>")).published == "2019-03-18T22:10:00-04:00"


def test_the_day_of_a_change_where_no_other_is_known() -> None:
    assert only(page("<p>Last updated: April 9, 2019</p>", behind="")).published == "2019-04-09"
    changed = '<meta property="og:updated_time" content="2019-04-09T10:00:00+02:00">'
    article = only(page("<p>By Ann, 18 March 2019</p>", head=changed))
    assert (article.published, article.modified) == ("2019-03-18", "2019-04-09T10:00:00+02:00")


def test_a_day_that_greenwich_has_not_yet_is_the_newsrooms() -> None:
    said = '<meta property="article:published_time" content="2019-03-17T22:30:00Z">'
    assert only(page("<p>18 March 2019, 00:30</p>", head=said)).published == "2019-03-18"
    link = '<link rel="canonical" href="https://harbour.example/2019/03/18/bridge">'
    assert only(page("", head=said + link)).published == "2019-03-18"
    same = '<link rel="canonical" href="https://harbour.example/2019/03/17/bridge">'
    article = only(page("<p>18 March 2019 -- Updated 0230 GMT</p>", head=said + same))
    assert article.published == "2019-03-17T22:30:00Z"


@pytest.mark.parametrize("path", ["2019/03/18/bridge", "20190318-bridge", "2019/mar/18/bridge"])
def test_in_the_link(path: str) -> None:
    link = f'<link rel="canonical" href="https://harbour.example/{path}">'
    assert only(page("", head=link)).published == "2019-03-18"
