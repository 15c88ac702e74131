"""Where the model of the status overrules the rules: only where it is sure enough of another
one and holds the rules' for unlikely. On articles that were left out of the fit that is right more
often than either alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.syntax.modality import MODALITY
from store.reading import Status

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.learned.clauses import Clauses, Weighed

SURE = 0.3
"""The least probability of a status that overrules."""
UNLIKELY = 0.1
"""The rules' status stands from this probability on."""


def settle(drafts: list[EventDraft], clauses: Clauses) -> None:
    """Weigh the clause of each draft, and correct its status where the model is sure of it. What
    was not read off the clause alone stands: a demand, a refusal, a day that lies ahead."""
    clauses.weigh(draft.verb for draft in drafts)
    for draft in drafts:
        status = overruled(draft.status, clauses.weighed(draft.verb))
        if status is not None and clauses.statuses.of(draft.verb).status == draft.status:
            draft.status, draft.modality = status, MODALITY[status]


def overruled(status: str, weighed: Weighed) -> Status | None:
    """The status to put in the place of the rules'; None where that stands."""
    best = max(weighed.status, key=lambda name: weighed.status[name])
    if weighed.status[best] < SURE or weighed.of_status(status) >= UNLIKELY:
        return None
    return next((known for known in MODALITY if known == best), None)
