"""Repair sentences in which the parser gives a verb of saying two subjects."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from store.extract.rules import nothing, rule

_SAYING = frozenset(
    "say tell announce reply respond add report state confirm declare warn write explain".split()
)


def keep_one_speaker(doc: Doc) -> None:
    """Make only the one who speaks the subject of each verb of saying."""
    for said in doc:
        if said.lemma_ in _SAYING and said.pos_ == "VERB":
            for noun in _not_speaking(said):
                noun.dep_ = "dep"


@rule("statements.one_speaker", off=nothing)
def _not_speaking(said: Token) -> list[Token]:
    """Return the subjects before the speaker, who stands behind a comma or a quotation.

    For example "captain" in "“Captain,” Lee said, “I have lost.”"
    """
    subjects = [t for t in said.lefts if t.dep_ == "nsubj"]
    if len(subjects) < 2:
        return []
    before = subjects[-1].left_edge.i - 1
    set_off = before >= 0 and (said.doc[before].text == "," or said.doc[before].is_quote)
    return subjects[:-1] if set_off else []
