"""Whether what somebody says is news, as named numbers: length, facts, talk, repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.signs import (
    CONTENT,
    FIRST_PERSON,
    HEDGES,
    NAMING,
    OPENING,
    OPINION,
    Row,
    capped,
)

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundStatement
    from store.extract.learned.clauses import Clauses

TALK = {
    "I": frozenset({"i", "my", "me"}),
    "we": frozenset({"we", "our", "us"}),
    "you": frozenset({"you", "your"}),
    "will": frozenset({"will", "would", "'ll", "’ll"}),
    "exclaims": frozenset({"!"}),
}
MANY = 6
"""The number of statements of one speaker beyond which more say nothing new."""


class Sayings:
    """The statements among the rows of one document."""

    def __init__(self, rows: list[Row], clauses: Clauses) -> None:
        self.clauses = clauses
        self.parse = clauses.parse
        first = range(min(len(self.parse), OPENING))
        self._opening = {self.parse.lemma[i].lower() for i in first if self.parse.pos[i] in CONTENT}
        self._before: dict[int, int] = {}
        """How many statements of the same speaker stand before that of each verb."""
        spoken: dict[int, int] = {}
        for merged, _ in rows:
            draft = merged.draft
            if draft.type == "STATEMENT" and draft.actors:
                speaker = id(draft.actors[0])
                self._before[draft.verb] = spoken.get(speaker, 0)
                spoken[speaker] = self._before[draft.verb] + 1
        self._said: dict[int, FoundStatement] = {}
        for said in self.parse.doc._.statements or []:
            self._said.update(dict.fromkeys(range(said.cue.start, said.cue.end), said))

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return the numbers of a statement; other rows have none."""
        if draft.type != "STATEMENT":
            return {}
        found = {"said before": capped(self._before.get(draft.verb, 0), MANY)}
        said = self._said.get(draft.verb)
        if said is not None and said.content is not None:
            found.update(self._content(said, range(said.content.start, said.content.end)))
        return found

    @staticmethod
    def _talk(words: set[str]) -> dict[str, float]:
        """Return whose affairs the words are: one's own, a group's, anybody's; and plans."""
        return {f"said {name}": float(not words.isdisjoint(any_)) for name, any_ in TALK.items()}

    def _in_opening(self, inside: range) -> float:
        """Return the share of the content's topic that the article opens with."""
        parse = self.parse
        topic = [parse.lemma[i].lower() for i in inside if parse.pos[i] in CONTENT]
        return sum(lemma in self._opening for lemma in topic) / max(1, len(topic))

    def _content(self, said: FoundStatement, inside: range) -> dict[str, float]:
        parse = self.parse
        words = {parse.lower[i] for i in inside}
        root = next((i for i in inside if parse.head[i] not in inside or parse.head[i] == i), None)
        source = said.source_span
        times = parse.doc._.times or []
        return {
            "said words": capped(len(inside), 50),
            "said first person": float(bool(words & FIRST_PERSON)),
            "said hedges": capped(len(words & HEDGES), 3),
            "said opinion": capped(len(words & OPINION), 3),
            "said question": float("?" in words),
            **self._talk(words),
            "said nouns": capped(sum(parse.pos[i] in NAMING for i in inside), 6),
            "said copula": float(root is not None and parse.lemma[root] == "be"),
            "said in the opening": self._in_opening(inside),
            "said names": capped(sum(parse.pos[i] == "PROPN" for i in inside), 5),
            "said numbers": capped(sum(parse.pos[i] == "NUM" for i in inside), 3),
            "said time": float(any(time.span.start in inside for time in times)),
            "said past": float(any(parse.tag[i] == "VBD" for i in inside)),
            "said clause": float(root is not None and parse.is_verb(root)),
            "said quoted": float(self.clauses.is_quoted(min(inside.start + 1, len(parse) - 1))),
            "source words": capped(source.end - source.start, 12) if source else 0.0,
            "source first": float(source is not None and source.start < inside.start),
        }
