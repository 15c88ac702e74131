"""HTML pages: the article, who wrote it, and when, without the page around it."""

from __future__ import annotations

import pytest

from tests.store.intake.formats.taking import PARAGRAPH, only, refused

OTHERS = [PARAGRAPH.replace("Monday", day) for day in ("Tuesday", "Wednesday", "Thursday")]


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    paragraphs = "".join(f"<p>{each}</p>" for each in [PARAGRAPH, *OTHERS])
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">'
        f"<title>Old bridge closed - Harbour News</title>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>Old bridge closed</h1>{body}{paragraphs}</article>"
        "<div class='cookie'>We use cookies. Accept all</div><footer>© Harbour News</footer>"
        "</body></html>"
    )


def test_the_article_and_nothing_of_the_page() -> None:
    article = only(page())
    assert article.title == "Old bridge closed"
    for paragraph in [PARAGRAPH, *OTHERS]:
        assert paragraph in article.text
    for furniture in ("Sport", "cookies", "©"):
        assert furniture not in article.text
    assert f"{PARAGRAPH}\n\n{OTHERS[0]}" in article.text


@pytest.mark.parametrize(
    "behind", ["-Harbour News", " » Town » Harbour News", "：Harbour News", " | HN", " -- HN"]
)
def test_a_title_ends_before_the_site_and_section_behind_it(behind: str) -> None:
    said = f"<meta property='og:title' content='Old bridge closed{behind}'>"
    assert only(page(said)).title == "Old bridge closed"


def test_a_label_over_a_title_is_none() -> None:
    said = "<meta property='og:title' content='Bridges - how they are closed'>"
    assert only(page(said, "<h1>Bridges</h1>")).title == "Bridges - how they are closed"


def test_a_title_is_no_site() -> None:
    said = (
        "<meta property='og:title' content='Old bridge closed'>"
        "<meta property='og:site_name' content='Old bridge closed'>"
        "<link rel='canonical' href='https://harbour.example/bridge'>"
    )
    assert only(page(said)).source == "harbour.example"


def test_both_dates_with_time_and_zone_and_the_first_one_counts() -> None:
    article = only(
        page(
            '<meta property="article:published_time" content="2024-07-09T00:30:00+04:00">'
            '<meta property="article:modified_time" content="2024-07-11T09:00:00+04:00">'
            '<meta property="og:site_name" content="Harbour News">'
            '<meta name="author" content="Ann Writer">'
            '<link rel="canonical" href="https://harbour.example/bridge">'
        )
    )
    assert article.published == "2024-07-09T00:30:00+04:00"
    assert article.published_from == "meta"
    assert article.modified == "2024-07-11T09:00:00+04:00"
    assert article.source == "Harbour News"
    assert article.author == "Ann Writer"
    assert article.url == "https://harbour.example/bridge"


def test_dates_in_linked_data() -> None:
    linked = (
        '<script type="application/ld+json">{"@type":"NewsArticle",'
        '"datePublished":"2024-07-09T23:30:00-05:00","dateModified":"2024-07-12T08:00:00-05:00"}'
        "</script>"
    )
    article = only(page(linked))
    assert article.published == "2024-07-09T23:30:00-05:00"
    assert article.modified == "2024-07-12T08:00:00-05:00"


@pytest.mark.parametrize(
    ("said", "published"),
    [
        ('{"@type":"NewsArticle","datePublished":1554286320}', "2019-04-03T10:12:00Z"),
        ('{"@type":"VideoObject","uploadDate":"2019-04-03"}', "2019-04-03"),
        ('{"@type":"NewsArticle","datePublished":"1970-01-01T00:00:00Z"}', None),
    ],
)
def test_other_dates_of_linked_data(said: str, published: str | None) -> None:
    linked = f'<script type="application/ld+json">{said}</script>'
    assert only(page(linked)).published == published


def test_the_article_is_believed_before_the_page_that_it_is_on() -> None:
    linked = (
        '<script type="application/ld+json">{"@graph":[{"@type":"WebPage",'
        '"datePublished":"2020-01-01T00:00:00Z"},{"@type":["NewsArticle"],"headline":"Bridge",'
        '"author":[{"name":"Ann Writer"},{"name":"Ben Writer"}],'
        '"publisher":{"name":"Harbour News"},'
        '"datePublished":"2024-07-09T22:15:00-04:00"}]}</script><script type="application/ld+json">'
        "{broken</script>"
    )
    article = only(page(linked))
    assert article.published == "2024-07-09T22:15:00-04:00"
    assert (article.source, article.author) == ("Harbour News", "Ann Writer, Ben Writer")


def test_a_time_element_gives_the_time() -> None:
    article = only(page(body='<time datetime="2024-07-09T22:15:00-04:00">Tuesday</time>'))
    assert article.published == "2024-07-09T22:15:00-04:00"


def test_the_year_of_a_copyright_line_is_no_date() -> None:
    assert only(page(body="<p>Copyright 2011 Harbour News Ltd</p>")).published is None
    assert only(page(body="<p>Published January 1, 2011</p>")).published == "2011-01-01"


def test_a_date_that_only_the_page_shows() -> None:
    article = only(page(body='<p class="date">Published 9 July 2024</p>'))
    assert article.published == "2024-07-09"


def test_a_page_of_an_archive_is_older_than_the_web() -> None:
    old = '<meta property="article:published_time" content="1987-03-09T08:00:00Z">'
    article = only(page(old, body="<p>Digitised on 5 May 2014.</p>"))
    assert article.published == "1987-03-09T08:00:00Z"


def test_a_page_in_the_encoding_that_it_declares() -> None:
    head = "<meta name='description' content='Мост закрыт'>"
    data = page(head, "<p>Мэр сказал: мост закрыт.</p>", "windows-1251").encode("cp1251", "ignore")
    assert "Мэр сказал: мост закрыт." in only(data).text


def test_a_link_that_is_none_of_the_web_is_not_kept() -> None:
    article = only(page('<link rel="canonical" href="javascript:alert(1)">'))
    assert article.url is None


def test_a_page_without_an_article_says_so() -> None:
    home = "<html><body><nav><a href='/'>Home</a></nav></body></html>"
    assert "no article" in refused(home).reason
