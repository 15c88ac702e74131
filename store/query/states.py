"""What may stand after `is:`, and what it means of an event or an article."""

from __future__ import annotations

from store.query.tree import IsCopy

COPIES = {"copy": IsCopy(), "update": IsCopy(update=True)}
"""Of an article: what it is to another one that has the same words."""

STATES = {
    "undated": "undated",
    "claim": "claimed",
    "claimed": "claimed",
    "planned": "planned",
    "hypothetical": "hypothetical",
    "negated": "negated",
    "asserted": "asserted",
    "no-day": "no day",
    "no-week": "no week",
    "no-month": "no month",
    "no-year": "no year",
    "no-decade": "no decade",
}
"""`no-month` is what stands in no month of the timeline: undated, known only to the year, or
open ("before 9 July")."""

EVENT_TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " SANCTION MOBILIZE COERCE ASSAULT STATEMENT OTHER".split()
)
"""PLOVER's sixteen, and our two."""
