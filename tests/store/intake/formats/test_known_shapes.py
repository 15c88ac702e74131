"""Exports of well-known tools and news services are taken without --map."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest

from store.reading import Article
from tests.store.intake.formats.taking import PARAGRAPH, only, taken

LINK = "https://harbour.example/bridge"
SHAPES: dict[str, Any] = {
    "NewsAPI": {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "Harbour News"},
                "author": "Ann Writer",
                "title": "Bridge closed",
                "description": "The old bridge is closed.",
                "url": LINK,
                "publishedAt": "2024-07-09T08:00:00Z",
                "content": PARAGRAPH,
            }
        ],
    },
    "Guardian": {
        "response": {
            "status": "ok",
            "results": [
                {
                    "id": "world/bridge",
                    "sectionName": "World",
                    "webPublicationDate": "2024-07-09T08:00:00Z",
                    "webTitle": "Bridge closed",
                    "webUrl": LINK,
                    "fields": {
                        "bodyText": PARAGRAPH,
                        "byline": "Ann Writer",
                        "publication": "Harbour News",
                    },
                }
            ],
        }
    },
    "New York Times": {
        "response": {
            "docs": [
                {
                    "web_url": LINK,
                    "lead_paragraph": PARAGRAPH,
                    "abstract": "Closed.",
                    "headline": {"main": "Bridge closed"},
                    "pub_date": "2024-07-09T08:00:00+0000",
                    "byline": {"original": "Ann Writer"},
                    "source": "Harbour News",
                }
            ]
        }
    },
    "Common Crawl news by news-please": {
        "authors": ["Ann Writer"],
        "date_download": "2024-07-11 00:00:00",
        "date_modify": None,
        "date_publish": "2024-07-09 08:00:00",
        "language": "en",
        "maintext": PARAGRAPH,
        "source_domain": "Harbour News",
        "text": None,
        "title": "Bridge closed",
        "url": LINK,
    },
    "newspaper3k": {
        "url": LINK,
        "source_url": "https://harbour.example",
        "title": "Bridge closed",
        "text": PARAGRAPH,
        "authors": ["Ann Writer"],
        "publish_date": "2024-07-09T08:00:00",
        "publisher": "Harbour News",
        "meta_lang": "en",
        "summary": "",
    },
    "Scrapy": [
        {
            "url": [LINK],
            "title": ["Bridge closed"],
            "author": ["Ann Writer"],
            "date": ["2024-07-09T08:00:00"],
            "site": "Harbour News",
            "content": PARAGRAPH.split(", "),
        }
    ],
    "Media Cloud": {
        "stories": [
            {
                "id": 1,
                "media_name": "Harbour News",
                "media_url": "https://harbour.example",
                "publish_date": "2024-07-09 08:00:00",
                "title": "Bridge closed",
                "url": LINK,
                "story_text": PARAGRAPH,
                "author": "Ann Writer",
                "language": "en",
            }
        ]
    },
    "Webz.io": {
        "posts": [
            {
                "thread": {"site": "Harbour News", "title": "Thread", "published": "2020-01-01"},
                "url": LINK,
                "author": "Ann Writer",
                "published": "2024-07-09T08:00:00.000+00:00",
                "title": "Bridge closed",
                "text": PARAGRAPH,
                "language": "english",
            }
        ]
    },
    "Event Registry": {
        "articles": {
            "results": [
                {
                    "uri": "81",
                    "lang": "eng",
                    "date": "2024-07-10",
                    "dateTimePub": "2024-07-09T08:00:00Z",
                    "url": LINK,
                    "title": "Bridge closed",
                    "body": PARAGRAPH,
                    "source": {"uri": "harbour.example", "title": "Harbour News"},
                    "authors": [{"name": "Ann Writer"}],
                }
            ]
        }
    },
    "Aylien": {
        "stories": [
            {
                "title": "Bridge closed",
                "body": PARAGRAPH,
                "published_at": "2024-07-09T08:00:00Z",
                "source": {"name": "Harbour News", "domain": "harbour.example"},
                "author": {"name": "Ann Writer"},
                "links": {"permalink": LINK},
            }
        ]
    },
    "WordPress": [
        {
            "date": "2024-07-09T08:00:00",
            "link": LINK,
            "title": {"rendered": "Bridge closed"},
            "content": {"rendered": f"<p>{PARAGRAPH}</p>", "protected": False},
            "site": "Harbour News",
            "author": "Ann Writer",
        }
    ],
    "MongoDB": {
        "_id": {"$oid": "66"},
        "headline": "Bridge closed",
        "body": PARAGRAPH,
        "date": {"$date": "2024-07-09T08:00:00Z"},
        "source": "Harbour News",
        "author": "Ann Writer",
        "url": LINK,
    },
    "JSON-LD": {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bridge closed",
        "articleBody": PARAGRAPH,
        "datePublished": "2024-07-09T08:00:00Z",
        "author": {"@type": "Person", "name": "Ann Writer"},
        "publisher": {"@type": "Organization", "name": "Harbour News"},
        "mainEntityOfPage": {"@type": "WebPage", "@id": LINK},
    },
    "Telegram": {
        "name": "Harbour News",
        "type": "public_channel",
        "messages": [
            {
                "id": 1,
                "type": "message",
                "date": "2024-07-09T08:00:00",
                "from": "Ann Writer",
                "text": [
                    PARAGRAPH[:20],
                    {"type": "bold", "text": PARAGRAPH[20:30]},
                    PARAGRAPH[30:],
                ],
                "link": LINK,
                "title": "Bridge closed",
            }
        ],
    },
}


def check(article: Article) -> None:
    assert re.findall(r"\w+", article.text) == re.findall(r"\w+", PARAGRAPH)
    assert article.title == "Bridge closed"
    assert article.source == "Harbour News"
    assert article.author == "Ann Writer"
    assert article.url == LINK
    assert (article.published or "")[:19] == "2024-07-09T08:00:00"
    assert article.language == "en"


@pytest.mark.parametrize("shape", SHAPES)
def test_a_json_export_is_recognised(shape: str) -> None:
    check(only(json.dumps(SHAPES[shape]), "export.json"))


@pytest.mark.parametrize("shape", ["newspaper3k", "Common Crawl news by news-please", "MongoDB"])
def test_its_lines_are_recognised(shape: str) -> None:
    first, second = taken(f"{json.dumps(SHAPES[shape])}\n" * 2, "export.jsonl")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    check(first)


@pytest.mark.parametrize(
    "columns",
    [
        # All the News, version 1 and 2; ProQuest; a table flattened from JSON.
        ",id,title,publication,author,date,year,month,url,content",
        "date,year,month,day,author,title,article,url,section,publication",
        "Title,Full text,Author,Publication title,Publication date,URL",
        "webTitle,fields.bodyText,fields.byline,webPublicationDate,webUrl,source.name",
        "headline,maintext,authors,date_publish,url,source_domain",
    ],
)
def test_a_table_is_recognised(columns: str) -> None:
    values = {
        "title": "Bridge closed", "webTitle": "Bridge closed", "headline": "Bridge closed",
        "content": PARAGRAPH, "article": PARAGRAPH, "full text": PARAGRAPH, "maintext": PARAGRAPH,
        "fields.bodyText": PARAGRAPH, "author": "Ann Writer", "authors": "Ann Writer",
        "fields.byline": "Ann Writer", "publication": "Harbour News", "source.name": "Harbour News",
        "publication title": "Harbour News", "source_domain": "Harbour News", "url": LINK,
        "webUrl": LINK, "year": "2024", "month": "7.0", "day": "9", "section": "World", "id": "17",
    }  # fmt: skip
    names = columns.split(",")
    row = [
        "2024-07-09T08:00:00" if "date" in name.lower() and name not in values
        else values.get(name, values.get(name.lower(), ""))
        for name in names
    ]  # fmt: skip
    table = io.StringIO()
    csv.writer(table).writerows([names, row])
    check(only(table.getvalue(), "export"))


def test_a_list_of_links_without_texts_says_that() -> None:
    """GDELT's list of articles names them and has none of their texts."""
    listed = {"articles": [{"url": LINK, "title": "Bridge closed", "seendate": "20240709T080000Z"}]}
    (found,) = taken(json.dumps(listed), "gdelt.json")
    assert not isinstance(found, Article)
    assert found is not None
    assert "only titles and links: `dateline add LINK`" in found.reason
