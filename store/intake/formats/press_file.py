"""Files of press databases: LexisNexis, Nexis Uni and Factiva put many articles into one file.

The articles are separated by "2 of 30 DOCUMENTS", "End of Document", or "Document" and a code. An
article has a head of short lines (title, source, day, copyright, number of words), its text, and a
tail of notes. The article's text is kept as it is; the head gives the metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from store.intake.dates import dates_in
from store.intake.draft import ArticleDraft

_NUMBERED = re.compile(r"^[ \t]*\d{1,5} of \d{1,5} DOCUMENTS?[ \t]*\r?$", re.MULTILINE)
_ENDED = re.compile(
    r"^[ \t]*(?:End of Document|Document [A-Z][A-Z0-9]{1,9}\d{8}\w{2,20})[ \t]*\r?$", re.MULTILINE
)
_LENGTH = re.compile(r"(?:length:[ \t]*)?[\d,.]{1,9} words", re.IGNORECASE)
_LABEL = re.compile(r"(?P<name>[A-Z][A-Za-z-]{3,20}):(?:[ \t]+(?P<value>\S.*))?")
_RIGHTS = re.compile(r"(?:copyright\b|\(c\) |©|all rights reserved)", re.IGNORECASE)
_PAGE = re.compile(r"page \d+ of \d+", re.IGNORECASE)
_EDITION = re.compile(r"(?:[\w.-]+ ){0,4}edition(?: - final)?|correction appended", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: [A-Za-z]{2,5})?")
_TAIL = re.compile(
    r"(?:load-date|graphic|publication-type|document-type|journal-code)\b[ \t]*(?::.*)?"
    r"|(?:language|subject|classification|url|correction-date):.*|classification",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?P<code>HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|IPC|IPD)"
    r"(?:[ \t]{1,8}(?P<value>\S.*))?"
)
"""Factiva's field codes, each at the start of its field."""

_HEAD_LINES = 40
_FEWEST_WORDS = 30
"""The minimum number of words in a piece without a head. Fewer are a list of hits or a
page's foot.
"""
_LONGEST_DATE_LINE = 80
_WORDS_BESIDE_A_DATE = 6


class _Line(NamedTuple):
    words: str
    start: int
    end: int


def articles_in(text: str, origin: str) -> list[ArticleDraft]:
    """Return every article of a press database's file, or an empty list if it is not one.

    A piece whose head cannot be parsed becomes an article without metadata.
    """
    pieces = [text[start:end] for start, end in _pieces(text)]
    drafts = [_draft(piece, origin) for piece in pieces]
    if not any(drafts):
        return []
    kept = [
        draft or ArticleDraft(text=piece.strip(), origin=origin)
        for piece, draft in zip(pieces, drafts, strict=True)
        if draft or len(piece.split()) >= _FEWEST_WORDS
    ]
    if len(kept) > 1:
        for number, draft in enumerate(kept, 1):
            draft.origin = f"{origin}#{number}"
    return kept


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return the offsets at which each article begins and ends, with its head."""
    starts = [found.end() for found in _NUMBERED.finditer(text)]
    if starts:
        ends = [found.start() for found in _NUMBERED.finditer(text)][1:]
        return list(zip(starts, [*ends, len(text)], strict=True))
    pieces, begin = [], 0
    for found in _ENDED.finditer(text):
        pieces.append((begin, found.start()))
        begin = found.end()
    return [*pieces, (begin, len(text))] if pieces else []


def _draft(text: str, origin: str) -> ArticleDraft | None:
    lines = list(_lines(text))
    return _of_codes(text, lines, origin) or _of_lines(text, lines, origin)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are not blank."""
    start = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            yield _Line(words, start, start + len(line))
        start += len(line)


def _of_codes(text: str, lines: list[_Line], origin: str) -> ArticleDraft | None:
    """Return an article from Factiva's field codes."""
    fields: dict[str, list[_Line]] = {}
    here: list[_Line] = []
    for line in lines:
        found = _CODE.fullmatch(line.words)
        if found and found["code"] not in fields:
            here = fields.setdefault(found["code"], [])
            if found["value"]:
                start = text.index(found["value"], line.start)
                here.append(_Line(found["value"], start, line.end))
        else:
            here.append(line)
    body = [*fields.get("LP", []), *fields.get("TD", [])]
    if not body or "HD" not in fields:
        return None
    parts = [
        text[at[0].start : at[-1].end].strip() for code in ("LP", "TD") if (at := fields.get(code))
    ]
    texts = {code: " ".join(line.words for line in at) for code, at in fields.items()}
    return ArticleDraft(
        text="\n\n".join(parts),
        origin=origin,
        title=texts["HD"],
        source=texts.get("SN"),
        author=texts.get("BY"),
        published=texts.get("PD"),
        published_from="given",
    )


def _of_lines(text: str, lines: list[_Line], origin: str) -> ArticleDraft | None:
    """Return an article whose head is lines. The line with the day identifies the others."""
    first = _first_of_text(lines)
    if first is None:
        return None
    head = [line.words for line in lines[:first]]
    plain = [words for words in head if not _is_empty_label(words)]
    days = [n for n, words in enumerate(plain) if _is_day(words)]
    if not days:
        return None
    has_body = "Body" in head
    day = days[-1 if has_body else 0]  # a list of the file's content may come before it
    title, source = _title_and_source(plain, day, has_body=has_body)
    last = next((n for n in range(first, len(lines)) if _is_tail(lines[n].words)), len(lines))
    if not title or last == first:
        return None
    return ArticleDraft(
        text=text[lines[first].start : lines[last - 1].end].strip(),
        origin=origin,
        title=title,
        source=source,
        author=_labelled(head, "byline") or _by_line(plain),
        published=plain[day],
        published_from="given",
    )


def _first_of_text(lines: list[_Line]) -> int | None:
    """Return the first line of the text: after "Body", or after the number of words and the labels
    or copyright that follow it.
    """
    words = [line.words for line in lines]
    if "Body" in words:
        return words.index("Body") + 1
    words = words[:_HEAD_LINES]
    length = next((n for n, each in enumerate(words) if _LENGTH.fullmatch(each)), None)
    if length is None:
        return None
    rights = next((n for n, each in enumerate(words) if n > length and _RIGHTS.match(each)), 0)
    is_head = not any(each.endswith(".") for each in words[length + 1 : rights])
    first = (rights if rights and is_head else length) + 1
    while first < len(words) and (_LABEL.fullmatch(words[first]) or _RIGHTS.match(words[first])):
        first += 1
    return first if first < len(lines) else None


def _is_empty_label(words: str) -> bool:
    return bool(
        _RIGHTS.match(words)
        or _PAGE.fullmatch(words)
        or _EDITION.fullmatch(words)
        or _LENGTH.fullmatch(words)
        or (_LABEL.fullmatch(words) and not _is_day(words))
        or words == "Body"
    )


def _is_day(words: str) -> bool:
    """Return whether the line is a date with a year and little else."""
    if len(words) > _LONGEST_DATE_LINE:
        return False
    written = next(dates_in(words), None)
    if written is None or not re.search(r"\d{4}", words[written.start : written.end]):
        return False
    return written.start <= 12 and len(words[written.end :].split()) <= _WORDS_BESIDE_A_DATE


def _title_and_source(plain: list[str], day: int, *, has_body: bool) -> tuple[str | None, str]:
    """Nexis Uni has title, source, day; LexisNexis source, day, title; Factiva title,
    day, source.
    """
    before, after = plain[:day], [words for words in plain[day + 1 :] if not _TIME.fullmatch(words)]
    if has_body and len(before) >= 2:
        return before[-2], before[-1]
    if len(before) == 1 and after and not has_body:
        is_factiva = len(after) > 1 and after[1].isupper() and " " not in after[1]
        return (before[0], after[0]) if is_factiva else (" ".join(after), before[0])
    named = [words for words in before if not words.lower().startswith("by ")]
    return (named[-1] if named else None), (after[0] if after else "")


def _is_tail(words: str) -> bool:
    return bool(_TAIL.fullmatch(words) or _RIGHTS.match(words))


def _labelled(head: list[str], name: str) -> str | None:
    for words in head:
        found = _LABEL.fullmatch(words)
        if found and found["name"].lower() == name:
            return found["value"]
    return None


def _by_line(plain: list[str]) -> str | None:
    return next((words for words in plain if words.lower().startswith("by ")), None)
