"""Archives and crawls: every member is an input of its own."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from collections.abc import Callable

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from store.intake.draft import Failure
from store.reading import Article
from tests.store.intake.formats.taking import PARAGRAPH, TEXT, only, taken
from tests.store.intake.formats.test_documents import zipped

PAGE = f"<html><body><article>{f'<p>{PARAGRAPH}</p>' * 3}</article></body></html>"


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def a_crawl(*pages: tuple[str, str, bytes], status: str = "200 OK", packed: bool = True) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for url, kind, data in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(data),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2024-07-09T08:00:00Z"},
        )
        writer.write_record(record)
    return stream.getvalue()


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.txt": data})])
def test_what_is_packed_is_what_it_was(pack: Callable[[bytes], bytes]) -> None:
    assert only(pack(TEXT.encode()), "a.txt.gz").text == TEXT


def test_lines_in_a_gz() -> None:
    data = gzip.compress(f"{json.dumps({'text': TEXT})}\n".encode() * 3)
    found = taken(data, "a.jsonl.gz")
    assert [each.origin for each in found] == [f"a.jsonl.gz:{n}" for n in (1, 2, 3)]


def test_what_is_packed_keeps_the_name_of_its_file_and_the_kind_of_its_own() -> None:
    assert only(gzip.compress(f"# Bridge\n\n{TEXT}".encode()), "note.md.gz").title == "Bridge"
    (found,) = taken(gzip.compress(tarred({"a.txt": TEXT.encode()})), "all.tgz")
    assert found.origin == "all.tgz/a.txt"


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_a_tar_and_its_members(mode: str) -> None:
    members = {"a/1.txt": TEXT.encode(), "a/2.html": PAGE.encode(), "a/3.png": b"\x89PNG\r\n"}
    found = taken(tarred(members, mode), "a.tar")
    assert [each.origin for each in found] == ["a.tar/a/1.txt", "a.tar/a/2.html", "a.tar/a/3.png"]
    assert isinstance(found[0], Article)
    assert isinstance(found[1], Article)
    assert isinstance(found[2], Failure)
    assert found[2].passed_over


def test_a_zip_of_all_kinds() -> None:
    members: dict[str, str | bytes] = {
        "1.txt": TEXT,
        "2.json": json.dumps({"text": TEXT}),
        "3.py": "x",
    }
    one, two, program = taken(zipped(members), "a.zip")
    assert isinstance(one, Article)
    assert isinstance(two, Article)
    assert isinstance(program, Failure)
    assert program.passed_over


@pytest.mark.parametrize("packed", [True, False])
def test_a_crawl_gives_its_pages(packed: bool) -> None:
    pages = (
        ("https://harbour.example/1", "text/html; charset=utf-8", PAGE.encode()),
        ("https://harbour.example/logo.png", "image/png", b"\x89PNG"),
    )
    article = only(a_crawl(*pages, packed=packed), "a.warc")
    assert article.url == "https://harbour.example/1"
    assert PARAGRAPH in article.text
    assert article.published is None


def test_the_day_of_a_crawl_tells_the_year_of_a_date_without_one() -> None:
    dateline = PAGE.replace("<p>The", "<p>PORT LEON, July 8 (Harbour News) - The", 1)
    article = only(a_crawl(("https://harbour.example/1", "text/html", dateline.encode())))
    assert article.published == "2024-07-08"


def test_pages_that_were_not_there_are_no_articles() -> None:
    page = ("https://harbour.example/1", "text/html", PAGE.encode())
    assert taken(a_crawl(page, status="404 Not Found"), "a.warc") == []


def test_a_record_of_a_length_that_no_file_has_costs_no_page_before_it() -> None:
    link = "https://x.example/"
    page = a_crawl((link, "text/html", PAGE.encode()), packed=False)
    length = re.compile(rb"(?<=Content-Length: )\d+")
    article, failure = taken(page + length.sub(b"9" * 400, page), "a.warc")
    assert isinstance(article, Article)
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("the crawl is damaged here: ")


def test_a_wacz_is_the_crawls_in_it() -> None:
    crawl = a_crawl(("https://harbour.example/1", "text/html", PAGE.encode()))
    members = {"datapackage.json": b"{}", "archive/data.warc.gz": crawl, "pages/pages.jsonl": b"{}"}
    assert only(zipped(members), "a.wacz").url == "https://harbour.example/1"  # type: ignore[arg-type]
