"""Which statements inside others are told apart.

What a person thinks, wants or says in her own quoted words is part of what she is quoted with,
and the first persons in it are hers. Only a whole chain is kept: "the ministry said the army
had withdrawn, Reuters reported" has two sources.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from store.extract.statements.drafts import Draft
from store.extract.statements.quotations import Quotations

_FIRST_AND_SECOND = frozenset({"i", "we", "you"})


def told(doc: Doc, drafts: Iterable[Draft], quotations: Quotations) -> list[Draft]:
    """The drafts outside quotation marks, and of those inside another's content the links of
    a chain."""
    outside = [draft for draft in drafts if quotations.at(draft.cue.start) is None]
    depth = [0] * (len(doc) + 1)
    for draft in outside:
        for piece in draft.pieces(doc):
            depth[piece.start] += 1
            depth[piece.end] -= 1
    for index in range(1, len(depth)):
        depth[index] += depth[index - 1]
    return [draft for draft in outside if depth[draft.cue.start] == 0 or _is_link(draft)]


def _is_link(draft: Draft) -> bool:
    if draft.kind != "speech" or draft.source is None:
        return False
    named = draft.source.head.lower_ not in _FIRST_AND_SECOND
    return draft.frame == "phrase" or (draft.frame == "clause" and draft.own and named)
