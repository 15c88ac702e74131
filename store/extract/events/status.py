"""The status of what a word tells: whether it happened, is planned, was only said, and by whom.

`Statuses.of` gives the verdict on a predicate, verb or noun: the one place where the syntax of
the clause, the statements around it and the question that it stands in are weighed together.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundStatement
from store.extract.rules import rule
from store.extract.statements.sources import Attributions
from store.extract.syntax.modality import MODALITY, TALES, Modalities
from store.extract.times.clause import time_of
from store.reading import Modality, Status

DOUBTING = frozenset("fear worry suspect doubt hope wish suppose wonder dread".split())
ANNOUNCING = frozenset("announce confirm reveal disclose unveil".split())
"""Verbs of which what is told of one's own doing holds."""
DOCUMENTS = lexicon.words("statements.documents")
"""Sources whose facts the text takes over."""
DONE: frozenset[Status] = frozenset({"asserted", "planned", "conditional"})
UNDATED = frozenset({"VBZ", "VBP", "VBG", "VBN", "NN", "NNS"})
"""Tags of words that tell of what lies ahead as of what lies behind."""
ASIDES = frozenset({"relcl", "acl", "advcl", "parataxis"})
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
        self.published = _day(doc)
        self._cues = {i for s in doc._.statements or [] for i in range(s.cue.start, s.cue.end)}
        """Tokens of the verbs that tell who says something."""

    def of(self, token: int, own: Status | None = None) -> Verdict:
        """The verdict on the clause or the noun that a token heads. `own` is what its words say
        of it, where that is known better than from the syntax."""
        said = self._said(token)
        status = own or self.modalities.status(token)
        if own is None and token in self._cues and self.parse.tag[token] == "VBD":
            own = status = "asserted" if status in ("conditional", "wished") else status
        if own is None and status in DONE and self._asked(token):
            return Verdict("asked", said)
        if status != "asserted":
            return Verdict(status, said)
        if said and self._is_background(token, said[0]):
            said = []
        if self._ordered(token):
            return Verdict("wished", said)
        if self._lies_ahead(token):
            return Verdict("planned", said)
        if self._usual(token):
            return Verdict("habitual", said)
        if said:
            return Verdict(self._believed(token, said), said)
        return Verdict("asserted" if self.said.quoted(token) is None else "claimed", said)

    @rule("status.asked")
    def _asked(self, token: int) -> bool:
        """In a main clause of a question, or in what a question is about."""
        parse = self.parse
        first, last = parse.bounds[parse.sentence[token]]
        marks = [i for i in range(max(first, last - 3), last) if parse.lower[i] == "?"]
        if not marks:
            return False
        quoted = self.said.quoted(marks[-1])
        if quoted is not None and token not in quoted.span:
            return False
        return not any(parse.dep[t] in ASIDES for t in (token, *parse.above(token)))

    @rule("status.ordered")
    def _ordered(self, token: int) -> bool:
        """ "Go home": a verb in its bare form with nobody before it."""
        parse = self.parse
        if parse.tag[token] != "VB" or parse.dep[token] not in ("ROOT", "ccomp", "conj"):
            return False
        return not parse.having(token, "nsubj", "nsubjpass", "aux", "expl")

    @rule("status.lies_ahead")
    def _lies_ahead(self, token: int) -> bool:
        """ "Meets him in June", "the June meeting": of a day after that of publication."""
        if self.published is None or self.parse.tag[token] not in UNDATED:
            return False
        if self.parse.tag[token] in ("VBG", "VBN") and not self._now(token):
            return False
        time = time_of(self.doc, token)
        return time is not None and time.start is not None and time.start > self.published

    def _now(self, token: int) -> bool:
        auxiliaries = self.parse.having(token, "aux", "auxpass")
        return any(self.parse.tag[k] in ("VBZ", "VBP") for k in auxiliaries)

    @rule("status.usual")
    def _usual(self, token: int) -> bool:
        """ "A disease that kills", "meets every week": the present of what goes on."""
        parse = self.parse
        if parse.tag[token] not in ("VBZ", "VBP") or parse.having(token, "aux", "auxpass"):
            return False
        time = time_of(self.doc, token)
        if time is not None:
            return time.type == "SET"
        describes = parse.dep[token] == "relcl" and parse.lemma[token] not in ("be", "have")
        return describes and token not in self._cues

    @rule("status.background")
    def _is_background(self, token: int, said: FoundStatement) -> bool:
        """What the text itself adds to somebody's words: a clause that describes a noun, a noun in
        a phrase, a verb of saying. Inside quotation marks all is the speaker's."""
        parse = self.parse
        if self.said.quoted(token) is not None or said.content is None:
            return False
        if token in self._cues:
            return parse.head[token] not in said.cue
        if parse.pos[token] == "NOUN" and parse.dep[token] == "pobj":
            return parse.head[token] in said.content and parse.head[token] > said.content.start
        for above in (token, *parse.above(token)):
            if above not in said.content:
                return False
            if parse.dep[above] == "relcl" or (
                parse.dep[above] == "acl" and parse.lemma[parse.head[above]] not in TALES
            ):
                return parse.head[above] in said.content
        return False

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

    def _believed(self, token: int, said: list[FoundStatement]) -> Status:
        """What somebody fears or doubts is no claim that it happened."""
        words = {self.parse.lemma[i] for s in said for i in range(s.cue.start, s.cue.end)}
        if words & DOUBTING:
            return "hypothetical"
        if words & EXPECTING:
            return "planned"
        known = words & ANNOUNCING or self._is_document(said[0])
        return "asserted" if known and self.said.quoted(token) is None else "claimed"

    def _is_document(self, said: FoundStatement) -> bool:
        span = said.source_span
        return span is not None and any(
            self.parse.lemma[i] in DOCUMENTS for i in range(span.start, span.end)
        )


def _day(doc: Doc) -> date | None:
    published = doc._.article.published if doc._.article is not None else None
    return date.fromisoformat(published[:10]) if published else None
