"""How likely an office is right: that holder, title and body are what the article says.

The weights are fitted by `store/extract/learned/office_sure_fit.py` from offices that were judged.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.learned.linear import load
from store.extract.references.known_offices import known_by_surname
from store.extract.references.office_signs import groups
from store.extract.roles.offices import office_words
from store.identity.folding import fold

MODEL = "offices"
RIGHT, WRONG = "right", "wrong"
_LISTS = {
    name: lexicon.words(f"roles.{name}")
    for name in (
        "weak", "sought", "of_parties", "of_states", "of_places", "with_fields", "free_trades",
        "of_media", "regional", "posted", "settled_trades", "employed",
    )
} | {"bodiless": lexicon.words("references.bodiless_offices")}  # fmt: skip
_PREPOSITIONS = frozenset({"of", "for", "at", "with", "to", "in"})
_BEHIND = _PREPOSITIONS | {"from", "on"}
_CLOSED = frozenset({"DET", "ADP", "PRON", "CCONJ", "PUNCT"})
"""Parts of speech whose words are signs themselves."""
_THEN = frozenset({"said", "says", "told", "who", "of", "at", "for", "in", "and", "'s"})
_AHEAD = frozenset({"said", "says", "by", "of", "and", "the", "a"})
_BETWEEN = frozenset({"of", "at", "for", "in", "with"})
_TELLING = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "'s"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_AFTER_NAMES = frozenset({"POS", "NN", "NNS", "NNP", "NNPS", "IN", ",", ".", "HYPH", "JJ"})
_COMMON = frozenset({"NN", "NNS", "JJ", "HYPH", "CD"})
_PROPER = frozenset({"NNP", "NNPS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_SMALL = frozenset({"of", "the", "and", "for", "at", "in", "a", "&"})
_BODIES = frozenset({"ORG", "GPE", "FAC"})
_STEPS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95)
_BY_KIND = ("nobody", "best", "article", "orgs", "big", "title", "behind", "full", "short", "first")
"""The first words of the signs that mean another thing for each kind of office."""
_BEFORE = 4
_BEHIND_IT = 6
"""How many words may stand between an office and the body that is said with it."""
_OFTEN = 4
"""From how many mentions on an article is much about an organization."""
_FEW = 3


class BodyChances(NamedTuple):
    """What the model of bodies says of an office that stood without one."""

    best: float
    """How likely the best of the names is its body, 0 to 1."""
    nobody: float
    names: int


class OfficeContext(NamedTuple):
    """What the article tells of all its offices."""

    doc: Doc
    entities: Mapping[int, FoundEntity]
    chances: Mapping[int, BodyChances]
    """By the id of the role."""
    said: Collection[int]
    """The ids of the roles whose body stands beside them."""


def set_office_confidences(context: OfficeContext) -> None:
    """Set the confidence of each office, 0 to 1."""
    odds = _odds()
    for role in context.doc._.roles or []:
        score = math.fsum(odds.get(sign, 0.0) for sign in office_signs(context, role))
        role.confidence = 1.0 / (1.0 + math.exp(-score))


@cache
def _odds() -> dict[str, float]:
    return load(MODEL).log_odds(RIGHT)


def office_signs(context: OfficeContext, role: FoundRole) -> list[str]:
    """Return what tells right offices from wrong ones; "bias" is always one."""
    head = _head(role.role)
    last = _last_word(context.doc, role, head)
    state = _state(context, role)
    kind = _kinds().get(head.rpartition(" ")[2].rpartition("-")[2], "other")
    found = [
        *_of_title(role, head, kind),
        *_of_words(context, role, last),
        *_of_neighbours(context, role, last),
        *_of_names(context, role),
        *_of_others(context.doc, role, head),
        *_of_chances(context.chances.get(id(role))),
    ]
    if role.of is not None:
        found += [*_of_body(context.doc, role.of), *_of_place(context.doc, role, role.of, last)]
    crossed = [f"{state}: {sign}" for sign in found]
    crossed += [f"{state} {kind}: {sign}" for sign in found if sign.split()[0] in _BY_KIND]
    return list(dict.fromkeys(("bias", f"state {state}", *found, *crossed)))


@cache
def _kinds() -> Mapping[str, str]:
    """Return the kind of an office by its last word: "media" for a reporter."""
    rows = [words.split("=") for words in lexicon.ordered("references.office_kinds")]
    return {word: kind for kind, words in rows for word in words.split(",")}


def _head(name: str) -> str:
    """Return the office that a name ends with, or that stands before its field."""
    words = name.casefold().split()
    heads = office_words().heads | office_words().trades
    for end in range(len(words), 0, -1):
        for start in range(end):
            if (head := " ".join(words[start:end])) in heads:
                return head
    return words[-1]


def _state(context: OfficeContext, role: FoundRole) -> str:
    """Return what is said of whose the office is."""
    if role.of is not None:
        if id(role) not in context.said:
            return f"{role.of.type} found"
        near = any(_is_near(role.span, mention.span) for mention in role.of.mentions)
        return f"{role.of.type} {'said' if near else 'meant'}"
    return "bare" if _PREPOSITIONS.isdisjoint(role.role.split()) else "told"


def _is_near(office: Tokens, name: Tokens) -> bool:
    return office.start - _BEFORE <= name.start <= office.end + _BEHIND_IT


def _last_word(doc: Doc, role: FoundRole, head: str) -> Token | None:
    """Return the last word of the office in the text."""
    if role.words is not None:
        return doc[role.words.end - 1]
    end = head.rpartition(" ")[2]
    return next((w for w in doc[role.span.start : role.span.end] if w.lower_ == end), None)


def _of_title(role: FoundRole, head: str, kind: str) -> Iterator[str]:
    """Yield what the words of the office are."""
    yield f"head {head}"
    yield f"kind {kind}"
    yield f"group {groups().get(head, 'body')}"
    yield from (f"in {name}" for name, words in _LISTS.items() if head in words)
    yield f"standing {role.standing}"
    words = role.role.split()
    yield f"words {min(len(words), 6)}"
    known = office_words()
    those = known.modifiers | known.last | known.times | _SMALL
    yield f"odd {min(sum(word.casefold() not in those for word in words), _FEW)}"
    yield f"begins {words[0].casefold()}"
    yield from _of_fame(role, head)


def _of_fame(role: FoundRole, head: str) -> Iterator[str]:
    """Yield whether everybody knows the holder, as one who has such an office there."""
    known = gazetteer().known_as(role.person.name)
    if not known:
        if " " not in role.person.name:
            bearers = known_by_surname(role.person.name)
            is_one = any(not set(head.split()).isdisjoint(words) for words in bearers)
            yield "surname famous for it" if is_one else f"surname famous {bool(bearers)}"
        return
    yield "famous"
    if not known.isdisjoint(head.split()):
        yield "famous for it"
    if role.of is not None and fold(role.of.name).split()[0] in known:
        yield "famous there"


def _of_words(context: OfficeContext, role: FoundRole, last: Token | None) -> Iterator[str]:
    """Yield what the words around the office tell."""
    if last is None:
        yield "no word"
        return
    doc, entities = context.doc, context.entities
    article = next((w.lower_ for w in last.lefts if w.lower_ in _DETERMINERS), "")
    yield f"article {'a' if article == 'an' else article}"
    is_title = entities.get(last.i + 1) is role.person
    yield f"{'title' if is_title else 'behind'} {'lower' if last.is_lower else 'upper'}"
    yield f"dep {last.dep_}"
    yield f"plural {last.tag_ in _PLURALS}"
    after = doc[last.i + 1].lower_ if last.i + 1 < len(doc) else ""
    if after in _BEHIND or after == ",":
        yield f"after {after}"
    first = role.words.start if role.words is not None else last.i
    yield _before(context, role, doc[first - 1] if first else None)
    if last.dep_ == "conj" or any(child.dep_ == "conj" for child in last.rights):
        yield "joined"


def _of_neighbours(context: OfficeContext, role: FoundRole, last: Token | None) -> Iterator[str]:
    """Yield what stands right beside the office and beside the office with its holder."""
    doc, start, end = context.doc, role.span.start, role.span.end
    first = min(mention.span.start for mention in role.person.mentions)
    yield f"first {start - 1 <= first <= end}"
    if last is not None:
        beside = doc[min(last.i + 1, len(doc) - 1)]
        entity = context.entities.get(beside.i)
        named = entity.type if entity is not None else beside.tag_
        yield f"office then {'own' if entity is role.person else named}"
        begins = role.words.start if role.words is not None else last.i
        ahead = doc[max(begins - 1, 0)]
        yield f"office ahead {ahead.lower_ if ahead.pos_ in _CLOSED else ahead.tag_}"
    if end < len(doc):
        word = doc[end]
        is_told = word.is_punct or word.lower_ in _THEN
        yield f"then {word.lower_ if is_told else word.pos_}"
    if start:
        word = doc[start - 1]
        is_told = word.is_punct or word.lower_ in _AHEAD
        yield f"ahead {word.lower_ if is_told else word.pos_}"


def _before(context: OfficeContext, role: FoundRole, before: Token | None) -> str:
    """Return what stands right before an office."""
    if before is None or before.is_sent_start:
        return "at start"
    entity = context.entities.get(before.i)
    if entity is not None:
        whose = "own" if entity is role.of else "person" if entity is role.person else "other"
        return f"{whose} {entity.type} before"
    if before.text in _POSSESSIVE:
        owner = context.entities.get(before.i - 1)
        return f"{'own' if owner is not None and owner is role.of else 'other'} owner before"
    if before.tag_ in _PROPER:
        return "proper noun before"
    return f"{before.tag_} before" if before.tag_ in _COMMON else f"before {before.tag_}"


def _of_names(context: OfficeContext, role: FoundRole) -> Iterator[str]:
    """Yield what the names in the sentence and the article tell, and that of the holder."""
    doc, entities = context.doc, context.entities
    sentence = doc[role.span.start].sent
    here = {id(e): e for at in range(sentence.start, sentence.end) if (e := entities.get(at))}
    others = [e.type for e in here.values() if e is not role.of and e.type in _BODIES]
    yield f"orgs here {min(others.count('ORG'), _FEW)}"
    yield f"places here {min(others.count('GPE'), _FEW)}"
    named = [e for e in doc._.entities or [] if e.type == "ORG" and e.is_named and e.mentions]
    yield f"orgs {min(len(named), 6)}"
    yield f"big orgs {min(sum(len(e.mentions) >= _OFTEN for e in named), _FEW)}"
    person = role.person
    yield "full name" if " " in person.name else "short name"
    yield f"person mentions {min(len(person.mentions), 4)}"
    yield f"person sure {_step(person.confidence)}"
    spans = [mention.span for mention in person.mentions]
    near = (s for s in spans if role.span.start - 2 <= s.start and s.end <= role.span.end + 2)
    yield f"labelled {doc[next(near, spans[0]).end - 1].ent_type_ or '-'}"


def _of_others(doc: Doc, role: FoundRole, head: str) -> Iterator[str]:
    """Yield what the other offices of the article tell."""
    others = [other for other in doc._.roles or [] if other is not role]
    own = [other for other in others if other.person is role.person]
    yield f"more {min(len(own), _FEW)}"
    if any(_head(other.role) == head for other in own):
        yield "told twice"
    if any(other.of is not None for other in own):
        yield "another with body"
    same = (o for o in others if o.person is not role.person and o.of is not None)
    if any(_head(other.role) == head for other in same):
        yield "others of head with body"


def _of_chances(chances: BodyChances | None) -> Iterator[str]:
    """Yield what the model of bodies says."""
    if chances is None:
        yield "not weighed"
        return
    yield f"nobody {_step(chances.nobody)}"
    yield f"best {_step(chances.best)}"
    yield f"candidates {min(chances.names, 6)}"


def _of_body(doc: Doc, body: FoundEntity) -> Iterator[str]:
    """Yield what the name of the body tells."""
    yield f"body mentions {min(len(body.mentions), 4)}"
    yield f"body sure {_step(body.confidence)}"
    yield "short body" if " " not in body.name else "long body"
    if body.iso is not None:
        yield "country"
    if body.mentions:
        yield f"body labelled {doc[body.mentions[0].span.end - 1].ent_type_ or '-'}"
    if not office_words().last.isdisjoint(body.name.casefold().split()):
        yield "office in body"


def _of_place(doc: Doc, role: FoundRole, body: FoundEntity, last: Token | None) -> Iterator[str]:
    """Yield where the body stands."""
    here = role.span.start
    inside = [mention for mention in body.mentions if _is_near(role.span, mention.span)]
    if not inside:
        return
    mention = min(inside, key=lambda each: abs(each.span.start - here))
    end = last.i if last is not None else here
    distance = mention.span.start - end
    yield f"body at {'before' if distance < 0 else 'behind'} {min(abs(distance), 8)}"
    yield f"body as {mention.kind}"
    if mention.span.end < len(doc):
        tag = doc[mention.span.end].tag_
        yield f"body then {tag if tag in _AFTER_NAMES else 'other'}"
    first = role.words.start if role.words is not None else here
    start, stop = (mention.span.end, first) if distance < 0 else (end + 1, mention.span.start)
    between = doc[start : max(start, stop)]
    yield f"between {min(len(between), 5)}"
    yield from (f"between {word.pos_}" for word in between if word.pos_ in _TELLING)
    yield from (f"between {word.lower_}" for word in between if word.lower_ in _BETWEEN)


def _step(chance: float) -> str:
    return next((str(step) for step in _STEPS if chance < step), "1")
