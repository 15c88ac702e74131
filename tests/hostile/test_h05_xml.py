"""H5: XML and HTML that would grow, open files, reach for the network, or use up the stack."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.hostile.conftest import TakeIn, reason, texts

ITEM = "<item><title>{title}</title><description>{title} again</description></item>"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{f"&l{n - 1};" * 9 if n else ""}">'
    for n in range(10)
)
GROWING = {
    "billion laughs": f"<!DOCTYPE rss [{LAUGHS}]>",
    "quadratic": f'<!DOCTYPE rss [<!ENTITY l9 "{"a" * 100_000}">]>',
    "lower case": f"<!doctype rss [{LAUGHS.replace('ENTITY', 'entity')}]>",
}


def a_feed(prologue: str, title: str = "&l9;" * 50) -> str:
    item = ITEM.format(title=title)
    return f'<?xml version="1.0"?>{prologue}<rss version="2.0"><channel>{item}</channel></rss>'


def a_document(xml: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return stream.getvalue()


@pytest.mark.parametrize("kind", GROWING)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(take_in: TakeIn, kind: str, encoding: str) -> None:
    assert "entities" in reason(take_in("feed.xml", a_feed(GROWING[kind]).encode(encoding)))


def test_no_file_is_opened(take_in: TakeIn, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the password is swordfish")
    for how in (
        f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>',
        f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "file://{secret}"> %p;]>',
    ):
        found = take_in("feed.xml", a_feed(how, "&x;").encode())
        assert not any("swordfish" in str(each) for each in found)
        assert "entities" in reason(found)


def test_no_network_is_reached_for_a_doctype(take_in: TakeIn) -> None:
    feed = a_feed('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">', "The bridge is closed")
    assert texts(take_in("feed.xml", feed.encode())) == ["The bridge is closed again"]


@pytest.mark.parametrize("kind", ["billion laughs", "quadratic"])
def test_office_documents_are_no_way_round(take_in: TakeIn, kind: str) -> None:
    xml = f"{GROWING[kind]}<w:document xmlns:w='urn:w'><w:t>&l9;</w:t></w:document>"
    assert "DOCTYPE" in reason(take_in("a.docx", a_document(xml)))


def test_a_page_nested_200_000_deep(take_in: TakeIn) -> None:
    page = "<html><body>" + "<div>" * 200_000 + "The bridge is closed."
    assert "nested" in reason(take_in("deep.html", page.encode()))


@pytest.mark.slow
@pytest.mark.parametrize("tag", ["div", "b"])
def test_a_feed_nested_200_000_deep(take_in: TakeIn, tag: str) -> None:
    deep = f"&lt;{tag}&gt;" * 200_000 + "The bridge is closed."
    feed = f"<rss><channel><item><description>{deep}</description></item></channel></rss>"
    found = take_in("deep.xml", feed.encode())
    assert len(found) == 1
    assert "The bridge is closed." in "".join(texts(found))


def test_a_document_nested_200_000_deep(take_in: TakeIn) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    xml = f"<w:document xmlns:w='urn:w'><w:t>Bridge closed.</w:t>{deep}</w:document>"
    assert len(take_in("a.docx", a_document(xml))) == 1
