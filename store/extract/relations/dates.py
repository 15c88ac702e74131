"""Since when something holds: the day on which one joined or became it."""

from __future__ import annotations

from datetime import date

from spacy.tokens import Doc, Token

from store.extract.references.discourse import clause

_SETTING = frozenset({"where", "when"})


def days_by_verb(doc: Doc) -> dict[int, date]:
    """For each verb, the one calendar day that its clause names."""
    days: dict[int, set[date]] = {}
    for time in doc._.times or []:
        if time.precision in {"day", "time"} and time.start is not None and time.start == time.end:
            verb = clause(doc[time.span.start : time.span.end].root)
            days.setdefault(verb.i, set()).add(time.start)
    return {verb: next(iter(found)) for verb, found in days.items() if len(found) == 1}


def since(word: Token, days: dict[int, date]) -> date | None:
    """The day of the verb that a word hangs on, or of the clause that sets its scene ("the
    summit on Thursday, where it became a member")."""
    verb = clause(word)
    if verb.i in days:
        return days[verb.i]
    scene = any(child.lower_ in _SETTING for child in verb.lefts)
    return days.get(clause(verb.head).i) if scene and verb.head.i != verb.i else None
