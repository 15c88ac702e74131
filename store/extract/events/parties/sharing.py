"""Whom an event is about when its own clause does not say: those of the event above it.

"Met Lukashenko and conveyed his congratulations", "congratulated China, pledging to ...": what
is said to nobody in particular is said to whoever is there.
"""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.grammar.parse import Parse

TOLD = frozenset({"SUPPORT", "AGREE", "REQUEST", "THREATEN", "REJECT", "ACCUSE", "CONCEDE"})


def share(drafts: list[Draft], parse: Parse) -> None:
    """Give verbal events without a recipient those of the verb that they hang on."""
    by_verb = {draft.verb: draft for draft in drafts}
    for draft in drafts:
        if draft.recipients or draft.object_tokens or draft.type not in TOLD:
            continue
        above = by_verb.get(parse.head[draft.verb])
        if above is None or parse.dep[draft.verb] not in ("conj", "advcl"):
            continue
        if (
            draft.actors
            and draft.actors[0] in above.actors
            and not parse.having(draft.verb, "nsubj", "nsubjpass")
        ):
            present = [*above.actors, *above.recipients]
            draft.recipients = [e for e in present if e not in draft.actors]
