"""How well the participants of a row are known, as named numbers."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundEntity
    from store.extract.syntax.parse import Parse

BACK = 2
"""How many sentences before a pronoun name those that it may stand for."""


class RowParties:
    """The participants of the rows of one document."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self._mentions: dict[int, list[int]] = {}
        """The tokens at which each entity is mentioned, in order."""
        self._persons: dict[int, set[int]] = {}
        """The persons that each sentence names."""
        for entity in parse.doc._.entities or []:
            starts = sorted(mention.span.start for mention in entity.mentions)
            self._mentions[id(entity)] = starts
            if entity.type == "PERSON" and entity.is_named:
                for start in starts:
                    if parse.pos[start] != "PRON":
                        persons = self._persons.setdefault(parse.sentence[start], set())
                        persons.add(id(entity))

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return the numbers of both sides."""
        here = self._persons.get(self.parse.sentence[draft.verb], ())
        return {
            **self._side("actor", draft.subject_tokens, draft.actors, draft.verb),
            **self._side("recipient", draft.object_tokens, draft.recipients, draft.verb),
            "actors": min(len(draft.actors), 4) / 4,
            "recipients": min(len(draft.recipients), 4) / 4,
            "sources": min(len(draft.according_to), 3) / 3,
            "persons in sentence": min(len(here), 4) / 4,
        }

    def _side(
        self, side: str, tokens: list[int], entities: list[FoundEntity], verb: int
    ) -> dict[str, float]:
        """Return how often the first entity is named, how sure its name is, how far it stands, and
        what a pronoun leaves open."""
        if not entities:
            return {}
        entity = entities[0]
        found = {
            f"{side} mentions": min(len(self._mentions.get(id(entity), ())), 20) / 20,
            f"{side} sure": entity.confidence,
            f"{side} named": float(entity.is_named),
            f"{side} person": float(entity.type == "PERSON"),
        }
        if tokens:
            found[f"{side} far"] = min(abs(tokens[0] - verb), 20) / 20
            if self.parse.pos[tokens[0]] == "PRON":
                found.update(self._pronoun(side, tokens[0], entity))
        return found

    def _pronoun(self, side: str, token: int, entity: FoundEntity) -> dict[str, float]:
        """Return how far back the name of a pronoun is, and how many persons are nearer."""
        parse = self.parse
        number = parse.sentence[token]
        starts = self._mentions.get(id(entity), [])
        before = starts[: bisect_left(starts, token)]
        names = [start for start in before if parse.pos[start] != "PRON"]
        far = number - parse.sentence[names[-1]] if names else 6
        near = range(max(0, number - BACK), number + 1)
        persons = set().union(*(self._persons.get(n, ()) for n in near))
        return {
            f"{side} pronoun": 1.0,
            f"{side} name back": min(far, 6) / 6,
            f"{side} candidates": min(len(persons), 6) / 6,
        }
