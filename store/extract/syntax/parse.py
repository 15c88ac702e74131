"""The dependency parse of a `Doc` as plain lists, read once.

Each attribute of a spaCy `Token` costs about a microsecond, and a predicate needs about a hundred
of them. Here a token is an index, and each attribute is a list look-up.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.tokens import Doc

from store.extract import lexicon
from store.extract.syntax.parse_repair import repair
from store.extract.syntax.tree import Columns, governors

NAMES = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW LANGUAGE PRODUCT WORK_OF_ART".split())
MAIN = frozenset({"ROOT", "parataxis"})
"""Relations of a main clause."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
INVARIANT = lexicon.words("syntax.invariant")
"""Verbs whose past tense has the form of the infinitive."""

# Limits for adversarial texts; no clause in a newspaper comes near them.
MANY = 64
"""How many conjuncts to read."""
WIDE = 400
"""How many descendants of a token to read."""
DEEP = 6
"""How many levels of nested phrases to read."""


class Parse:
    """The parse by token: `head`, `dep`, `pos`, `tag`, `lemma`, `lower`, and ordered `kids`."""

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
        """Return a word as it is written inside a sentence: "rebels" for an initial "Rebels"."""
        text = self.doc[i].text
        named = self.pos[i] == "PROPN" or self.doc[i].ent_type_ in NAMES
        first = i == self.bounds[self.sentence[i]][0] and not named
        return text[:1].lower() + text[1:] if first and text.istitle() and text != "I" else text

    def having(self, i: int, *deps: str) -> list[int]:
        """Return the children of a token that have one of these relations."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def first(self, i: int, *deps: str) -> int | None:
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """Yield (preposition, object) for each prepositional phrase of a token.

        Chains such as "out of" and coordinations ("Monday and in Oslo") yield each of their
        objects.
        """
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
                whose = self.lower[self.head[preposition]] == "according"
                yield "according" if whose else self.lower[preposition], k
            elif depth and (self.dep[k] == "prep" or self.pos[k] == "ADP"):
                yield from self._objects(k, depth - 1)

    def conjuncts(self, i: int) -> list[int]:
        """Return a token and its conjuncts."""
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
        """Yield a token and its descendants in no particular order, up to a limit."""
        waiting = [i]
        for _ in range(WIDE):
            if not waiting:
                return
            token = waiting.pop()
            yield token
            waiting += self.kids[token]

    def above(self, i: int) -> Iterator[int]:
        """Yield the governors of a token, nearest first."""
        return governors(self.head, i)

    def is_invariant(self, i: int) -> bool:
        """Whether a verb tagged as a past tense may be a present tense or an infinitive."""
        return self.tag[i] == "VBD" and self.lower[i] in INVARIANT

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")
