"""H11: mail that is broken in every way that mail is."""

from __future__ import annotations

import io

from store.intake.draft import Failure
from store.intake.formats import articles_from
from store.intake.opened import Opened
from store.reading import Article
from tests.hostile.conftest import TakeIn, reason, texts

HEAD = b"From: Ann <ann@harbour.example>\nTo: x@y.example\nMessage-ID: <1@x>\nSubject: Bridge\n"
BODY = b"The council of Port Leon closed the bridge.\n"


def test_a_broken_date_is_no_date(take_in: TakeIn) -> None:
    for date in (b"Date: yesterday\n", b"Date: Tue, 99 Foo 2024 99:99:99 +9999\n", b"Date:\n", b""):
        (article,) = take_in("a.eml", HEAD + date + b"\n" + BODY)
        assert isinstance(article, Article)
        assert article.published is None
        assert article.text == BODY.decode()


def test_no_charset_a_wrong_one_and_one_that_does_not_exist(take_in: TakeIn) -> None:
    for charset in (
        b"",
        b"; charset=us-ascii",
        b"; charset=no-such",
        b"; charset=hex",
        b"; charset=a\0b",
    ):
        kind = b"Content-Type: text/plain" + charset + b"\n"
        found = take_in("a.eml", HEAD + kind + b"\n" + "Der Bürgermeister.".encode("cp1252"))
        assert texts(found) == ["Der Bürgermeister."]


def test_a_thousand_nested_parts(take_in: TakeIn) -> None:
    mail = HEAD + b"MIME-Version: 1.0\n"
    for n in range(1_000):
        mail += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
    mail += b"Content-Type: text/plain\n\n" + BODY
    for n in reversed(range(1_000)):
        mail += b"\n--b%d--\n" % n
    assert texts(take_in("a.eml", mail))[0].strip() == BODY.decode().strip()


def test_attachments_are_named_and_not_opened(take_in: TakeIn) -> None:
    part = b'--b\nContent-Disposition: attachment; filename="%s"\n\n%s\n'
    mail = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + BODY
    mail += part % (b"../../x.zip", b"PK\x03\x04secret") + b"--b--\n"
    (text,) = texts(take_in("a.eml", mail))
    assert "../../x.zip" in text
    assert "secret" not in text
    only = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + part % (b"a.zip", b"x")
        + b"--b--\n"
    )
    assert "attached: a.zip" in reason(take_in("b.eml", only))


def test_headers_that_break_parsers(take_in: TakeIn) -> None:
    for header in (
        b"Subject: =?utf-8?q?=1b]0;x=07?=\n",
        b"Subject: =?no-such?b?////?=\n",
        b'From: "\\"<@@@>,,;:\n',
        b"From: " + b"(" * 5_000 + b"\n",
        b"Content-Type: text/plain; charset*0*=x''%zz; name*=\n",
        b"Content-Disposition: ;;;\n",
    ):
        found = take_in("a.eml", header + HEAD + b"\n" + BODY)
        assert texts(found) == [BODY.decode()], header


def test_a_mailbox_of_rubbish_costs_no_mail_its_place(take_in: TakeIn) -> None:
    start = b"From x@y Tue Jul  9 00:30:00 2024\n"
    box = (
        start
        + HEAD
        + b"\n"
        + BODY
        + b"\n"
        + start
        + b"\xff\xfe\0rubbish\n\n"
        + start
        + HEAD
        + b"\n"
        + BODY
    )
    found = take_in("box", box)
    assert len(texts(found)) >= 2


def test_a_header_of_a_megabyte(take_in: TakeIn) -> None:
    long = b"X-Long: " + b"a" * 1_000_000 + b"\n"
    for mail in (long + HEAD + b"\n" + BODY, HEAD + long + b"\n" + BODY):
        assert texts(take_in("a.eml", mail)) == [BODY.decode()]


def test_a_line_of_a_megabyte_that_is_no_mail_says_so(take_in: TakeIn) -> None:
    for in_folder in (True, False):
        found = articles_from(
            Opened("a.eml", io.BytesIO(b"Bridge " * 150_000), in_folder=in_folder)
        )
        (each,) = found
        if in_folder:
            assert isinstance(each, Failure) and not each.passed_over
            assert "does not begin with the headers of a mail" in each.reason
        else:
            assert isinstance(each, Article)
