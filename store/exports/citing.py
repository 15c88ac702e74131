"""Citations as text, and links that a program may follow."""

from __future__ import annotations

import re
from urllib.parse import quote

from store.exports.records import Citation
from store.intake.links import safe_link
from store.safe_text import one_line

_UNSAFE = re.compile(r"[\s<>\"\\`]")
"""Characters that end a link in one format or another."""


def web_link(url: str | None) -> str | None:
    """Return an http or https link with its host in ASCII, or None for any other address:
    `javascript:`, `file:`, a path.
    """
    link = safe_link(url)
    if link is None or not link.lower().startswith(("http://", "https://")):
        return None
    return _UNSAFE.sub(lambda found: quote(found[0]), one_line(link))


def cited(citation: Citation) -> str:
    """Return one line with everything that is needed to find the words again.

    “Quote” – Source, 2024-07-09, “Title”, link; characters 466-647 of the text with SHA-256 ….
    """
    where = [
        citation.source,
        citation.published,
        f"“{citation.title}”" if citation.title else None,
        web_link(citation.url) or citation.origin,
    ]
    also = f"; also in {', '.join(citation.also_in)}" if citation.also_in else ""
    return one_line(
        f"“{citation.quote}” – {', '.join(filter(None, where))}; "
        f"characters {citation.start}-{citation.end} of the text with SHA-256 "
        f"{citation.sha256}{also}"
    )
