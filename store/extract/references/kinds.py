"""What an article calls its bodies: "the union FIOM", "ACWA Power, a Saudi company"."""

from __future__ import annotations

from spacy.tokens import Doc

from store.extract.found import FoundEntity


class Kinds:
    """The nouns that stand before a body's name or beside it, in lower case."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._known: dict[int, frozenset[str]] = {}

    def of(self, entity: FoundEntity) -> frozenset[str]:
        """What this one is called anywhere in the article."""
        if id(entity) not in self._known:
            self._known[id(entity)] = frozenset(self._told(entity))
        return self._known[id(entity)]

    def _told(self, entity: FoundEntity) -> set[str]:
        told: set[str] = set()
        for mention in entity.mentions:
            if mention.kind not in {"name", "acronym"} or not mention.span.start:
                continue
            before = self._doc[mention.span.start - 1]
            if before.tag_ in {"NN", "NNS"}:
                told.add(before.lemma_.lower())
            root = self._doc[mention.span.start : mention.span.end].root
            told |= {child.lemma_.lower() for child in root.rights if child.dep_ == "appos"}
        return told
