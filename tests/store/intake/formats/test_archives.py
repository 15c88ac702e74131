"""Archives and crawls: every member is an input of its own."""

from __future__ import annotations

import gzip
import io
import json
import re
import tarfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
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


def test_a_record_of_a_length_that_no_file_has_costs_no_page() -> None:
    link = "https://x.example/"
    page = a_crawl((link, "text/html", PAGE.encode()), packed=False)
    length = re.compile(rb"(?<=Content-Length: )\d+")
    *articles, failure = taken(page + length.sub(b"9" * 400, page), "a.warc")
    assert [type(each) for each in articles] == [Article, Article]
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("the crawl is cut short: ")
    assert len(failure.reason) < 100


def a_page(number: int) -> bytes:
    """One record of a crawl, with the page of this number."""
    page = PAGE.replace("<p>", f"<p>Bridge {number}. ")
    return a_crawl((f"https://x.example/{number}", "text/html", page.encode()), packed=False)


def with_length(record: bytes, more: int | None) -> bytes:
    """A record that says that it is longer than it is by `more` bytes; None: says nothing."""
    said = re.search(rb"Content-Length: (\d+)\r\n", record)
    assert said
    other = b"" if more is None else b"Content-Length: %d\r\n" % (int(said[1]) + more)
    return record.replace(said[0], other, 1)


def links(found: list[Article | Failure]) -> list[str]:
    return [each.url or "" for each in found if isinstance(each, Article)]


@pytest.mark.parametrize("more", [len(a_page(2)), 10**9, None], ids=["the next", "all", "unsaid"])
def test_a_record_that_holds_the_next_hides_none(more: int | None) -> None:
    found = taken(a_page(0) + with_length(a_page(1), more) + a_page(2) + a_page(3), "a.warc")
    assert links(found) == [f"https://x.example/{number}" for number in range(4)]
    assert ["Bridge 2" in each.text for each in found if isinstance(each, Article)].count(True) == 1


def test_bytes_that_are_missing_or_left_over_are_said() -> None:
    short = taken(with_length(a_page(0), -100) + a_page(1), "a.warc")
    assert links(short) == ["https://x.example/0", "https://x.example/1"]
    cut = taken((a_page(0) + a_page(1))[:-100], "a.warc")
    assert links(cut) == ["https://x.example/0", "https://x.example/1"]
    reasons = [each.reason for each in (*short, *cut) if isinstance(each, Failure)]
    assert reasons[0].startswith("bytes between two records are left")
    assert reasons[1].startswith("the crawl is cut short: ")
    assert len(reasons) == 2


def test_a_head_without_end_is_a_failure_of_its_own() -> None:
    lines = b"X-Name: value\r\n" * 200_000
    in_answer = a_page(1).replace(b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\n" + lines)
    one, failure, two = taken(a_page(0) + with_length(in_answer, len(lines)) + a_page(2), "a.warc")
    assert links([one, two]) == ["https://x.example/0", "https://x.example/2"]
    assert isinstance(failure, Failure) and failure.origin == "a.warc https://x.example/1"
    in_record = a_page(1).replace(b"WARC/1.0\r\n", b"WARC/1.0\r\n" + lines)
    one, failure = taken(a_page(0) + in_record + a_page(2), "a.warc")
    assert isinstance(failure, Failure)
    assert "the head of a record has more than 1,000,000 bytes" in failure.reason


LIES = st.sampled_from([0, 0, 0, None, -400, -100, 100, 3_000, 10**9])


@pytest.mark.slow
@settings(max_examples=50)
@given(st.lists(LIES, min_size=1, max_size=6), st.integers(0, 300))
def test_no_page_of_a_crawl_goes_without_a_word(lies: list[int | None], cut: int) -> None:
    """Each page is an article, or a failure names it or says that the crawl is damaged there."""
    records = b"".join(with_length(a_page(n), lie) for n, lie in enumerate(lies))
    found = taken(records[: len(records) - cut], "a.warc")
    reasons = [each.reason for each in found if isinstance(each, Failure)]
    for number in range(len(lies)):
        link = f"https://x.example/{number}"
        named = link in links(found) or any(each.origin.endswith(link) for each in found)
        assert named or any("damaged here" in reason for reason in reasons), (link, reasons)


def test_records_that_hold_one_another_end() -> None:
    records = b"".join(with_length(a_page(number), 10**9) for number in range(80))
    found = taken(records, "a.warc")
    assert len(links(found)) > 50
    assert isinstance(found[-1], Failure) and "say that they are larger" in found[-1].reason


def test_a_wacz_is_the_crawls_in_it() -> None:
    crawl = a_crawl(("https://harbour.example/1", "text/html", PAGE.encode()))
    members = {"datapackage.json": b"{}", "archive/data.warc.gz": crawl, "pages/pages.jsonl": b"{}"}
    assert only(zipped(members), "a.wacz").url == "https://harbour.example/1"  # type: ignore[arg-type]
