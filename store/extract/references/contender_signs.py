"""Signs that a person stands for election: "Lee's supporters", "her rival Bo Falk", "Lee leads"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import (
    FoundEntity,
    FoundMention,
    FoundRole,
    Tokens,
    entities_by_token,
)
from store.extract.references.discourse import SUBJECTS
from store.extract.roles.parties import party_keys
from store.extract.statements.quotations import Quotations
from store.shown_events import SURE_OFFICE

_OWNERS = frozenset({"poss", "compound", "nmod"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_TITLES = frozenset({"compound", "amod", "appos", "nmod"})
_SEVERAL = frozenset({"NNS", "NNPS"})
_SOUGHT = lexicon.words("roles.sought")
_FORMER = lexicon.words("roles.former") | {"onetime", "erstwhile", "vanquished"}
_SHARES = frozenset({"percent", "%", "pct", "points", "votes", "seats"})
"""Words behind the number of votes that somebody got."""
_AGAINST = frozenset({"against", "over", "behind"})
_CENTURIES = frozenset({"17", "18", "19", "20"})
_RIVALRY = frozenset({"beat", "face", "lead", "lose", "win", "court"})
"""What the verb between two that stand tells."""
_PLAIN = frozenset({"own campaign", "is sought", "own following", "told sought", "is mate"})
"""Signs of which one is enough for others to stand beside that person."""
_STRONG = frozenset(
    {"own outcome", "own rival", "own serving", "is rival", "behind", "share of votes"}
    | {f"subj {verb}" for verb in ("win", "lose", "lead", "beat", "face")}
    | {"obj back", "obj beat", "obj choose", "passive choose"}
)
"""Signs of which two are enough."""
_BEHIND = 8
"""How many tokens behind a name the share of votes may stand."""
_OFTEN = 3
"""From how many mentions on a person is one of the main ones."""
_DENSE = (0.25, 0.6)
"""How many words of elections a sentence an article has: few, some or many."""


class Sign(NamedTuple):
    name: str
    words: Tokens | None = None
    """The words that show it, with the mention; None for what the article tells as a whole."""


@dataclass(slots=True)
class SignsOfPerson:
    """The signs of one person."""

    person: FoundEntity
    found: list[Sign] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of all signs, each once; "bias" is always one."""
        return list(dict.fromkeys(("bias", *(sign.name for sign in self.found))))

    @property
    def is_plain(self) -> bool:
        """Whether others may be in a list with the person as one that plainly stands."""
        names = {sign.name for sign in self.found}
        return not _PLAIN.isdisjoint(names) or len(_STRONG & names) > 1

    def strong(self) -> list[Sign]:
        """Return the signs that are almost enough alone."""
        return [sign for sign in self.found if sign.name in _STRONG | _PLAIN]


class ContenderSigns:
    """Finds the signs of the persons of one article; `words` are its words of elections."""

    def __init__(self, doc: Doc, words: Sequence[int]) -> None:
        self.doc = doc
        self.words = words
        self.entities = entities_by_token(doc)
        self.sentences: list[Span] = list(doc.sents)
        self.number = [n for n, sentence in enumerate(self.sentences) for _ in sentence]
        self.near = {self.number[at] for at in words}
        """The sentences with words of elections."""
        self.past = {n for n, sentence in enumerate(self.sentences) if _is_past(sentence)}
        self.quotations = Quotations(doc)
        self.roles: defaultdict[int, list[FoundRole]] = defaultdict(list)
        for role in doc._.roles or []:
            self.roles[id(role.person)].append(role)
        self.persons = [
            e for e in doc._.entities or [] if e.type == "PERSON" and e.is_named and e.mentions
        ]
        self._here: defaultdict[int, set[int]] = defaultdict(set)
        """The persons of each sentence."""
        for person in self.persons:
            for mention in person.mentions:
                self._here[self.number[mention.span.start]].add(id(person))

    def all(self) -> list[SignsOfPerson]:
        """Return the signs of each named person, in the order of the entities."""
        found = [SignsOfPerson(person, list(self._own(person))) for person in self.persons]
        plain = self._with_listed({id(signs.person) for signs in found if signs.is_plain})
        counts = sorted({len(person.mentions) for person in self.persons}, reverse=True)
        for signs in found:
            person = signs.person
            place = counts.index(len(person.mentions))
            signs.found += [
                *_counted(signs.strong()),
                *self._beside(person, plain),
                *self._of_person(person, min(place, 4)),
                Sign(f"others {min(len(plain - {id(person)}), 4)}"),
            ]
            if len(person.mentions) >= _OFTEN and place < _OFTEN:
                signs.found += [
                    Sign(f"main {n}") for n in signs.names if n.startswith(("own", "is "))
                ]
        return found

    # What the words around the mentions show.

    def _own(self, person: FoundEntity) -> Iterator[Sign]:
        for mention in person.mentions:
            root = self.root(mention)
            number = self.number[root.i]
            for name, other in self._around(mention, root):
                span = _spanning(mention.span, Tokens(other.i, other.i + 1))
                yield Sign(name, span)
                if number in self.past:
                    yield Sign(f"past {name}", span)
                if number in self.near:
                    yield Sign(f"near {name}", span)
            if number in self.near:
                yield Sign("near", mention.span)
                if root.dep_ in SUBJECTS:
                    yield Sign("near subject", mention.span)
            if number == 0:
                yield Sign("first sentence", mention.span)
        yield from self._told(person)

    def root(self, mention: FoundMention) -> Token:
        """Return the head word of a mention."""
        return self.doc[mention.span.start : mention.span.end].root

    def _around(self, mention: FoundMention, root: Token) -> Iterator[tuple[str, Token]]:
        if mention.kind == "nominal" and (group := _noun(root)):
            yield f"is {group}", root
        yield from _titles(root)
        first = _first_of(root)
        if first.i != root.i:
            yield from _titles_of_several(first)
        head = first.head
        if first.dep_ in _OWNERS:
            yield from _owned(head)
        elif first.dep_ in SUBJECTS:
            how = "passive" if first.dep_ == "nsubjpass" else "subj"
            yield from self._done(head, how)
        elif first.dep_ == "dobj" and (group := _verb(head)) is not None:
            yield f"obj {group}", head
        elif first.dep_ == "pobj":
            yield from _before(head)
        yield from self._behind(mention, root)

    def _behind(self, mention: FoundMention, root: Token) -> Iterator[tuple[str, Token]]:
        """Yield what follows a mention: "Lee (D-Ohio)", "Lee with 30 percent"."""
        behind = self.doc[mention.span.end : mention.span.end + _BEHIND]
        if len(behind) and behind[0].text == "(":
            yield "bracket", root
        for word in behind:
            if word.is_sent_start:
                break
            if word.lower_ in _SHARES:
                yield "share of votes", word

    def _done(self, verb: Token, how: str) -> Iterator[tuple[str, Token]]:
        """Yield what a subject is or does: "Lee is the nominee", "Lee leads in the polls"."""
        if verb.lemma_ == "be":
            for word in verb.rights:
                if word.dep_ in {"attr", "acomp"} and (group := _noun(word)):
                    yield f"is {group}", word
        joined = (w for w in verb.rights if w.dep_ in {"xcomp", "conj"} and w.pos_ == "VERB")
        for each in (verb, *joined):
            group = _verb(each)
            if group is None:
                continue
            yield f"{how} {group}", each
            for word in each.rights:
                if word.dep_ in _OBJECTS:
                    yield f"{how} {group} {self._what(word)}", word
                elif word.dep_ == "prep":
                    inner = next((w for w in word.rights if w.dep_ == "pobj"), None)
                    if inner is not None:
                        yield f"{how} {group} {word.lower_} {self._what(inner)}", inner

    def _what(self, word: Token) -> str:
        """Return what an object is: a group of nouns, or the type of an entity."""
        if (group := _noun(word)) is not None:
            return group
        entity = self.entities.get(word.i)
        return entity.type if entity is not None else "other"

    def _told(self, person: FoundEntity) -> Iterator[Sign]:
        """Yield what the offices of a person tell."""
        for role in self.roles[id(person)]:
            last = role.role.casefold().split()[-1]
            group = "sought" if last in _SOUGHT else _groups("contest_nouns").get(last, "office")
            yield Sign(f"told {group}", role.span)
            if group == "sought":
                trusted = "sure" if role.confidence >= SURE_OFFICE else "unsure"
                yield Sign(f"told sought {trusted}", role.span)
            if role.standing is not None:
                yield Sign(f"told {group} {role.standing}", role.span)
            if role.of is not None and role.of.key in party_keys():
                yield Sign("told party", role.span)

    # Who stands beside others that plainly stand.

    def _with_listed(self, plain: set[int]) -> set[int]:
        """Add those who are in a list with two that plainly stand."""
        return plain | {
            id(person)
            for person in self.persons
            for mention in person.mentions
            if len(self._listed(person, self.root(mention), plain)) > 1
        }

    def _listed(self, person: FoundEntity, root: Token, plain: Collection[int]) -> dict[int, Token]:
        """Return by id those in a list with a person that plainly stand."""
        found = ((self.entities.get(token.i), token) for token in root.conjuncts)
        return {
            id(e): token
            for e, token in found
            if e is not None and e is not person and id(e) in plain
        }

    def _beside(self, person: FoundEntity, plain: Collection[int]) -> Iterator[Sign]:
        for mention in person.mentions:
            root = self.root(mention)
            number = self.number[root.i]
            listed = self._listed(person, root, plain)
            for other in listed.values():
                span = _spanning(mention.span, Tokens(other.i, other.i + 1))
                yield Sign("beside plain", span)
                if number in self.near:
                    yield Sign("near beside plain", span)
            if not listed and any(self._is_other(person, token) for token in root.conjuncts):
                yield Sign("beside other", mention.span)
            here = len(self._here[number] & (set(plain) - {id(person)}))
            if here and number in self.near:
                yield Sign("sentence with plain", mention.span)
                if here > 1:
                    yield Sign("sentence with several plain", mention.span)
            if self._against(person, root, plain):
                yield Sign("against plain", mention.span)

    def _is_other(self, person: FoundEntity, token: Token) -> bool:
        other = self.entities.get(token.i)
        return other is not None and other.type == "PERSON" and other is not person

    def _against(self, person: FoundEntity, root: Token, plain: Collection[int]) -> bool:
        """Whether a verb of contests is between it and one that plainly stands."""
        verb = root.head.head if root.dep_ == "pobj" else root.head
        if _verb(verb) not in _RIVALRY:
            return False
        ends = (end for c in verb.children for end in (c, *c.children) if end.dep_ != "conj")
        others = (self.entities.get(end.i) for end in ends if end.i != root.i)
        return any(e is not None and e is not person and id(e) in plain for e in others)

    # What the article as a whole tells.

    def _of_person(self, person: FoundEntity, place: int) -> Iterator[Sign]:
        count = len(person.mentions)
        yield Sign(f"mentions {min(count, 6)}")
        yield Sign(f"place {place}")
        share = len(self.words) / max(len(self.sentences), 1)
        dense = sum(share > least for least in _DENSE)
        yield Sign(f"contest {dense}")
        yield Sign(f"contest {dense} place {place}")
        near = sum(self.number[mention.span.start] in self.near for mention in person.mentions)
        yield Sign(f"share near {round(3 * near / count)}")
        yield Sign("full" if " " in person.name else "short")
        if all(self.quotations.at(mention.span.start) is not None for mention in person.mentions):
            yield Sign("quoted")
        if not self.roles[id(person)]:
            yield Sign("no office")
        heads = {role.role.casefold().split()[-1] for role in self.roles[id(person)]}
        yield from (Sign(f"office {head}") for head in sorted(heads))


def _is_past(sentence: Span) -> bool:
    """Whether a sentence tells of an earlier year than that of the article."""
    article = sentence.doc._.article
    day = (article.published or "") if article is not None else ""
    shown = [w.text for w in sentence if w.shape_ == "dddd" and w.text[:2] in _CENTURIES]
    if shown and day:
        return max(shown) < day[:4]
    return any(
        word.lower_ == "years" and word.nbor().lower_ in {"ago", "earlier", "before"}
        for word in sentence[:-1]
    )


def _counted(strong: Sequence[Sign]) -> Iterator[Sign]:
    yield Sign(f"strong {min(len({sign.name for sign in strong}), 4)}")
    yield Sign(f"strong times {min(len(strong), 5)}")


def _titles(root: Token) -> Iterator[tuple[str, Token]]:
    """Yield what stands before a name or beside it: "rival Bo Falk", "Ann Lee, the nominee"."""
    nouns = [word for word in root.children if word.dep_ in _TITLES]
    for noun in (*nouns, *([root.head] if root.dep_ == "appos" else [])):
        group = _noun(noun)
        if group is None:
            continue
        yield f"is {group}", noun
        words = list(noun.lefts)
        if any(word.lower_ in _FORMER for word in words):
            yield f"is former {group}", noun
        if any(word.dep_ == "poss" for word in words):
            yield f"is owned {group}", noun


def _titles_of_several(first: Token) -> Iterator[tuple[str, Token]]:
    """Yield what the first of a list says of all: "candidates Ann Lee and Bo Falk"."""
    if first.tag_ in _SEVERAL and (group := _noun(first)):
        yield f"is {group}", first
    yield from ((name, noun) for name, noun in _titles(first) if noun.tag_ in _SEVERAL)


def _owned(noun: Token) -> Iterator[tuple[str, Token]]:
    """Yield what somebody owns: "Lee's victory", "the Lee campaign"."""
    group = _noun(noun)
    if group is None and noun.dep_ in _OWNERS:
        group = _noun(noun.head)
    if group is None:
        return
    yield f"own {group}", noun
    if noun.dep_ in SUBJECTS | {"dobj"} and (verb := _verb(noun.head)):
        yield f"own {group} {verb}", noun


def _before(preposition: Token) -> Iterator[tuple[str, Token]]:
    """Yield what stands before a preposition: "votes for Lee", "a lead over Lee"."""
    head, how = preposition.head, preposition.lower_
    group = _noun(head) or _verb(head)
    if group is not None:
        yield f"{group} {how}", head
    elif how in _AGAINST:
        yield how, preposition


def _first_of(word: Token) -> Token:
    """Return the first of the list that a word is in."""
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    return word


def _spanning(one: Tokens, other: Tokens) -> Tokens:
    return Tokens(min(one.start, other.start), max(one.end, other.end))


def _noun(word: Token) -> str | None:
    """Return what a noun tells of elections."""
    nouns = _groups("contest_nouns")
    return (nouns.get(word.lower_) or nouns.get(word.lemma_)) if word.pos_ != "VERB" else None


def _verb(word: Token) -> str | None:
    """Return what a verb tells of elections."""
    return _groups("contest_verbs").get(word.lemma_) if word.pos_ in {"VERB", "AUX"} else None


@cache
def _groups(name: str) -> Mapping[str, str]:
    """Return the group of each word of a list."""
    rows = [words.split("=") for words in lexicon.ordered(f"references.{name}")]
    return {word: group for group, words in rows for word in words.split(",")}
