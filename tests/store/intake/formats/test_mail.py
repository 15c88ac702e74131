"""Mail and mailboxes: the text is read, attachments are named."""

from __future__ import annotations

from email.message import EmailMessage

from store.reading import Article
from tests.store.intake.formats.taking import TEXT, only, taken


def a_mail(subject: str = "Old bridge closed") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ann Writer <ann@harbour.example>"
    mail["To"] = "desk@harbour.example"
    mail["Subject"] = subject
    mail["Date"] = "Tue, 09 Jul 2024 00:30:00 +0400"
    mail["Message-ID"] = "<1@harbour.example>"
    mail.set_content(TEXT + "\n")
    return mail


def test_a_mail() -> None:
    article = only(a_mail("Größe: the bridge").as_bytes(), "1.eml")
    assert article.title == "Größe: the bridge"
    assert article.text.strip() == TEXT
    assert article.published == "2024-07-09T00:30:00+04:00"
    assert (article.author, article.source) == ("Ann Writer", "Ann Writer")


def test_html_only_where_there_is_no_plain_text() -> None:
    mail = a_mail()
    mail.add_alternative("<p>Another text</p>", subtype="html")
    assert only(mail.as_bytes()).text.strip() == TEXT
    page = a_mail()
    page.set_content("<html><p>One.</p><p>Two.</p></html>", subtype="html")
    assert only(page.as_bytes()).text == "One.\n\nTwo."


def test_attachments_are_named_and_not_opened() -> None:
    mail = a_mail()
    mail.add_attachment(
        b"PK\x03\x04secret", maintype="application", subtype="zip", filename="a.zip"
    )
    text = only(mail.as_bytes()).text
    assert "a.zip" in text
    assert "secret" not in text


def test_a_mailbox_gives_each_mail() -> None:
    quoted = a_mail("Second").as_bytes() + b">From here on it is quoted.\n"
    box = b"".join(
        b"From ann@harbour.example Tue Jul  9 00:30:00 2024\n" + mail + b"\n"
        for mail in (a_mail("First").as_bytes(), quoted)
    )
    found = taken(box, "box")
    assert [each.title for each in found if isinstance(each, Article)] == ["First", "Second"]
    assert [each.origin for each in found] == ["box#1", "box#2"]
    assert "\nFrom here on" in found[1].text  # type: ignore[union-attr]


def test_prose_that_begins_like_a_header_is_text() -> None:
    text = "Date: Monday\nSubject: the bridge\n\nThe council met."
    assert only(text).text == text


def test_a_mail_in_a_mail_is_named_by_its_subject() -> None:
    mail = a_mail()
    mail.add_attachment(a_mail("The other bridge"))
    assert "[Attached, not opened: the mail 'The other bridge']" in only(mail.as_bytes()).text


SAVED = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://harbour.example/bridge
Subject: Bridge
Date: Fri, 19 Jul 2024 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="b"

--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://harbour.example/bridge

<html><head><title>Old bridge closed</title><meta property=3D"article:published_time"
 content=3D"2024-07-09T08:00:00+02:00"></head>
<body><article><h1>Old bridge closed</h1><p>{TEXT} It will be shut for=20
six weeks.</p></article></body></html>
--b
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://harbour.example/bridge.png

iVBORw0KGgo=
--b--
"""


def test_a_page_that_a_browser_saved_as_mail_is_a_page() -> None:
    article = only(SAVED.replace("\n", "\r\n"), "bridge.mhtml")
    assert article.title == "Old bridge closed"
    assert article.text == f"{TEXT} It will be shut for six weeks."
    assert article.published == "2024-07-09T08:00:00+02:00"
    assert (article.url, article.source) == ("https://harbour.example/bridge", "harbour.example")


def test_a_line_of_a_mailbox_may_be_very_long() -> None:
    start = b"From ann@harbour.example Tue Jul  9 00:30:00 2024\n"
    for piece in (b"a", b"11:11"):
        long = b"From " + piece * 60_000
        mails = start + a_mail("First").as_bytes() + b"\n" + long + b"\n\n" + start
        found = taken(mails + a_mail("Second").as_bytes(), "box")
        assert [each.title for each in found if isinstance(each, Article)][-1] == "Second"
