"""March or April? What a page itself says of a date in three numbers, and nothing else."""

from __future__ import annotations

import pytest

from tests.store.intake.formats.taking import PARAGRAPH, only

GERMAN = (
    "Der Rat von Port Leon hat am Montag die alte Brücke gesperrt, wie die Bürgermeisterin sagte."
)


def page(
    date: str = "03/04/2019", html: str = "", head: str = "", end: str = "", text: str = ""
) -> str:
    paragraphs = f"<p>{text or PARAGRAPH}</p>" * 3
    return (
        f"<html{html}><head><title>Old bridge closed</title>{head}</head><body><article>"
        f"<h1>Old bridge closed</h1><p>Posted {date}</p>{paragraphs}</article>{end}</body></html>"
    )


def link(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


@pytest.mark.parametrize(
    "said",
    [
        page(html=' lang="en-US"'),
        page(head='<meta property="og:locale" content="en_US">'),
        page(head='<script type="application/ld+json">{"inLanguage": "en-US"}</script>'),
        page(head=link("https://www.harbour.gov/bridge")),
        page(head=link("https://harbour.example/2019/03/bridge")),
        page(end="<aside>Fair: 04/27/2019. Mill: 03/30/2019</aside>"),
        page(end='<i data-when="2019-03-04"></i>'),
        page("Mon, 03/04/2019"),
        page("03/04/2019 4:15 PM EST"),
    ],
)
def test_the_month_first(said: str) -> None:
    assert only(said).published == "2019-03-04"


@pytest.mark.parametrize(
    "said",
    [
        page(html=' lang="en-GB"'),
        page(html=' lang="en-US"', head=link("https://www.harbour.co.uk/bridge")),
        page(html=' lang="en-US"', end="<aside>Fair: 27/04/2019</aside>"),
        page(head=link("https://harbour.example/2019/04/bridge")),
        page(text=GERMAN),
        page("03.04.2019"),
        page("Wed 03/04/2019"),
    ],
)
def test_the_day_first(said: str) -> None:
    assert only(said).published == "2019-04-03"


@pytest.mark.parametrize(
    "said",
    [
        page(),
        page(html=' lang="en"', head=link("https://www.harbour.com/bridge")),
        page(html=' lang="en-CA"'),
        page(end="<aside>Fair: 27/04/2019. Mill: 03/30/2019</aside>"),
    ],
)
def test_nothing_tells(said: str) -> None:
    article = only(said)
    assert (article.published, article.published_doubt) == (None, "ambiguous")


def test_a_field_for_machines_is_in_the_same_order() -> None:
    said = '<meta name="pubdate" content="03/04/2019">'
    assert only(page("", ' lang="en-US"', said)).published == "2019-03-04"
    assert only(page("", ' lang="en-GB"', said)).published == "2019-04-03"
