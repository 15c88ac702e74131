"""PDF, .docx and .odt, made here as small as they can be."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from store.intake.draft import Failure
from store.reading import Article
from tests.store.intake.formats.taking import TEXT, only, refused, taken

WORD = (
    '<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Old bridge</w:t></w:r>'
    "<w:r><w:t> closed</w:t></w:r></w:p><w:p><w:r><w:t>{text}</w:t><w:br/><w:t>It is old.</w:t>"
    "<w:delText>deleted</w:delText></w:r></w:p></w:body></w:document>"
)
CORE = (
    '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:t">'
    "<dc:title>Bridge</dc:title><dc:creator>Ann Writer</dc:creator>"
    "<dcterms:created>2024-07-09T08:00:00Z</dcterms:created></cp:coreProperties>"
)
OPEN = (
    '<o:document xmlns:o="urn:o" xmlns:t="urn:t"><o:body><t:h>Old bridge closed</t:h>'
    "<t:p>The council<t:s/>of <t:span>Port</t:span> Leon met.</t:p></o:body></o:document>"
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def a_pdf(lines: list[str], about: dict[str, str] | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    shown = "".join(f"({line}) Tj T* " for line in lines)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET".encode())
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata(about or {})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_word_document() -> None:
    data = zipped({"word/document.xml": WORD.format(text=TEXT), "docProps/core.xml": CORE})
    article = only(data, "a.docx")
    assert article.text == f"Old bridge closed\n\n{TEXT}\nIt is old."
    assert (article.title, article.author) == ("Bridge", "Ann Writer")
    assert (article.published, article.published_from) == ("2024-07-09T08:00:00Z", "file")


def test_an_open_document() -> None:
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": OPEN})
    assert only(data, "a.odt").text == "Old bridge closed\n\nThe council of Port Leon met."


def test_a_document_with_entities_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + WORD.format(text="&a;")
    assert "DOCTYPE" in refused(zipped({"word/document.xml": bomb}), "a.docx").reason


def test_a_pdf_has_its_lines_joined() -> None:
    lines = [
        "The council of Port Leon closed the old bridge on Mon-",
        "day, the mayor said, after the engineers had found in it",
        "a crack.",
        "The harbour stays open for ships and for its own ferries,",
        "she said.",
    ]
    article = only(
        a_pdf(lines, {"/Title": "Old bridge closed", "/CreationDate": "D:20240709003000+04'00'"})
    )
    assert article.text == (
        "The council of Port Leon closed the old bridge on Monday, the mayor said, after the "
        "engineers had found in it a crack.\n\nThe harbour stays open for ships and for its own "
        "ferries, she said."
    )
    assert article.title == "Old bridge closed"
    assert (article.published, article.published_from) == ("2024-07-09T00:30:00+04:00", "file")


def test_a_scan_and_a_damaged_pdf_say_so() -> None:
    assert "scan" in refused(a_pdf([])).reason
    assert "PDF" in refused(b"%PDF-1.7\n" + b"garbage " * 50).reason


@pytest.mark.parametrize(
    ("member", "kind"),
    [("[Content_Types].xml", "a spreadsheet"), ("META-INF/container.xml", "a book")],
)
def test_other_documents_in_a_zip_are_named_once(member: str, kind: str) -> None:
    data = zipped(
        {member: "<?xml version='1.0'?><a/>", "xl/workbook.xml": "<?xml version='1.0'?><b/>"}
    )
    assert kind in refused(data).reason
    packed = zipped(
        {"a.txt": TEXT, "report.xlsx": data, "sitemap.xml": "<?xml version='1.0'?><urlset/>"}
    )
    text, *others = taken(packed)
    assert isinstance(text, Article)
    assert [each.passed_over for each in others if isinstance(each, Failure)] == [True, True]


@pytest.mark.parametrize("style", ["Title", "Heading1", "Titel", "berschrift1"])
def test_the_title_of_a_word_document_is_its_first_paragraph_in_that_style(style: str) -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = (
        f'<w:document xmlns:w="{name}"><w:body><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        "<w:r><w:t>Old </w:t></w:r><w:r><w:t>bridge</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p></w:body></w:document>"
    )
    assert only(zipped({"word/document.xml": body})).title == "Old bridge"
    assert only(zipped({"word/document.xml": body.replace(style, "Normal")})).title is None
