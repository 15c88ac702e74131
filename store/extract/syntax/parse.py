"""The dependency parse of a `Doc` as plain lists, read once.

Going through spaCy's `Token` objects costs about a microsecond an attribute; a predicate
asks some hundred of them. Here a token is its index, and everything is a list look-up.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc

from store.extract.syntax.parse_repair import repair
from store.extract.syntax.tree import Columns, governors

NAMES = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW LANGUAGE PRODUCT WORK_OF_ART".split())
MAIN = frozenset({"ROOT", "parataxis"})
"""What a clause is that hangs on none."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})

# Limits for texts that were made to be hard: no clause of a newspaper comes near them.
MANY = 64
"""Things joined by "and"."""
WIDE = 400
"""Tokens below a token."""
DEEP = 6
"""Phrases within phrases."""


class Parse:
    """`head`, `dep`, `pos`, `tag`, `lemma`, `lower` by token; `kids` in order of the text."""

    def __init__(self, doc: Doc, verbs: Container[str] = ()) -> None:
        self.doc = doc
        columns = Columns(doc)
        repair(columns, verbs)
        self.head = columns.head
        self.dep, self.pos, self.tag = columns.dep, columns.pos, columns.tag
        self.lower, self.lemma = columns.lower, columns.lemma
        self.bounds, self.sentence = columns.bounds, columns.sentence
        self.kids: list[list[int]] = [[] for _ in range(len(doc))]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)

    def __len__(self) -> int:
        return len(self.head)

    def in_sentence(self, i: int) -> str:
        """A word as it is written inside a sentence: "rebels" where one begins with "Rebels"."""
        text = self.doc[i].text
        named = self.pos[i] == "PROPN" or self.doc[i].ent_type_ in NAMES
        first = i == self.bounds[self.sentence[i]][0] and not named
        return text[:1].lower() + text[1:] if first and text.istitle() else text

    def having(self, i: int, *deps: str) -> list[int]:
        """Children of a token with one of these relations."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def first(self, i: int, *deps: str) -> int | None:
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """(preposition, its object), for each prepositional phrase on a token; chains such
        as "out of" and conjoined ones ("Monday and in Oslo") give each of their objects."""
        for k in self.kids[i]:
            if self.dep[k] in ("prep", "agent", "dative"):
                yield from self._objects(k)
            elif self.dep[k] == "npadvmod":
                for c in self.kids[k]:
                    if self.dep[c] == "conj" and self.pos[c] == "ADP":
                        yield from self._objects(c)

    def _objects(self, preposition: int, depth: int = DEEP) -> Iterator[tuple[str, int]]:
        for k in self.kids[preposition]:
            if self.dep[k] in ("pobj", "pcomp"):
                yield self.lower[preposition], k
            elif depth and (self.dep[k] == "prep" or self.pos[k] == "ADP"):
                yield from self._objects(k, depth - 1)

    def conjuncts(self, i: int) -> list[int]:
        """A token and what is joined to it by "and", "or" and commas."""
        found = [i]
        for k in found:
            found += [c for c in self.kids[k] if self.dep[c] == "conj"]
            if len(found) > MANY:
                return found[:MANY]
        return found

    def first_conjunct(self, i: int) -> int:
        for above in self.above(i):
            if self.dep[i] != "conj":
                break
            i = above
        return i

    def subtree(self, i: int) -> Iterator[int]:
        """A token and all below it, in no particular order, up to a limit."""
        waiting = [i]
        for _ in range(WIDE):
            if not waiting:
                return
            token = waiting.pop()
            yield token
            waiting += self.kids[token]

    def above(self, i: int) -> Iterator[int]:
        """The token's governors, nearest first."""
        return governors(self.head, i)

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")
