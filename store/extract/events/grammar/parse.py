"""The dependency parse of a `Doc` as plain lists, read once.

Going through spaCy's `Token` objects costs about a microsecond an attribute; a predicate
asks some hundred of them. Here a token is its index, and everything is a list look-up.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from spacy.strings import StringStore
from spacy.tokens import Doc

from store.extract.events.grammar.mending import mend

NAMES = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW LANGUAGE PRODUCT WORK_OF_ART".split())
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
COLUMNS = ("HEAD", "DEP", "POS", "TAG", "LEMMA", "LOWER", "SENT_START")

# Limits for texts that were made to be hard: no clause of a newspaper comes near them.
MANY = 64
"""Things joined by "and"."""
WIDE = 400
"""Tokens below a token."""
FAR = 40
"""Governors above a token."""
DEEP = 6
"""Phrases within phrases."""


class Parse:
    """`head`, `dep`, `pos`, `tag`, `lemma`, `lower` by token; `kids` in order of the text."""

    def __init__(self, doc: Doc, verbs: Container[str] = (), nouns: Container[str] = ()) -> None:
        self.doc = doc
        columns = doc.to_array(list(COLUMNS))
        strings = _Strings(doc.vocab.strings)
        size = len(doc)
        heads = columns[:, 0].astype("int64").tolist()
        self.head: list[int] = [i + offset for i, offset in enumerate(heads)]
        self.dep: list[str] = [strings[key] for key in columns[:, 1].tolist()]
        self.pos: list[str] = [strings[key] for key in columns[:, 2].tolist()]
        self.tag: list[str] = [strings[key] for key in columns[:, 3].tolist()]
        self.lower: list[str] = [strings[key] for key in columns[:, 5].tolist()]
        self.lemma: list[str] = [strings[key].lower() for key in columns[:, 4].tolist()]
        mend(self, verbs, nouns)
        self.sentence: list[int] = []
        """For each token, the number of its sentence."""
        self.bounds: list[tuple[int, int]] = []
        self._sentences(columns[:, 6].tolist())
        self.kids: list[list[int]] = [[] for _ in range(size)]
        for i, h in enumerate(self.head):
            if h != i:
                self.kids[h].append(i)

    def _sentences(self, starts: list[int]) -> None:
        begin = 0
        for i, start in enumerate(starts):
            if start == 1 and i:
                self.bounds.append((begin, i))
                begin = i
        if starts:
            self.bounds.append((begin, len(starts)))
        for number, (first, last) in enumerate(self.bounds):
            self.sentence += [number] * (last - first)

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
        for _ in range(FAR):
            if self.dep[i] != "conj" or self.head[i] == i:
                break
            i = self.head[i]
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
        """The token's governors, nearest first, up to a limit."""
        for _ in range(FAR):
            if self.head[i] == i:
                return
            i = self.head[i]
            yield i

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")


class _Strings(dict[int, str]):
    """Hash to string, each looked up once a document."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self.store = store

    def __missing__(self, key: int) -> str:
        self[key] = value = self.store[key] if key else ""
        return value
