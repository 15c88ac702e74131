"""HTML in one file: readable without a network, with a filter and a picture of the timeline.

Words of strangers are escaped, and a Content Security Policy lets the browser run nothing but the
page's own script and load nothing at all. Without scripts the page is whole, and not filtered.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from store.asset_files import shipped
from store.exports.citing import web_link
from store.exports.html_timeline import Picture, drawn, picture
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
from store.query.fields import EVENT_TYPES
from store.safe_text import one_line

_STATUSES = (
    "asserted", "claimed", "planned", "conditional", "hypothetical", "negated", "habitual",
    "wished", "asked", "joke", "fiction",
)  # fmt: skip
_KNOWN_MARKS = frozenset({*_STATUSES, "unsure", "minor", "checked", "edited"})


def write(rows: ExportRows) -> Iterator[str]:
    """Yield the page in pieces."""
    style = shipped("exports", "page.css").read_text("utf-8")
    script = shipped("exports", "page.js").read_text("utf-8")
    title = text(heading(rows))
    seen = picture(rows.dates())
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f"<p>{text(summary(rows.totals()))}</p>\n"
        '<p class="soft">A date is never more precise than it is known: 2024-07 is the month, not '
        "its first day. Each row names who read or checked it.</p>\n"
    )
    yield from drawn(seen) if seen else ()
    yield _form()
    yield '<ol id="events">\n'
    for event in rows.events():
        yield _event(event, seen)
    yield "</ol>\n"
    yield from _entities(rows)
    yield from _offices(rows)
    yield from _articles(rows)
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def text(words: str | None) -> str:
    """Return words of a stranger as HTML text or the value of an attribute."""
    return escape(one_line(words or ""))


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; "
        f"script-src 'sha256-{_digest(script)}'; base-uri 'none'; form-action 'none'"
    )


def _digest(inline: str) -> str:
    return base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()


def _form() -> str:
    def options(names: Iterator[str] | tuple[str, ...] | list[str]) -> str:
        return "".join(f"<option>{name}</option>" for name in names)

    return (
        '<form hidden><input type="search" name="q" aria-label="Words" placeholder="Words, names…" '
        'autocomplete="off">\n'
        '<select name="type" aria-label="Type"><option value="">every type</option>'
        f"{options(sorted(EVENT_TYPES))}</select>\n"
        '<select name="status" aria-label="Status"><option value="">every status</option>'
        f"{options(_STATUSES)}</select>\n"
        '<button type="reset">All</button> <output></output></form>\n'
    )


def _event(event: EventRecord, seen: Picture | None) -> str:
    status = event.status or event.modality
    bucket = seen.bucket(event.from_, event.to, event.precision) if seen else ""
    names = dict.fromkeys(
        each.name for each in event.participants if not each.key.startswith("nominal/")
    )
    links = "".join(
        f'<a href="#q={quote(one_line(name), safe="")}">{text(name)}</a>' for name in names
    )
    said = dict.fromkeys(event.evidence)  # two reports can be of one sentence
    pieces = "".join(map(_quoted, said))
    sentences = "1 sentence" if len(said) == 1 else f"{len(said)} sentences"
    return (
        f'<li data-type="{text(event.type)}" data-status="{text(status)}" data-bucket="{bucket}">'
        f"<time>{text(event.date)}</time><div>"
        f'<span class="label">{text(event.label)}</span>{"".join(map(_mark, marks(event)))}'
        f"{f'<div class=names>{links}</div>' if links else ''}"
        f"<details><summary>{sentences}</summary>{pieces}"
        f'<p class="soft">{text(event.type)}. Date: {text(dated(event))}. '
        f"{text(vouched(event))}</p></details></div></li>\n"
    )


def _mark(label: str) -> str:
    kind = f" {label}" if label in _KNOWN_MARKS else ""
    return f' <span class="mark{kind}">{text(label)}</span>'


def _quoted(piece: Citation) -> str:
    return (
        f"<blockquote>{text(piece.quote)}<cite>{_linked(by(piece), piece.url)}"
        f"{_file(piece)} ({text(where(piece))})</cite></blockquote>"
    )


def _file(piece: Citation) -> str:
    return "" if web_link(piece.url) or not piece.origin else f", {text(piece.origin)}"


def _linked(words: str, url: str | None) -> str:
    link = web_link(url)
    if link is None:
        return text(words)
    return f'<a href="{text(link)}" rel="noopener noreferrer">{text(words)}</a>'


def _entities(rows: ExportRows) -> Iterator[str]:
    yield '<h2>Entities</h2>\n<table id="entities"><thead><tr><th>Name</th><th>Type</th>'
    yield "<th>Mentions</th><th>Also</th></tr></thead><tbody>\n"
    for each in rows.entities():
        link = f'<a href="#q={quote(one_line(each.name), safe="")}">{text(each.name)}</a>'
        yield (
            f"<tr><td>{link}{_by_hand(each)}</td><td>{text(each.type)}</td>"
            f'<td class="number">{each.mentions:,}</td>'
            f"<td>{text(', '.join(each.aliases))}</td></tr>\n"
        )
    yield "</tbody></table>\n"


def _offices(rows: ExportRows) -> Iterator[str]:
    yield '<h2>Offices and relations</h2>\n<ul class="plain" id="offices">\n'
    for role, count in offices(rows):
        of = f", {role.of}" if role.of else ""
        words = f"{role.person}: {role.full}{of}{_period(role.since, role.until)}"
        yield _stated(words, role.evidence[0], count, role.state)
    for each, count in relations(rows):
        words = f"{each.subject}: {predicate_words(each.predicate)} {each.object or '?'}"
        period = _period(each.since, each.until)
        yield _stated(words + period, each.evidence[0], count, each.state)
    yield "</ul>\n"


def _period(since: str | None, until: str | None) -> str:
    days = ("since", since), ("until", until)
    return "".join(f", {name} {day}" for name, day in days if day)


def _stated(words: str, piece: Citation, count: int, state: str) -> str:
    more = f"{count:,} articles" if count > 1 else "1 article"
    return (
        f"<li>{text(words)}<details><summary>{more}</summary>{_quoted(piece)}"
        f'<p class="soft">{READ_BY[state].capitalize()}.</p></details></li>\n'
    )


def _articles(rows: ExportRows) -> Iterator[str]:
    yield '<h2>Articles</h2>\n<ul class="plain" id="articles">\n'
    for article in rows.articles():
        copies = "".join(f"<li>{_article(each)}</li>" for each in article.copies)
        yield f"<li>{_article(article)}{f'<ul>{copies}</ul>' if copies else ''}</li>\n"
    yield "</ul>\n"


def _article(article: ArticleRecord) -> str:
    kind = {"same": "the same text: ", None: ""}.get(article.kind, f"{article.kind}: ")
    names = f"{(article.published or 'undated')[:10]}, {article.source or 'no source'}: "
    digest = f' <span class="soft">sha256 {article.sha256[:12]}</span>'
    title = _linked(article.shown_title, article.url)
    return text(kind + names) + title + _by_hand(article) + digest


def _by_hand(record: EntityRecord | ArticleRecord) -> str:
    """Return a mark if a person checked or edited an entity or article."""
    return "" if record.state == "machine" else _mark(record.state)
