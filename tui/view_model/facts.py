"""Offices and relations in words, with the sentence that states them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import RelationRow, RoleRow, Views


def period_words(row: RoleRow | RelationRow) -> str:
    """Return since when and until when it holds, if an article says so: ", since 2010"."""
    since = f", since {row.since}" if row.since else ""
    return f"{since}, until {row.until}" if row.until else since


def stated(views: Views, row: RoleRow | RelationRow) -> str:
    """Return the sentence of the newest article that states an office or a relation, on one line;
    "" if the article is gone.
    """
    if row.said is None:
        return ""
    try:
        text = views.article(row.said.number).text
    except KeyError:
        return ""
    return " ".join(text[row.said.start : row.said.end].split())
