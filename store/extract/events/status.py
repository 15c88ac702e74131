"""The status of an event: whether it happened, is planned, or was only said, and by whom.

`Statuses.of` decides on a verb or noun. It combines the syntax of the clause, the statements around
it, and a question that contains it.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundStatement, Tokens
from store.extract.reporting_words import SAYING
from store.extract.rules import rule
from store.extract.statements.sources import Attributions
from store.extract.syntax.governors import TALES
from store.extract.syntax.modality import MODALITY, Modalities, either_number
from store.extract.syntax.subjects import finite
from store.extract.times.clause import time_of
from store.reading import Modality, Status

PRECEDING = frozenset({"after", "since"})
DOUBTING = frozenset("fear worry suspect doubt hope wish suppose wonder dread".split())
ANNOUNCING = frozenset("announce confirm reveal disclose unveil".split())
"""Verbs whose reports of one's own actions are taken as true."""
DOCUMENTS = lexicon.words("statements.documents")
"""Sources whose facts the text accepts."""
ACCUSATIONS = lexicon.words("events.accusations")
ALLEGING = frozenset("allege claim contend accuse charge assert argue insist maintain".split())
DONE: frozenset[Status] = frozenset({"asserted", "planned", "conditional"})
UNDATED = frozenset({"VBZ", "VBP", "VBG", "VBN", "NN", "NNS"})
"""Tags of words for both the future and the past."""
SETTING = frozenset("schedule slate set plan forecast project predict".split())
"""Verbs that tell the day of something else."""
ASIDES = frozenset({"relcl", "acl", "advcl", "parataxis"})
EXPECTING = frozenset("expect anticipate predict forecast foresee".split())


class Verdict(NamedTuple):
    """The status of a predicate, and its sources."""

    status: Status
    said: list[FoundStatement]
    """The statements that contain it, the innermost first."""

    @property
    def modality(self) -> Modality:
        """The coarser value for the status in a reading."""
        return MODALITY[self.status]

    @property
    def sources(self) -> list[FoundEntity]:
        """The sources, without duplicates, the innermost first."""
        return list(dict.fromkeys(s.source for s in self.said if s.source is not None))


class Statuses:
    """The statuses of the predicates of one document, after its statements are read."""

    def __init__(self, doc: Doc, modalities: Modalities, said: Attributions) -> None:
        self.doc = doc
        self.parse = modalities.parse
        self.modalities = modalities
        self.said = said
        self.published = _day(doc)
        self._cues = {i for s in doc._.statements or [] for i in range(s.cue.start, s.cue.end)}
        """Tokens of the verbs that tell who says something."""

    def of(self, token: int, own: Status | None = None) -> Verdict:
        """Return the status of the clause or noun that a token heads.

        `own` is its status from its own words, if it is known better than from the syntax.
        """
        said = self._statements_around(token)
        status = own or self.modalities.status(token)
        if own is None and token in self._cues and self.parse.tag[token] == "VBD":
            own = status = "asserted" if status in ("conditional", "wished") else status
        if own is None and status in DONE and self._asked(token):
            return Verdict("asked", said)
        if said and status in ("asserted", "planned") and self._is_background(token, said[0]):
            said = []
        if status != "asserted":
            return Verdict(status, said)
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
        """Whether it is in the main clause of a question, or is what a question is about."""
        parse = self.parse
        first, last = parse.bounds[parse.sentence[token]]
        marks = [i for i in range(max(first, last - 3), last) if parse.lower[i] == "?"]
        if not marks or either_number(parse, token):
            return False
        quoted = self.said.quoted(marks[-1])
        if quoted is not None and token not in quoted.span:
            return False
        return not any(parse.dep[t] in ASIDES for t in (token, *parse.above(token)))

    @rule("status.ordered")
    def _ordered(self, token: int) -> bool:
        """Whether it is an imperative: "Go home", a bare verb without a subject."""
        parse = self.parse
        if parse.tag[token] != "VB" or parse.dep[token] not in ("ROOT", "ccomp", "conj"):
            return False
        return not parse.having(token, "nsubj", "nsubjpass", "aux", "expl")

    @rule("status.lies_ahead")
    def _lies_ahead(self, token: int) -> bool:
        """Whether it lies after publication: "Meets him in June", "the June meeting"."""
        setting = self._set_by(token)
        if self.published is None or (setting is None and not self._undated(token)):
            return False
        time = time_of(self.doc, token if setting is None else setting)
        return time is not None and time.start is not None and time.start > self.published

    def _undated(self, token: int) -> bool:
        """Whether its tense may be that of the future or of the past."""
        if self.parse.tag[token] in ("VBG", "VBN"):
            return self._now(token)
        return self.parse.tag[token] in UNDATED

    def _now(self, token: int) -> bool:
        """Whether a participle tells of the present, not of what has been: "is meeting"."""
        auxiliaries = self.parse.having(token, "aux", "auxpass")
        have = any(self.parse.lemma[k] == "have" for k in auxiliaries)
        return not have and any(self.parse.tag[k] in ("VBZ", "VBP") for k in auxiliaries)

    @rule("status.set")
    def _set_by(self, token: int) -> int | None:
        """Return the verb that tells the day set for it: "the vote was scheduled for June"."""
        parse = self.parse
        verb = parse.head[token] if parse.dep[token] == "nsubjpass" else token
        return verb if parse.lemma[verb] in SETTING and parse.having(verb, "auxpass") else None

    @rule("status.usual")
    def _usual(self, token: int) -> bool:
        """Whether it is habitual: "A disease that kills", "meets every week"."""
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
        """Whether it is background that the text adds to somebody's words.

        Such are a clause about a noun, a noun in a phrase and a verb of saying. Inside a quotation
        everything belongs to the speaker.
        """
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
            if self._came_before(above):
                return True
            if parse.dep[above] == "relcl" or (
                parse.dep[above] == "acl"
                and parse.lemma[parse.head[above]] not in TALES
                and not self._passed_on(above)
            ):
                return parse.head[above] in said.content
        return False

    @rule("status.passed_on")
    def _passed_on(self, participle: int) -> bool:
        """Whether it is what a message says: "sent a telegram saying the mayor was shot"."""
        return self.parse.tag[participle] == "VBG" and self.parse.lemma[participle] in SAYING

    @rule("status.came_before")
    def _came_before(self, verb: int) -> bool:
        """Whether the text tells what led to the words of somebody.

        In "said he would leave after the mayor fired his aide" the firing is no claim.
        """
        parse, governor = self.parse, self.parse.head[verb]
        marks = {parse.lower[k] for k in parse.having(verb, "mark", "prep", "advmod")}
        after = parse.dep[verb] == "advcl" and bool(marks & PRECEDING)
        if parse.dep[verb] == "pcomp" and parse.lower[governor] in PRECEDING:
            after, governor = True, parse.head[governor]
        if not after or not parse.is_verb(governor) or parse.tag[governor] == "VBD":
            return False
        told = parse.tag[verb] in ("VBD", "VBG") or finite(parse, verb)
        return told and self.modalities.of(governor) != "asserted"

    def _statements_around(self, token: int) -> list[FoundStatement]:
        """Return the statements around a token, without those whose cue it is."""
        around = [s for s in self.said.of(token) if token not in s.cue]
        return [s for s in around if not self._of_somebody(s, token)]

    def _of_somebody(self, said: FoundStatement, token: int) -> bool:
        """Whether the text itself describes a person in a statement.

        For example "spoke of Ann Lee, who was shot".
        """
        doc = self.doc
        if said.content is None or doc[token].dep_ != "relcl":
            return False
        words = doc[said.content.start : said.content.end]
        root = next((t for t in words if t.head.i not in said.content), words[0])
        return root.pos_ in ("NOUN", "PROPN")

    @rule("status.believed", off=lambda *_: "claimed")
    def _believed(self, token: int, said: list[FoundStatement]) -> Status:
        """Return the status of what somebody says: hypothetical if feared, planned if expected.

        What a document says or somebody announces about themselves is taken as true.
        """
        words = {self.parse.lemma[i] for s in said for i in range(s.cue.start, s.cue.end)}
        if words & DOUBTING:
            return "hypothetical"
        if words & EXPECTING:
            return "planned"
        known = words & ANNOUNCING or self._is_document(token, said[0])
        return "asserted" if known and self.said.quoted(token) is None else "claimed"

    def _is_document(self, token: int, said: FoundStatement) -> bool:
        span = said.source_span
        if span is None or self._accuses(token, said.cue, span):
            return False
        return any(self.parse.lemma[i] in DOCUMENTS for i in range(span.start, span.end))

    @rule("status.accusing_document")
    def _accuses(self, token: int, cue: Tokens, source: Tokens) -> bool:  # noqa: ARG002 - the trace names it
        """Whether what it says of an event is only a claim: "the lawsuit says that they left"."""
        words = {self.parse.lemma[i] for t in (cue, source) for i in range(t.start, t.end)}
        return not words.isdisjoint(ACCUSATIONS | ALLEGING)


def _day(doc: Doc) -> date | None:
    published = doc._.article.published if doc._.article is not None else None
    return date.fromisoformat(published[:10]) if published else None
