"""When two articles tell the same event: one row of the timeline, with both behind it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from store.identity.folding import fold
from store.reading import Event

_NEEDS_LABEL = frozenset({"OTHER", "STATEMENT"})
_APART = frozenset({"negated", "hypothetical"})


def group_key(event: Event, keys: Mapping[str, str]) -> int | None:
    """Equal for events that are the same event; None for one that is told only here.

    The same type, the same actors, the same recipients, the same dates, known to the day, and
    at least one actor. What did not happen is never joined with what did. A type that says
    little (OTHER, STATEMENT) also asks for the same label. `keys` maps the reading's entity ids
    to the keys that hold everywhere.
    """
    if event.precision not in {"day", "time"} or not (event.from_ and event.to):
        return None
    if not event.actors:
        return None
    parts = [
        event.type,
        "|".join(sorted({keys.get(each, each) for each in event.actors})),
        "|".join(sorted({keys.get(each, each) for each in event.recipients})),
        event.from_[:10],
        event.to[:10],
        event.modality if event.modality in _APART else "",
        fold(event.label) if event.type in _NEEDS_LABEL else "",
    ]
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
