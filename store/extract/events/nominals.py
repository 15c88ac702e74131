"""Nominal entities: participants without a name ("rebels", "the police").

They are specific to an article. The key contains the article and the noun, so that "protesters" in
two paragraphs are one entity, and are never merged with those of another article.
"""

from __future__ import annotations

from itertools import pairwise

from store.extract import lexicon
from store.extract.events.codebook import ActorNoun
from store.extract.extensions import FoundEntity, FoundMention, Tokens, nominal_key
from store.extract.syntax.parse import Parse
from store.reading import EntityType

KEPT = frozenset({"amod", "compound", "nmod"})
"""Modifiers that belong to the description of a nominal."""
TYPES: dict[str, EntityType] = {
    "PERSON": "PERSON",
    "ORG": "ORG",
    "NORP": "NORP",
    "FAC": "FAC",
    "WORK": "WORK",
}
ARTICLES = frozenset({"a", "an", "the"})
IGNORED = lexicon.words("events.ignored")


class Nominals:
    """The nominal entities of one article.

    Those that take part in an event are added to the article's entities.
    """

    def __init__(self, parse: Parse, entities: list[FoundEntity]) -> None:
        self.parse = parse
        self.mentioned: set[tuple[str, int]] = set()
        self.known = {
            e.key: e
            for e in entities
            if e.key.startswith("nominal/") or e.key.endswith("/military")
        }

    def force(self, head: int, country: FoundEntity) -> FoundEntity:
        """Return the armed forces of a country, whichever words are used."""
        adjective = next(
            (
                self.parse.doc[k].text
                for k in self.parse.kids[head]
                if self.parse.dep[k] in ("amod", "compound", "nmod") and self.parse.tag[k] != "CD"
                and self.parse.doc[k].text[:1].isupper()
            ),
            f"{country.name}'s",
        )  # fmt: skip
        return self._one(f"org/{country.iso}/military", f"{adjective} military", "ORG", head)

    def phrase(
        self,
        head: int,
        noun: ActorNoun,
        *,
        owned: bool = False,
        owner: str | None = None,
        behind: bool = False,
    ) -> FoundEntity:
        """Return a group or person by their noun phrase, without number and article.

        `owned` keeps the possessor: "Lee's office". `owner` is the name that a pronoun stands for:
        "Ann Lee's office" for "her office"; it may stand `behind` the noun: "a lawyer for Lee".
        """
        words = [k for k in self.parse.kids[head] if self._belongs(k, head)]
        own = [k for k in self.parse.having(head, "poss") if owned and self.parse.tag[k] != "PRP$"]
        own += [mark for k in own for mark in self.parse.having(k, "case")]
        words = [*sorted({w for k in [*words, *own] for w in self._run(k)}), head]
        first, *others = words
        name = self.parse.in_sentence(first)
        for before, word in pairwise([first, *others]):
            between = self.parse.doc[before:word].text_with_ws
            if word > before + 1 and " " not in between and between.endswith("-"):
                name += "-"  # "teen-agers", where the hyphen is below the noun
            joined = name.endswith("-") or (
                word == before + 1 and not self.parse.doc[before].whitespace_
            )
            name += self.parse.doc[word].text if joined else f" {self.parse.doc[word].text}"
        lemma = " ".join([*(self.parse.lower[w] for w in words[:-1]), self.parse.lemma[head]])
        pronouns = [k for k in self.parse.having(head, "poss") if self.parse.tag[k] == "PRP$"]
        of_owner = owned and owner is not None and bool(pronouns or behind)
        if of_owner and owner is not None:
            name, lemma = f"{owner}'s {name}", f"{owner.lower()} 's {lemma}"
        kind = TYPES.get(noun.type, "ORG")
        entity = self._one(nominal_key(self.parse.doc, lemma), name, kind, head, words[0])
        entity.is_owned = entity.is_owned or of_owner or bool(own)
        return entity

    def _belongs(self, k: int, head: int) -> bool:
        parse = self.parse
        return (
            k < head
            and parse.dep[k] in KEPT
            and parse.pos[k] in ("NOUN", "PROPN", "ADJ")
            and parse.lemma[k] not in IGNORED
            and not (parse.tag[k] == "NNP" and parse.doc[k].ent_type_ == "DATE")
        )

    def _run(self, k: int) -> list[int]:
        """Return a modifier with its own compounds and hyphens: "New York police"."""
        parse = self.parse
        return [
            t
            for t in parse.subtree(k)
            if t <= k
            and (parse.dep[t] != "punct" or parse.tag[t] == "HYPH")
            and parse.lower[t] not in ARTICLES
        ]

    def _one(
        self, key: str, name: str, kind: EntityType, head: int, start: int | None = None
    ) -> FoundEntity:
        span = Tokens(head if start is None else start, head + 1)
        entity = self.known.get(key)
        if entity is None:
            entity = FoundEntity(key, name, kind)
            self.known[key] = entity
        if (key, span.start) not in self.mentioned:
            self.mentioned.add((key, span.start))
            entity.mentions.append(FoundMention(span, "nominal"))
        return entity


def shared_by_token(entities: list[FoundEntity]) -> dict[int, list[FoundEntity]]:
    holders: dict[tuple[int, int], list[FoundEntity]] = {}
    for entity in entities:
        for mention in entity.mentions:
            if mention.kind in ("nominal", "pronoun"):
                span = (mention.span.start, mention.span.end)
                holders.setdefault(span, []).append(entity)
    return {
        token: several
        for (start, end), several in holders.items()
        if len(several) > 1
        for token in range(start, end)
    }
