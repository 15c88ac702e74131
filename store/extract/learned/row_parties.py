"""How well the participants of a row are known, as named numbers."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from store.extract.learned.signs import Row, capped

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
        self._holders = {id(role.person) for role in parse.doc._.roles or []}
        """The persons whose office the article tells."""
        self._names: dict[int, set[int]] = {}
        """The named entities at each token."""
        for entity in parse.doc._.entities or []:
            for mention in entity.mentions if entity.is_named else ():
                for token in range(mention.span.start, mention.span.end):
                    self._names.setdefault(token, set()).add(id(entity))
            starts = sorted(mention.span.start for mention in entity.mentions)
            self._mentions[id(entity)] = starts
            if entity.type == "PERSON" and entity.is_named:
                for start in starts:
                    if parse.pos[start] != "PRON":
                        persons = self._persons.setdefault(parse.sentence[start], set())
                        persons.add(id(entity))

    def of(self, row: Row) -> dict[str, float]:
        """Return the numbers of both sides."""
        draft, label = row[0].draft, row[1].label.lower()
        here = self._persons.get(self.parse.sentence[draft.verb], ())
        return {
            **self._side("actor", draft.subject_tokens, draft.actors, draft.verb),
            **self._side("recipient", draft.object_tokens, draft.recipients, draft.verb),
            **self._mentioned("actor", draft.actors, draft.subject_tokens, draft.verb),
            **self._mentioned("recipient", draft.recipients, draft.object_tokens, draft.verb),
            **self._phrase("subject", draft.subject_tokens, draft.verb),
            **self._phrase("object", draft.object_tokens, draft.verb),
            "actor in label": float(any(_last_word(e) in label for e in draft.actors)),
            "recipient in label": float(any(_last_word(e) in label for e in draft.recipients)),
            "names left over": capped(len(self._left_over(draft)), 5),
            "names in sentence": capped(len(self._names_in(self.parse.sentence[draft.verb])), 6),
            "actors": min(len(draft.actors), 4) / 4,
            "recipients": min(len(draft.recipients), 4) / 4,
            "sources": min(len(draft.according_to), 3) / 3,
            "persons in sentence": min(len(here), 4) / 4,
        }

    def _left_over(self, draft: EventDraft) -> set[int]:
        """Return the names in the clause that have no part in the row."""
        place = [draft.place] if draft.place is not None else []
        taken = {id(e) for e in (*draft.actors, *draft.recipients, *draft.according_to, *place)}
        inside = self.parse.subtree(draft.verb)
        return {name for i in inside for name in self._names.get(i, ())} - taken

    def _names_in(self, sentence: int) -> set[int]:
        inside = range(*self.parse.bounds[sentence])
        return {name for i in inside for name in self._names.get(i, ())}

    def _mentioned(
        self, side: str, entities: list[FoundEntity], tokens: list[int], verb: int
    ) -> dict[str, float]:
        """Return how the sentence of the verb mentions the first entity, and what the model took
        the words for."""
        if not entities:
            return {}
        parse, entity = self.parse, entities[0]
        first, last = parse.bounds[parse.sentence[verb]]
        spans = [m.span for m in entity.mentions if first <= m.span.start < last]
        found = {
            f"{side} {entity.type}": 1.0,
            f"{side} here": capped(len(spans), 3),
            f"{side} words": capped(len(entity.name.split()), 5),
            f"{side} first": min((m.span.start for m in entity.mentions), default=0) / len(parse),
        }
        if spans:
            near = tokens or [verb]
            span = min(spans, key=lambda s: min(abs(s.start - t) for t in near))
            inside = range(span.start, span.end)
            head = next((i for i in inside if parse.head[i] not in inside), span.start)
            label = parse.doc[head].ent_type_
            found |= {
                f"{side} on verb": float(parse.head[head] == verb),
                f"{side} is subject": float(parse.dep[head] == "nsubj"),
                f"{side} by pronoun": float(parse.pos[head] == "PRON"),
                f"{side} unlabelled": float(not label),
                f"{side} labelled otherwise": float(label not in ("", entity.type)),
            }
        return found

    def _phrase(self, side: str, tokens: list[int], verb: int) -> dict[str, float]:
        """Return what the phrase of a side is, and what stands between it and the verb."""
        if not tokens:
            return {}
        first, last = sorted((tokens[0], verb))
        between = range(first + 1, last)
        return {
            f"{side} noun": float(self.parse.pos[tokens[0]] == "NOUN"),
            f"{side} distance": capped(len(between), 20),
            f"{side} verbs between": capped(sum(self.parse.is_verb(i) for i in between), 4),
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
            f"{side} office": float(id(entity) in self._holders),
            f"{side} once": float(self._is_once(entity)),
        }
        if tokens:
            found[f"{side} far"] = min(abs(tokens[0] - verb), 20) / 20
            if self.parse.pos[tokens[0]] == "PRON":
                found.update(self._pronoun(side, tokens[0], entity))
        return found

    def _is_once(self, entity: FoundEntity) -> bool:
        """Whether only one sentence mentions it, as it does a passer-by who is asked."""
        starts = self._mentions.get(id(entity), ())
        return len({self.parse.sentence[start] for start in starts}) == 1

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


def _last_word(entity: FoundEntity) -> str:
    return entity.name.split()[-1].lower()
