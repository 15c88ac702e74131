"""A page that shows no article says why, or what it says of its article all the same."""

from __future__ import annotations

import json

import pytest

from tests.store.intake.formats.taking import PARAGRAPH, only, refused

ARTICLE = "<meta property='og:type' content='article'>"
DAY = "<meta property='article:published_time' content='2024-07-09T10:00:00Z'>"
DESCRIPTION = f"<meta name='description' content='{PARAGRAPH}'>"
SHELL = "<div id='root'></div><noscript>You need to enable JavaScript to run this app.</noscript>"


def page(head: str = "", body: str = SHELL) -> str:
    return (
        f"<html><head><title>Old bridge closed</title>{head}<script src='app.js'></script></head>"
        f"<body>{body}</body></html>"
    )


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (page(), "scripts in a browser"),
        (page(DESCRIPTION), "scripts in a browser"),
        ("<html><frameset><frame src='menu.html'></frameset></html>", "frames"),
        (
            "<html><body><p>Enable JavaScript and cookies to continue</p></body></html>",
            "no article",
        ),
        ("<html><body></body></html>", "no article"),
    ],
)
def test_the_reason(said: str, reason: str) -> None:
    assert reason in refused(said).reason


def test_the_summary_of_an_article_that_only_scripts_show() -> None:
    article = only(page(ARTICLE + DAY + DESCRIPTION))
    assert (article.text, article.published) == (PARAGRAPH, "2024-07-09T10:00:00Z")


def test_the_text_that_is_only_in_linked_data() -> None:
    body = " ".join([PARAGRAPH] * 3)
    linked = json.dumps({"@type": "NewsArticle", "headline": "Bridge", "articleBody": body})
    script = f"<script type='application/ld+json'>{linked}</script>"
    assert only(page(DESCRIPTION + script)).text == body
