"""According to whom an event is told, and what that makes of it."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.events.draft import Draft
from store.extract.found import FoundStatement
from store.extract.statements.attribution import Attributions
from store.reading import Modality

DOUBTING = frozenset("fear worry suspect doubt hope wish suppose wonder dread".split())
EXPECTING = frozenset("expect anticipate predict forecast foresee".split())


def attribute(doc: Doc, said: Attributions, drafts: list[Draft]) -> None:
    """Set who says so; what is told only by somebody is a claim. Thoughts and plans are no
    source of what happened. Of a demand, the innermost is the one who demands."""
    for draft in drafts:
        chain = [s for s in said.of(draft.verb) if draft.verb not in s.cue]
        chain = [s for s in chain if not _of_somebody(doc, s, draft.verb)]
        if draft.demanded:
            chain = chain[1:]
        sources = [s.source for s in chain if s.source is not None]
        draft.according_to = list(dict.fromkeys(sources))
        if chain and draft.modality == "asserted":
            draft.modality = _believed(doc, chain)


def _of_somebody(doc: Doc, said: FoundStatement, verb: int) -> bool:
    """What the text itself tells of the one who is spoken of: "spoke of Ann Lee, who was shot"."""
    if said.content is None or doc[verb].dep_ != "relcl":
        return False
    words = doc[said.content.start : said.content.end]
    root = next((t for t in words if t.head.i not in said.content), words[0])
    return root.pos_ in ("NOUN", "PROPN")


def _believed(doc: Doc, chain: list[FoundStatement]) -> Modality:
    """What somebody fears or doubts is no claim that it happened."""
    words = {doc[i].lemma_ for said in chain for i in range(said.cue.start, said.cue.end)}
    if words & DOUBTING:
        return "hypothetical"
    return "planned" if words & EXPECTING else "claimed"
