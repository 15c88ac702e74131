"""Markdown for a report: a timeline with a footnote for each piece of evidence.

Names of entities are Obsidian links (`[[Name]]`). Words of strangers are escaped, so that no markup
in them counts, in CommonMark, GitHub's dialect and Obsidian's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from store.exports.citing import web_link
from store.exports.records import ArticleRecord, Citation, EntityRecord, EventRecord
from store.exports.rows import ExportRows
from store.exports.wording import (
    READ_BY,
    by,
    dated,
    heading,
    marks,
    offices,
    predicate_words,
    relations,
    summary,
    vouched,
    where,
)
from store.safe_text import one_line

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#^$&=%@!])")
"""Characters with a meaning inside a line, in one of the dialects."""
_NO_LINK = re.compile(r"[\[\]#^|\\/:%<>*\"?{}`\ufffd]+")
"""Characters that may not be in the name of a note."""
_BARE = re.compile(r"(?i)\b(https?|ftp|mailto|www)(?=[:.])")
"""Beginnings of what GitHub makes a link of. A word joiner keeps it from that."""


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the parts of the document, each with its footnotes behind it."""
    notes = _Notes()
    yield f"# {escape(heading(rows))}\n\n{summary(rows.totals())}\n\n"
    yield (
        "A date is never more precise than it is known: 2024-07 is the month, not its first day. "
        "A row without a mark states a fact as its source does, was read by machine and checked by "
        "nobody.\n"
    )
    yield from _timeline(rows, notes)
    yield from _entities(rows)
    yield from _offices(rows, notes)
    yield from _articles(rows)


class _Notes:
    """Numbers the footnotes. Each part of the document is followed by its own."""

    def __init__(self) -> None:
        self._last = 0
        self._pending: list[str] = []

    def cite(self, piece: Citation, remark: str) -> str:
        """Return the mark of a new footnote."""
        self._last += 1
        self._pending.append(f"[^{self._last}]: {_footnote(piece)} {remark}\n")
        return f"[^{self._last}]"

    def flush(self) -> Iterator[str]:
        """Yield the footnotes since the last flush."""
        if self._pending:
            yield "\n"
            yield from self._pending
            self._pending.clear()


def _timeline(rows: ExportRows, notes: _Notes) -> Iterator[str]:
    last = None
    for event in rows.events():
        title = _group(event)
        if title != last:
            yield from notes.flush()
            yield f"\n## {title}\n\n"
            last = title
        remark = f"Date: {escape(dated(event))}. {vouched(event)}"
        cited = " ".join(notes.cite(piece, remark) for piece in dict.fromkeys(event.evidence))
        yield f"- **{event.date}** {escape(event.label)}{_marks(event)} {cited}\n"
        if names := _participants(event):
            yield f"  {names}\n"
    yield from notes.flush()


def _group(event: EventRecord) -> str:
    """Return the heading under which an event stands: the year in which it begins."""
    if not event.is_dated:
        return "Undated"
    return "Before or since a day" if event.is_bound else (event.from_ or "")[:4]


def _marks(event: EventRecord) -> str:
    said = "; ".join(marks(event))
    return f" *({escape(said)})*" if said else ""


def _participants(event: EventRecord) -> str:
    """Return links to the named participants, each once."""
    names = dict.fromkeys(
        each.name for each in event.participants if not each.key.startswith("nominal/")
    )
    return " · ".join(filter(None, map(note_link, names)))


def _entities(rows: ExportRows) -> Iterator[str]:
    yield "\n## Entities\n\n"
    for each in rows.entities():
        times = "1 mention" if each.mentions == 1 else f"{each.mentions:,} mentions"
        also = f"; also: {escape(', '.join(each.aliases))}" if each.aliases else ""
        name = note_link(each.name) or escape(each.name)
        yield f"- {name} ({each.type}, {times}){_by_hand(each)}{also}\n"


def _by_hand(record: EntityRecord | ArticleRecord) -> str:
    """Return a mark if a person checked or edited an entity or article."""
    return "" if record.state == "machine" else f" *({record.state})*"


def _offices(rows: ExportRows, notes: _Notes) -> Iterator[str]:
    yield "\n## Offices and relations\n\n"
    for role, count in offices(rows):
        of = f", {note_link(role.of) or escape(role.of)}" if role.of else ""
        said = notes.cite(role.evidence[0], f"{READ_BY[role.state].capitalize()}.")
        person = note_link(role.person) or escape(role.person)
        words = f"{person}: {escape(role.full)}{of}{_period(role.since, role.until)}"
        yield f"- {words} {said}{_more(count)}\n"
    for each, count in relations(rows):
        said = notes.cite(each.evidence[0], f"{READ_BY[each.state].capitalize()}.")
        object_ = (note_link(each.object) or escape(each.object)) if each.object else "?"
        period = _period(each.since, each.until)
        subject = note_link(each.subject) or escape(each.subject)
        words = escape(predicate_words(each.predicate))
        yield f"- {subject}: {words} {object_}{period} {said}{_more(count)}\n"
    yield from notes.flush()


def _period(since: str | None, until: str | None) -> str:
    parts = [f"since {since}"] if since else []
    parts += [f"until {until}"] if until else []
    return f", {escape(' '.join(parts))}" if parts else ""


def _more(count: int) -> str:
    return f" (in {count:,} articles)" if count > 1 else ""


def _articles(rows: ExportRows) -> Iterator[str]:
    yield "\n## Articles\n\n"
    for article in rows.articles():
        yield f"- {_article(article)}\n"
        for each in article.copies:
            kind = "the same text" if each.kind == "same" else each.kind
            yield f"  - {escape(kind or 'copy')}: {_article(each)}\n"


def _article(article: ArticleRecord) -> str:
    names = [(article.published or "undated")[:10], article.source or "no source"]
    title = escape(article.shown_title)
    link = web_link(article.url)
    shown = f"[{title}](<{link}>)" if link else title
    return (
        f"{escape(', '.join(names))}: {shown} (sha256 `{article.sha256[:12]}`){_by_hand(article)}"
    )


def _footnote(piece: Citation) -> str:
    link = web_link(piece.url)
    said = f"[{escape(by(piece))}](<{link}>)" if link else escape(by(piece))
    file = "" if link or not piece.origin else f", {escape(piece.origin)}"
    return f"“{escape(piece.quote)}” {said}{file} ({where(piece)})."


def escape(text: str) -> str:
    """Return words as one line in which no markup counts."""
    line = " ".join(one_line(text).split())
    return _BARE.sub("\\1\N{WORD JOINER}", _MARKUP.sub(r"\\\1", line))


def note_link(name: str) -> str:
    """Return an Obsidian link to the note of this name, or nothing if no name is left without what
    a file's name may not hold.
    """
    title = " ".join(_NO_LINK.sub(" ", one_line(name)).split()).strip(". ")
    return f"[[{title}]]" if title else ""
