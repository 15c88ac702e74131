"""mbox: mails separated by lines "From sender date"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.intake.draft import ArticleDraft, Failure
from store.intake.formats.mail import draft_of_mail
from store.intake.hints import Hints
from store.intake.limits import FILE_BYTES, InputRejected
from store.intake.opened import Opened

_FROM = re.compile(rb"From \S+.*\d\d:\d\d")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure]:
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
