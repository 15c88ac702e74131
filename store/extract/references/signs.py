"""The weak signs that a description of a body stands for an entity: Acme for "the drug company"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity
from store.extract.gazetteer import gazetteer
from store.extract.references.discourse import SUBJECTS, Discourse, Occurrence, clause, subject
from store.extract.references.epithets import Epithets
from store.extract.reporting_words import SAYING

OWNED, BODY = "owned", "body"
OWNER, HEAD = "owner", "head of"
"""Signs of one whose body is named before, and of one who has the office."""
ELSEWHERE, OTHERWISE = "proper new", "called otherwise"
"""Signs of one from elsewhere, and of another kind."""
OWNED_BODIES = frozenset({"campaign", "camp", "administration"})
"""Nouns for a body of one person, who is named with it: "Ann Lee's campaign"."""
_FEW = 3
"""From how many sentences back on their number no longer counts."""
_FAR = 7
_OPENING = 2
"""How many sentences open an article: its title and its lead."""
_NEXT = 4
"""How many sentences ahead the first name may stand, at most."""
_OBJECTS = frozenset({"dobj", "dative", "pobj", "agent"})
_OWNING = frozenset({"poss", "compound", "nmod", "amod"})
GOVERNING = frozenset("president governor mayor premier chancellor".split())
"""Nouns for those who have an administration."""
_SMALL = frozenset("of and for the in a an & to".split())
_MANY = 5

Weights = dict[str, float]
"""The signs that hold, by name, mostly 1."""


@cache
def body_kinds() -> Mapping[str, frozenset[str]]:
    """Return by noun the kinds of body that it may be: "chain" is a firm, "office" an agency."""
    groups = [words.split() for words in lexicon.ordered("references.body_kinds")]
    return _by_word((kind, (kind, *words)) for kind, *words in groups)


@cache
def name_kinds() -> Mapping[str, frozenset[str]]:
    """Return by word of a name the kinds of body that it tells: "inc" tells a firm."""
    groups = [words.split() for words in lexicon.ordered("references.kind_names")]
    return _by_word((kind, words) for kind, *words in groups)


def _by_word(groups: Iterator[tuple[str, Sequence[str]]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for kind, words in groups:
        for word in words:
            found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@dataclass(frozen=True, slots=True)
class Description:
    """A noun phrase that describes something named elsewhere."""

    noun: Token
    start: int
    """The token of its article."""
    number: int
    """The number of its sentence."""
    kinds: frozenset[str]
    proper: frozenset[str]
    """Its capitalised words, in lower case."""
    others: frozenset[str]
    """Its other words before the noun."""

    @property
    def group(self) -> str:
        """Whether it describes a body of one person or another."""
        return OWNED if self.noun.lower_ in OWNED_BODIES else BODY


def description(discourse: Discourse, noun: Token, start: int) -> Description:
    """Return what the words of a description tell."""
    words = [t for t in noun.doc[start + 1 : noun.i] if t.is_alpha or t.like_num]
    proper = frozenset(t.lower_ for t in words if t.text[:1].isupper())
    kinds = body_kinds().get(noun.lower_, frozenset())
    others = frozenset(t.lower_ for t in words) - proper
    return Description(noun, start, discourse.number(noun), kinds, proper, others)


@dataclass(frozen=True, slots=True)
class Weighing:
    """The signs for each candidate, and those that nobody named is meant."""

    candidates: list[tuple[FoundEntity, Weights]]
    nobody: Weights


class Signs:
    """Collects the signs for the descriptions of one article."""

    def __init__(self, discourse: Discourse, epithets: Epithets) -> None:
        self.discourse = discourse
        self.epithets = epithets
        self._told: dict[int, frozenset[str]] = {}
        self._names: dict[int, frozenset[str]] = {}

    def weigh(self, phrase: Description, candidates: Sequence[FoundEntity]) -> Weighing:
        """Return the signs for the candidates, the last mentioned first."""
        before = self._before(phrase)
        counts = {id(e): len(before.get(id(e), ())) for e in candidates}
        last = {id(e): before[id(e)][-1].token.i if counts[id(e)] else -1 for e in candidates}
        order = sorted(candidates, key=lambda e: -last[id(e)])
        found = [(e, self._own(phrase, e, before.get(id(e), []))) for e in order]
        _compare(found, counts)
        same = self._called_before(phrase)
        for entity, signs in found:
            if same is not None:
                signs["so before" if same is entity else "another so before"] = 1.0
        named = sum(count > 0 for count in counts.values())
        group = phrase.group
        result = [(e, signs | {f"{group}: {k}": v for k, v in signs.items()}) for e, signs in found]
        return Weighing(result, self._nobody(phrase, named, [signs for _, signs in found]))

    def _before(self, phrase: Description) -> dict[int, list[Occurrence]]:
        """Return what has been mentioned so far, by entity."""
        found: dict[int, list[Occurrence]] = {}
        for occurrence in chain.from_iterable(self.discourse.passed[: phrase.number + 1]):
            if occurrence.token.i < phrase.noun.i:
                found.setdefault(id(occurrence.entity), []).append(occurrence)
        return found

    def _called_before(self, phrase: Description) -> FoundEntity | None:
        """Return what the same noun stood for last."""
        for index, entities in reversed(self.discourse.settled.items()):
            same = index < phrase.noun.i and self.discourse.doc[index].lower_ == phrase.noun.lower_
            if same and len(entities) == 1:
                return entities[0]
        return None

    def _own(self, phrase: Description, entity: FoundEntity, before: list[Occurrence]) -> Weights:
        return (
            self._calling(phrase, entity)
            | self._owning(phrase, entity)
            | self._further_on(phrase, entity)
            | (self._last(phrase, entity, before) if before else self._ahead(phrase, entity))
        )

    # What the article calls an entity.

    def told_of(self, entity: FoundEntity) -> frozenset[str]:
        """Return the words that describe an entity beside its name, or after "is"."""
        if id(entity) not in self._told:
            words = set(self.epithets.told_here(entity)) | self.discourse.kinds.of(entity)
            for mention in entity.mentions:
                if mention.kind in ("name", "acronym"):
                    root = self.discourse.doc[mention.span.start : mention.span.end].root
                    for noun in _described_as(root):
                        words |= {noun.lower_, *(t.lower_ for t in noun.lefts)}
            self._told[id(entity)] = frozenset(words)
        return self._told[id(entity)]

    def _words(self, entity: FoundEntity) -> frozenset[str]:
        if id(entity) not in self._names:
            forms = " ".join((entity.name, *entity.aliases)).replace("-", " ").lower().split()
            self._names[id(entity)] = frozenset(w.strip(".,'’") for w in forms) - _SMALL
        return self._names[id(entity)]

    def _calling(self, phrase: Description, entity: FoundEntity) -> Weights:
        known, name, word = self.told_of(entity), self._words(entity), phrase.noun.lower_
        kinds = {kind for each in known for kind in body_kinds().get(each, ())}
        found: Weights = {entity.type: 1.0}
        if word in known:
            found["called"] = 1.0
        elif kinds & phrase.kinds:
            found["called alike"] = 1.0
        if kinds and phrase.group == BODY and not kinds & phrase.kinds:
            found[OTHERWISE] = 1.0
        if phrase.proper:
            share = len(phrase.proper & (known | name)) / len(phrase.proper)
            found["proper told" if share == 1 else ELSEWHERE] = 1.0
        if phrase.others:
            found["words told" if phrase.others & (known | name) else "words new"] = 1.0
        return found | self._name(phrase, entity, name)

    def _name(self, phrase: Description, entity: FoundEntity, name: frozenset[str]) -> Weights:
        """Return what the name itself tells of the kind."""
        own = {kind for word in name for kind in name_kinds().get(word, ())}
        found = {f"{entity.type} as {kind}": 1.0 for kind in phrase.kinds}
        found |= {f"{each} as {kind}": 1.0 for kind in phrase.kinds for each in own}
        if phrase.noun.lower_ in name:
            found["in name"] = 1.0
        if own:
            found["kind in name" if own & phrase.kinds else "other kind in name"] = 1.0
        if gazetteer().organization(entity.name) is not None:
            found["known body"] = 1.0
            found |= {f"known body as {kind}": 1.0 for kind in phrase.kinds}
        return found

    def _owning(self, phrase: Description, entity: FoundEntity) -> Weights:
        """Return whether the article tells before whose such a body is: "Lee's campaign"."""
        doc, word = self.discourse.doc, phrase.noun.lower_
        found: Weights = {}
        for mention in entity.mentions if phrase.group == OWNED else ():
            root = doc[mention.span.start : mention.span.end].root
            if root.i < phrase.noun.i and root.dep_ in _OWNING and root.head.lower_ == word:
                found[OWNER] = 1.0
                if phrase.number - self.discourse.number(root) <= _FEW:
                    found["owner near"] = 1.0
        if phrase.group == OWNED and not GOVERNING.isdisjoint(self.told_of(entity)):
            found[f"{HEAD} {word}"] = 1.0
        return found

    # Where the article names an entity.

    def _ahead(self, phrase: Description, entity: FoundEntity) -> Weights:
        ahead = self.discourse.sentence[first_name(entity)] - phrase.number
        return {"ahead": 1.0, f"ahead {min(ahead, _NEXT)}": 1.0}

    def _last(self, phrase: Description, entity: FoundEntity, before: list[Occurrence]) -> Weights:
        """Return where the entity was mentioned last, and as what."""
        last = before[-1]
        back = phrase.number - self.discourse.number(last.token)
        there = [o for o in before if self.discourse.number(o.token) == phrase.number - back]
        step = str(back) if back < _FEW else "some" if back < _FAR else "far"
        found = {f"back {step}": 1.0} | {f"was {_role(o.token)}": 1.0 for o in there}
        if last.kind == "pronoun":
            found["by pronoun"] = 1.0
        if all(o.quoted for o in there):
            found["quoted"] = 1.0
        if self.discourse.sentence[first_name(entity)] < _OPENING:
            found["opens"] = 1.0
        if not back:
            return found | _here(phrase, there)
        who = subject(self.discourse.roots[phrase.number - 1])
        if who is not None and self.discourse.at(who) is entity:
            found["subject before"] = 1.0
        if self.discourse.one_paragraph(last.token, phrase.noun):
            found["same paragraph"] = 1.0
        return found

    def _further_on(self, phrase: Description, entity: FoundEntity) -> Weights:
        """Return whether the rest of the sentence names the entity."""
        noun, end = phrase.noun, phrase.noun.sent.end
        for mention in entity.mentions:
            if noun.i < mention.span.start < end and mention.kind != "pronoun":
                root = noun.doc[mention.span.start : mention.span.end].root
                same = clause(root).i == clause(noun).i
                return {"further on": 1.0, f"further on in {'its' if same else 'a'} clause": 1.0}
        return {}

    def _nobody(self, phrase: Description, named: int, signs: list[Weights]) -> Weights:
        """Return the signs that nobody named is meant."""
        noun, doc, group = phrase.noun, phrase.noun.doc, phrase.group
        after = doc[noun.i + 1].lower_ if noun.i + 1 < len(doc) else ""
        calls = {k for each in signs for k in ("called", "called alike") if k in each}
        found = {
            "": True,
            f"as {'subject' if noun.dep_ in SUBJECTS else noun.dep_}": True,
            f"after {doc[phrase.start].lower_}": True,
            "opening": phrase.number < _OPENING,
            "bare": not phrase.proper and not phrase.others,
            "clause": after in ("who", "which", "that"),
            "phrase": any(c.dep_ == "prep" for c in noun.rights),
            "joined": noun.dep_ == "conj" or any(c.dep_ == "conj" for c in noun.rights),
            f"{'some' if calls else 'none'} called": True,
            "some of the kind": any("kind in name" in each for each in signs),
            "so before": any("so before" in each for each in signs),
            f"named {min(named, _MANY)}": True,
            "says": noun.dep_ in SUBJECTS and noun.head.lemma_ in SAYING,
            OWNER: any(OWNER in each for each in signs),
        }
        if noun.dep_ == "pobj":
            found[f"behind {noun.head.lower_}"] = True
        held = [sign for sign, holds in found.items() if holds]
        names = [*(f"nobody {sign}" for sign in held), *(f"nobody {group}: {s}" for s in held)]
        names += [
            f"nobody as {phrase.noun.lower_}",
            *(f"nobody of {kind}" for kind in phrase.kinds),
        ]
        return dict.fromkeys(names, 1.0)


def first_name(entity: FoundEntity) -> int:
    """Return the token at which the article first names an entity."""
    return min((m.span.start for m in entity.mentions if m.kind == "name"), default=0)


def _compare(found: list[tuple[FoundEntity, Weights]], counts: Mapping[int, int]) -> None:
    """Add to the signs of each candidate how it stands among the others."""
    total, most = sum(counts.values()), max(counts.values(), default=0)
    named = sum(count > 0 for count in counts.values())
    called = [id(e) for e, signs in found if "called" in signs or "called alike" in signs]
    alike = [id(e) for e, s in found if "kind in name" in s or "called alike" in s]
    for rank, (entity, signs) in enumerate(found):
        count = counts[id(entity)]
        signs[f"rank {min(rank, _FEW)}"] = 1.0
        signs[f"count {_step(count)}"] = 1.0
        signs["share"] = count / total if total else 0.0
        if count and count == most:
            signs["leads"] = 1.0
        if count and named == 1:
            signs["alone"] = 1.0
        for name, those in (("called so", called), ("of the kind", alike)):
            if any(each != id(entity) for each in those):
                signs[f"another {name}"] = 1.0
            elif those:
                signs[f"only one {name}"] = 1.0


def _here(phrase: Description, there: list[Occurrence]) -> Weights:
    """Return how the same sentence names the entity before."""
    own = clause(phrase.noun)
    found: Weights = {}
    for occurrence in there:
        if clause(occurrence.token).i == own.i:
            found[f"same clause {_role(occurrence.token)}"] = 1.0
        if phrase.noun.is_ancestor(occurrence.token):
            found["inside it"] = 1.0
    who = subject(own.head) if own.dep_ == "ccomp" else None
    if who is not None and any(o.token.i == who.i for o in there):
        found["teller"] = 1.0
    elif who is not None and any(who.is_ancestor(o.token) for o in there):
        found["of the teller"] = 1.0
    return found


def _described_as(root: Token) -> Iterator[Token]:
    """Yield the nouns that a name stands beside or is said to be."""
    if root.dep_ == "appos" and root.head.pos_ == "NOUN":
        yield root.head
    if root.dep_ in SUBJECTS and root.head.lemma_ == "be":
        yield from (c for c in root.head.rights if c.dep_ == "attr" and c.pos_ == "NOUN")


def _role(token: Token) -> str:
    if token.dep_ in SUBJECTS:
        return "subject"
    return "object" if token.dep_ in _OBJECTS else "owner" if token.dep_ == "poss" else "other"


def _step(count: int) -> str:
    return str(count) if count < 3 else "3" if count < 6 else "6" if count < 12 else "12"
