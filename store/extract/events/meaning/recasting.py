"""What the codebook's `recasts` make of a type: in a report of a game, "beat" hurts nobody."""

from __future__ import annotations

from store.extract.events.draft import Draft
from store.extract.events.meaning.codebook import Codebook, Recast
from store.extract.events.meaning.contexts import Contexts


def recast(draft: Draft, book: Codebook, contexts: Contexts) -> None:
    """Give a draft the type and mode of the first row that fits it, in place."""
    for row in book.recasts:
        if _fits(row, draft) and _around(row, draft, contexts):
            draft.type, draft.mode = row.type, row.new_mode
            return


def _fits(row: Recast, draft: Draft) -> bool:
    if row.types and draft.type not in row.types:
        return False
    if row.words and draft.lemma not in row.words:
        return False
    return row.mode in ("*", draft.mode or "") and _acts(row.who, draft)


def _around(row: Recast, draft: Draft, contexts: Contexts) -> bool:
    return not row.contexts or any(contexts.holds(name, draft.verb) for name in row.contexts)


def _acts(who: frozenset[str], draft: Draft) -> bool:
    """Whether those act whom the row asks for."""
    if not who:
        return True
    if who == {"nobody"}:
        return not draft.actors and not draft.subject_tokens
    if who == {"persons"}:
        return all(e.type == "PERSON" for e in draft.actors)
    if who == {"countries"}:
        return _countries(draft) > 1
    named = [e.is_named or e.name.split()[-1].lower() not in who for e in draft.actors]
    return bool(named) and not any(named)


def _countries(draft: Draft) -> int:
    """How many countries act, by themselves or with their armed forces."""
    forces = {e.key.split("/")[1] for e in draft.actors if e.key.endswith("/military")}
    return len(forces | {e.iso for e in draft.actors if e.iso is not None})
