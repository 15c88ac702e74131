"""One name that the model cut in two: "Luiz Inácio" and "Lula da Silva"; "Goodyear Tire and"
and "Rubber Co" on the next line."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name
from store.extract.names.words.head_words import LEGAL


def join_neighbours(draft: Draft) -> None:
    """Join a person to the person right after, and an organisation to the rest of it."""
    joined: list[Name] = []
    for name in draft.names:
        last = joined[-1] if joined else None
        if last is not None and last.type == name.type and _is_one(draft, last, name):
            draft.reset(last, last.start, name.end)
        else:
            joined.append(name)
    draft.names = joined


def _is_one(draft: Draft, first: Name, second: Name) -> bool:
    if first.known or second.known or first.chars or second.chars:
        return False
    if first.type == "PERSON":
        return first.end == second.start
    if first.type != "ORG" or not _touch(draft, first, second):
        return False
    return first.words()[-1] in ("and", "&", "of") or all(
        word.strip(".").casefold() in LEGAL for word in second.words()
    )


def _touch(draft: Draft, first: Name, second: Name) -> bool:
    """Nothing between them, or a line break inside a sentence."""
    between = range(first.end, second.start)
    return len(between) < 2 and all(
        draft.words[at].isspace() and not draft.ends_paragraph(at) for at in between
    )
