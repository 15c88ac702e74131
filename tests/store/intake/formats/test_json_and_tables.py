"""Records of named fields: JSON, JSON Lines, CSV."""

from __future__ import annotations

import json

import pytest

from store.intake.draft import Failure
from store.intake.limits import InputRejected
from store.intake.opened import Hints
from store.intake.record_fields import parsed_mapping
from store.reading import Article
from tests.store.intake.formats.taking import TEXT, only, taken


def test_one_object_is_one_article() -> None:
    article = only(
        json.dumps(
            {
                "headline": "Bridge closed",
                "body": TEXT,
                "source": {"id": None, "name": "Harbour News"},
                "author": ["A. Writer", "B. Writer"],
                "publishedAt": "2024-07-09T00:30:00+04:00",
                "url": "https://harbour.example/1",
            }
        )
    )
    assert article.text == TEXT
    assert article.title == "Bridge closed"
    assert article.source == "Harbour News"
    assert article.author == "A. Writer, B. Writer"
    assert article.published == "2024-07-09T00:30:00+04:00"
    assert article.published_from == "given"
    assert article.url == "https://harbour.example/1"
    assert article.origin == "in"


@pytest.mark.parametrize(
    "shape",
    [
        lambda one: [one, one | {"text": TEXT + " Again."}],
        lambda one: {"status": "ok", "articles": [one, one | {"text": TEXT + " Again."}]},
        lambda one: {"response": {"docs": [one, one | {"text": TEXT + " Again."}]}},
        lambda one: {"hits": {"hits": [{"_source": one}, {"_source": {"text": TEXT + " Again."}}]}},
    ],
)
def test_a_list_is_found_wherever_it_stands(shape) -> None:  # type: ignore[no-untyped-def]
    found = taken(json.dumps(shape({"text": TEXT})))
    assert [f.text for f in found if isinstance(f, Article)] == [TEXT, TEXT + " Again."]
    assert [f.origin for f in found if isinstance(f, Article)] == ["in#1", "in#2"]


def test_json_feed_gives_its_own_name_and_text_without_tags() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour News",
        "items": [{"id": "1", "content_html": f"<p>{TEXT}</p><p>More.</p>", "title": "Bridge"}],
    }
    article = only(json.dumps(feed))
    assert article.text == f"{TEXT}\n\nMore."
    assert article.source == "Harbour News"


def test_a_mapping_names_fields_wherever_they_are() -> None:
    data = json.dumps({"rows": [{"doc": {"kopf": "Bridge closed", "koerper": TEXT}}]})
    hints = Hints(mapping={"doc.koerper": "text", "doc.kopf": "title"})
    article = only(data, hints=hints)
    assert (article.title, article.text) == ("Bridge closed", TEXT)


@pytest.mark.parametrize(
    ("content", "name"),
    [('{"text": "Closed", "n": 1}', "x.json"), ("text,n\nClosed,1\n", "x.csv")],
)
def test_a_text_that_is_not_where_the_mapping_says_is_refused(content: str, name: str) -> None:
    """Another field would be read as the text without a word."""
    (found,) = taken(content, name, Hints(mapping={"nosuch": "text"}))
    assert isinstance(found, Failure)
    assert "--map text=nosuch" in found.reason
    assert "text, n" in found.reason


def test_a_mapping_is_read_or_refused() -> None:
    assert parsed_mapping("title=kopf") == ("kopf", "title")
    for wrong in ("title", "colour=red", "=x", "title="):
        with pytest.raises(InputRejected, match="FIELD"):
            parsed_mapping(wrong)


def test_lines_are_articles_and_a_bad_one_costs_no_other_its_place() -> None:
    good = json.dumps({"text": TEXT})
    found = taken(f'{good}\n{{"text": \n\n{good[:-1]}, "title": "A title"}}\n{{"te', "a.jsonl")
    assert [type(each).__name__ for each in found] == ["Article", "Failure", "Article", "Failure"]
    assert [each.origin for each in found] == ["a.jsonl:1", "a.jsonl:2", "a.jsonl:4", "a.jsonl:5"]  # type: ignore[attr-defined]
    assert "line 5" in found[3].reason  # type: ignore[attr-defined]


def test_lines_are_recognised_without_a_name() -> None:
    good = json.dumps({"text": TEXT})
    assert len(taken(f"{good}\n{good}\n")) == 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(delimiter: str) -> None:
    rows = f'title,text,date\nBridge,"{TEXT}\nMore.",2024-07-09\n'.replace(",", delimiter)
    article = only("\ufeff" + rows, "export")
    assert article.text == f"{TEXT}\nMore."
    assert article.published == "2024-07-09"
    assert article.origin == "export:2"


def test_a_table_without_a_text_says_what_it_has() -> None:
    (found,) = taken("kopf,rumpf\nBridge,Closed\n", "export.csv")
    assert isinstance(found, Failure)
    assert "kopf, rumpf" in found.reason
    article = only("kopf,rumpf\nBridge,Closed\n", "export.csv", Hints(mapping={"rumpf": "text"}))
    assert article.text == "Closed"


def test_prose_with_commas_is_no_table() -> None:
    text = "Title, text, date and more: what the council wants.\n\nIt met on Monday."
    assert only(text).text == text


@pytest.mark.parametrize(
    "names",
    ["Titel;Text;Datum;Quelle", "Titre;Texte;Date;Source", "Titular;Texto;Fecha;Medio",
     "Заголовок;Текст;Дата;Источник", "标题;正文;日期;来源"],
)  # fmt: skip
def test_a_table_with_headings_in_another_language(names: str) -> None:
    article = only(f"{names}\nBridge;{TEXT};09.07.2024;Hafenblatt\n", "export.csv")
    assert (article.title, article.text, article.source) == ("Bridge", TEXT, "Hafenblatt")
    assert article.published == "2024-07-09"


def test_what_its_publisher_withdrew_is_passed_over() -> None:
    removed = dict.fromkeys(("title", "description", "content"), "[Removed]")
    found = taken(
        json.dumps({"articles": [removed, {"title": "Bridge", "content": TEXT}]}), "a.json"
    )
    assert isinstance(found[0], Failure)
    assert found[0].passed_over
    assert isinstance(found[1], Article)


def test_a_row_of_a_title_and_a_link_says_what_to_do() -> None:
    (found,) = taken("title,url\nBridge,https://harbour.example/b\n", "export.csv")
    assert isinstance(found, Failure)
    assert "only a title and a link: `dateline add LINK`" in found.reason


@pytest.mark.parametrize(
    ("record", "title", "source", "author"),
    [
        ({"title": "Shut - The Post", "source": "The Post"}, "Shut", "The Post", None),
        ({"title": "Shut - The Post", "source": "Post"}, "Shut", "Post", None),
        ({"title": "Shut - again", "source": "The Post"}, "Shut - again", "The Post", None),
        ({"url": "https://www.harbour.example/b"}, None, "harbour.example", None),
        ({"byline": "By Ann Writer"}, None, None, "Ann Writer"),
        ({"byline": "Byron Writer"}, None, None, "Byron Writer"),
    ],
)
def test_title_source_and_author_are_what_they_name(
    record: dict[str, str], title: str | None, source: str | None, author: str | None
) -> None:
    article = only(json.dumps({"text": TEXT, **record}), "a.json")
    assert (article.title, article.source, article.author) == (title, source, author)
