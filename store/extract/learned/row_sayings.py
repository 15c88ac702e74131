"""Whether what somebody says is news, as named numbers: length, facts, talk, repetition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.extract.learned.signs import FIRST_PERSON, HEDGES, OPINION, Row, capped

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundStatement
    from store.extract.learned.clauses import Clauses

MANY = 6
"""The number of statements of one speaker beyond which more say nothing new."""


class Sayings:
    """The statements among the rows of one document."""

    def __init__(self, rows: list[Row], clauses: Clauses) -> None:
        self.clauses = clauses
        self.parse = clauses.parse
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
            "said names": capped(sum(parse.pos[i] == "PROPN" for i in inside), 5),
            "said numbers": capped(sum(parse.pos[i] == "NUM" for i in inside), 3),
            "said time": float(any(time.span.start in inside for time in times)),
            "said past": float(any(parse.tag[i] == "VBD" for i in inside)),
            "said clause": float(root is not None and parse.is_verb(root)),
            "said quoted": float(self.clauses.is_quoted(min(inside.start + 1, len(parse) - 1))),
            "source words": capped(source.end - source.start, 12) if source else 0.0,
            "source first": float(source is not None and source.start < inside.start),
        }
