"""What an input is, is seen from its first bytes."""

from __future__ import annotations

import gzip
import io

import pytest

from store.intake.limits import InputRejected, UnsupportedFormat
from store.intake.opened import Opened
from store.intake.recognise import recognised

MAIL = "Received: by x\nFrom: a@b.c\nTo: d@e.f\nSubject: Bridge\nDate: Mon, 1 Jul 2024\n\nHi"


def kind(data: str | bytes, name: str = "in", **how: bool) -> str:
    raw = data.encode() if isinstance(data, str) else data
    return recognised(Opened(name, io.BytesIO(raw), **how))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("The council met.", "text"),
        ("<Taft Co> said it closed the bridge.", "text"),
        ("<3 the bridge", "text"),
        ("[Reuters] The council met.", "text"),
        ("{sic} The council met.", "text"),
        ("From here on, at 12:30 we walked.\nIt was late.", "text"),
        ("Date: Monday\nSubject: the bridge\n\nThe council met.", "text"),
        ("The <!ENTITY declaration is a danger.", "text"),
        ("<!DOCTYPE html><html><p>x</p></html>", "html"),
        ("\ufeff<!-- x -->\n<HTML><p>x", "html"),
        ('<?xml version="1.0"?><html xmlns="x"><p>x</p></html>', "html"),
        ("<div><p>The council</p></div>", "html"),
        ('<?xml version="1.0"?>\n<!-- x --><rss><channel/></rss>', "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "feed"),
        ("<rdf:RDF></rdf:RDF>", "feed"),
        ('{"text": "x"}', "json"),
        ('[{"text": "x"}]', "json"),
        ('{\n "text": "x"\n}\n', "json"),
        ('{"text": "x"}\n{"text": "y"}\n', "json lines"),
        (MAIL, "mail"),
        (f"From a@b.c Mon Jul  1 00:00:00 2024\n{MAIL}", "mbox"),
        ("title,text,date\na,b,c\n", "table"),
        (b"%PDF-1.7\n", "pdf"),
        (gzip.compress(b"x", mtime=0), "gzip"),
        (b"PK\x03\x04rest", "zip"),
        (b"WARC/1.0\r\n", "warc"),
        ("The council met.".encode("utf-16"), "text"),
        ("<html><p>x</p></html>".encode("utf-16"), "html"),
    ],
)
def test_by_content(data: str | bytes, expected: str) -> None:
    assert kind(data) == expected
    assert kind(data, "misleading.html") == expected


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson"])
def test_by_name_where_the_content_fits_two(name: str) -> None:
    assert kind('{"text": "x"}', name) == "json lines"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"\x7fELF\x02", b"\xff\xd8\xff\xe0", b"MZ\x90\0\x03", b"abc\0" * 9,
     b"\xd0\xcf\x11\xe0\xa1\xb1", b"\0\0\0\x18ftypmp42"],
)  # fmt: skip
def test_what_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat):
        kind(data)


def test_other_xml_is_refused_by_name() -> None:
    with pytest.raises(InputRejected, match="<svg>"):
        kind('<?xml version="1.0"?><svg></svg>')
    with pytest.raises(InputRejected, match="OPML"):
        kind('<?xml version="1.0"?><opml></opml>')


def test_a_program_in_a_folder_is_passed_over_and_one_that_is_named_is_read() -> None:
    with pytest.raises(UnsupportedFormat):
        kind("import os", "a.py", in_folder=True)
    assert kind("import os", "a.py") == "text"


@pytest.mark.parametrize(
    ("name", "inside", "cure"),
    [
        ("a.msg", "", "an Outlook mail: save it as .eml"),
        ("a", "__nameid_version1.0", "an Outlook mail: save it as .eml"),
        ("a.doc", "WordDocument", "an old Word file: save it as .docx"),
        ("a.xls", "Workbook", "an old Excel file: save it as .csv"),
        ("a", "", "an old Office file: save it as .docx"),
    ],
)
def test_old_office_files_are_told_apart(name: str, inside: str, cure: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + inside.encode("utf-16-le")
    with pytest.raises(UnsupportedFormat, match=cure):
        recognised(Opened(name, io.BytesIO(data)))
