"""The status of what a word tells: whether it happened, is planned, was only said, and by whom.

`Statuses.of` gives the verdict on a predicate, verb or noun: the one place where the syntax of
the clause, the statements around it and the question that it stands in are weighed together.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

from store.extract.extensions import FoundEntity, FoundStatement
from store.extract.statements.sources import Attributions
from store.extract.syntax.modality import MODALITY, Modalities
from store.reading import Modality, Status

DOUBTING = frozenset("fear worry suspect doubt hope wish suppose wonder dread".split())
EXPECTING = frozenset("expect anticipate predict forecast foresee".split())


class Verdict(NamedTuple):
    """What is to be told of a predicate, and by whom it is told."""

    status: Status
    said: list[FoundStatement]
    """The statements that it is told in, the innermost first."""

    @property
    def modality(self) -> Modality:
        """The coarser value that a reading has for the status."""
        return MODALITY[self.status]

    @property
    def sources(self) -> list[FoundEntity]:
        """Those who say so, each once, the innermost first."""
        return list(dict.fromkeys(s.source for s in self.said if s.source is not None))


class Statuses:
    """The verdicts on the predicates of one document, whose statements are read."""

    def __init__(self, doc: Doc, modalities: Modalities, said: Attributions) -> None:
        self.doc = doc
        self.parse = modalities.parse
        self.modalities = modalities
        self.said = said

    def of(self, token: int, own: Status | None = None) -> Verdict:
        """The verdict on the clause or the noun that a token heads. `own` is what its words say
        of it, where that is known better than from the syntax."""
        said = self._said(token)
        status = own or self.modalities.status(token)
        if said and status == "asserted":
            status = self._believed(said)
        return Verdict(status, said)

    def _said(self, token: int) -> list[FoundStatement]:
        """The statements around a token, but for those that it is itself the cue of."""
        around = [s for s in self.said.of(token) if token not in s.cue]
        return [s for s in around if not self._of_somebody(s, token)]

    def _of_somebody(self, said: FoundStatement, token: int) -> bool:
        """What the text itself tells of the one who is spoken of: "spoke of Ann Lee, who was
        shot"."""
        doc = self.doc
        if said.content is None or doc[token].dep_ != "relcl":
            return False
        words = doc[said.content.start : said.content.end]
        root = next((t for t in words if t.head.i not in said.content), words[0])
        return root.pos_ in ("NOUN", "PROPN")

    def _believed(self, said: list[FoundStatement]) -> Status:
        """What somebody fears or doubts is no claim that it happened."""
        words = {self.parse.lemma[i] for s in said for i in range(s.cue.start, s.cue.end)}
        if words & DOUBTING:
            return "hypothetical"
        return "planned" if words & EXPECTING else "claimed"
