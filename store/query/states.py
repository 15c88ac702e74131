"""What may stand after `is:`, and what it means of an event."""

from __future__ import annotations

STATES = {
    "undated": "undated",
    "claim": "claimed",
    "claimed": "claimed",
    "planned": "planned",
    "hypothetical": "hypothetical",
    "negated": "negated",
    "asserted": "asserted",
}

EVENT_TYPES = frozenset(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST"
    " SANCTION MOBILIZE COERCE ASSAULT STATEMENT OTHER".split()
)
"""PLOVER's sixteen, and our two."""
