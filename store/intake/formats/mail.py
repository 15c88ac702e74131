"""Mails and mailboxes: the plain text of a mail, or its HTML if it has no other.

Attachments are named, not opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from store.intake.decode import decode
from store.intake.draft import ArticleDraft, Failure
from store.intake.formats.page import declared_charset
from store.intake.fragments import plain, text_of_markup
from store.intake.limits import FILE_BYTES, InputRejected
from store.intake.opened import Hints, Opened

_SAVED = re.compile(rb"^(?:From: <?Saved by |Snapshot-Content-Location: )", re.I | re.M)
_HEAD = 4_000
_PARTS = 5_000
_NAMED = 20
_LONGEST_HEADER = 1_000
_ENCLOSED = re.compile(rb"\AFrom [^\n]*\n")


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Opened]:
    """Yield the article of a mail, or the page that a browser saved as a mail."""
    data = opened.whole()
    yield _saved_page(data, opened) or draft_of_mail(data, opened.name, hints)


def _saved_page(data: bytes, opened: Opened) -> Opened | None:
    """Return the page in an .mht or .mhtml file, whose first part is HTML."""
    if not _SAVED.search(data, 0, _HEAD):
        return None
    message = message_from_bytes(data)
    for part in message.walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(page, bytes):
            return Opened(
                opened.name,
                io.BytesIO(page),
                url=_header(part, "content-location") or None,
                charset=part.get_content_charset(),
                fetched=_header(message, "date") or None,
                layers=opened.layers,
                in_folder=opened.in_folder,
            )
    return None


def draft_of_mail(data: bytes, origin: str, hints: Hints) -> ArticleDraft:
    """Return the article of a mail.

    Raises:
        InputRejected: The mail has no text.
    """
    message = message_from_bytes(_ENCLOSED.sub(b"", data, count=1))
    texts, attachments = _parts(message, hints)
    text = next((each for each in texts if each.strip()), None)
    if text is None:
        named = f"; attached: {', '.join(attachments[:_NAMED])}" if attachments else ""
        raise InputRejected(f"the mail has no text of its own{named}")
    if attachments:
        text = f"{text.rstrip()}\n\n[Attached, not opened: {', '.join(attachments[:_NAMED])}]\n"
    name, address = parseaddr(_header(message, "from"))
    return ArticleDraft(
        text=text,
        origin=origin,
        title=plain(_header(message, "subject")) or None,
        source=name or address or None,
        author=name or None,
        published=_header(message, "date"),
    )


def _parts(message: Message, hints: Hints) -> tuple[list[str], list[str]]:
    """Return the texts, plain before HTML, and the names of the attachments."""
    plains, pages, attached = [], [], []
    waiting: list[Message] = [message]
    for _ in range(_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and part.get_content_type() != "message/rfc822":
            waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        elif part.get_content_type() == "message/rfc822" and not part.get_filename():
            attached.append(_mail_inside(inner))
        elif part.get_content_disposition() == "attachment" or part.get_filename():
            attached.append(_file_name(part))
        elif part.get_content_type() == "text/plain":
            plains.append(_text(part, hints))
        elif part.get_content_type() == "text/html":
            pages.append(text_of_markup(_text(part, hints)))
    return plains + pages, attached


def _text(part: Message, hints: Hints) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    if part.get_content_type() == "text/html":
        charset = charset or declared_charset(data)
    return decode(data.replace(b"\0", b""), asked=hints.encoding, declared=charset).replace(
        "\r\n", "\n"
    )


def _file_name(part: Message) -> str:
    return " ".join((part.get_filename() or "without a name").split())[:100]


def _mail_inside(inner: object) -> str:
    """Describe a mail in a mail by its subject."""
    mail = inner[0] if isinstance(inner, list) and inner else None
    subject = plain(_header(mail, "subject")) if isinstance(mail, Message) else ""
    return f"the mail {subject[:100]!r}" if subject else "a mail"


def _header(message: Message, name: str) -> str:
    """Return a header as text. Encoded words that cannot be decoded stay as they are."""
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value)[:_LONGEST_HEADER]
    try:
        return str(make_header(decode_header(raw)))
    except (MessageError, ValueError, LookupError):
        return raw


# mbox: mails separated by lines "From sender date".

_FROM = re.compile(rb"From \S.*\d\d:\d\d")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def mailbox_drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
    """Yield every mail. The mailbox can have any size."""
    for number, mail in enumerate(_mails(opened), 1):
        origin = f"{opened.name}#{number}"
        try:
            if len(mail) > FILE_BYTES:
                raise InputRejected(
                    f"the mail has more than {FILE_BYTES:,} bytes, which is the limit"
                )
            yield draft_of_mail(_QUOTED.sub(rb"\1", mail), origin, hints)
        except RecursionError:
            yield Failure(origin, "the mail is nested too deeply")
        except InputRejected as refused:
            yield Failure(origin, str(refused))


def _mails(opened: Opened) -> Iterator[bytes]:
    """Yield the bytes of each mail. A mail that is too long is cut just after the limit."""
    lines: list[bytes] = []
    size = 0
    blank = True
    while line := opened.stream.readline(FILE_BYTES):
        if blank and lines and _FROM.match(line):
            yield b"".join(lines)
            lines, size = [], 0
        blank = not line.strip()
        if size <= FILE_BYTES:
            lines.append(line)
            size += len(line)
    if lines:
        yield b"".join(lines)
