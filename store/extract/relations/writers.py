"""For which newspaper or station somebody writes or reports: "Bo Falk, writing for Orvis News"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRelation, Tokens, where
from store.extract.relations.slots import Entities
from store.extract.rules import nothing, rule

_WRITING = frozenset({"write", "report", "blog", "freelance"})
_TELLING = _WRITING | {"say", "note", "argue", "explain", "tell", "describe", "point", "call"}
_IN = frozenset({"for", "on", "in", "at"})
_FROM = _IN | {"from"}
_PIECES = frozenset({"article", "piece", "column", "report", "story", "post", "analysis"})
_GUESTS = frozenset({"opinion", "op", "guest", "ed", "sponsored"})
"""Words before a piece whose author works elsewhere."""
_MEDIA = lexicon.words("relations.media") | set(
    map(str.casefold, lexicon.words("names.broadcasters"))
)
_LAST = lexicon.words("relations.ends_of_media") | set(
    map(str.casefold, lexicon.words("names.papers"))
)
_OF_MEDIA = lexicon.words("roles.of_media")


@rule("relations.writers", off=nothing)
def writers(doc: Doc, entities: Entities) -> list[FoundRelation]:
    """Return for whom the writers of an article write who hold no office elsewhere."""
    elsewhere = {
        id(role.person)
        for role in doc._.roles or []
        if role.role.casefold().rpartition(" ")[2] not in _OF_MEDIA
    }
    found: list[FoundRelation] = []
    for index in where(doc, "LEMMA", _TELLING):
        verb = doc[index]
        who = _writer(verb, entities) if verb.pos_ == "VERB" else None
        if who is None or id(entities[who.i]) in elsewhere:
            continue
        for at in _places(verb, who, entities):
            span = Tokens(min(who.i, at), max(who.i, at) + 1)
            found.append(FoundRelation(entities[who.i], "works_for", entities[at], span))
            break
    return found


def _writer(verb: Token, entities: Entities) -> Token | None:
    """Return the person who writes, named in full; who "has written" for many is none of theirs."""
    if any(child.lemma_ == "have" for child in verb.lefts):
        return None
    who = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if who is None and verb.dep_ in {"acl", "relcl"}:
        who = verb.head
    if who is None and verb.dep_ == "advcl" and verb.tag_ == "VBG":
        who = next((child for child in verb.head.lefts if child.dep_ == "nsubj"), None)
    if who is not None and who.lower_ == "who" and verb.dep_ == "relcl":
        who = verb.head
    person = entities.get(who.i) if who is not None else None
    is_full = person is not None and person.type == "PERSON" and " " in person.name
    return who if is_full else None


def _places(verb: Token, who: Token, entities: Entities) -> Iterator[int]:
    """Yield the names of media in which a verb says that something stands.

    In "wrote Ann Lee in Orvis News" the parse has it behind the name.
    """
    is_ahead = who.i > verb.i
    for phrase in (*verb.children, *(who.rights if is_ahead else ())):
        if phrase.dep_ != "prep":
            continue
        for inner in phrase.rights:
            if inner.dep_ != "pobj":
                continue
            is_there = verb.lemma_ in _WRITING and phrase.lower_ in _IN
            if is_there and _is_media(entities.get(inner.i)):
                yield inner.i
            if inner.lemma_ in _PIECES and phrase.lower_ == "in" and not _is_by_guest(inner):
                yield from _of_piece(inner, entities)


def _of_piece(piece: Token, entities: Entities) -> Iterator[int]:
    for phrase in piece.rights:
        if phrase.dep_ == "prep" and phrase.lower_ in _FROM:
            yield from (
                inner.i
                for inner in phrase.rights
                if inner.dep_ == "pobj" and _is_media(entities.get(inner.i))
            )


def _is_by_guest(piece: Token) -> bool:
    before = piece.doc[piece.left_edge.i : piece.i]
    return any(word.lower_ in _GUESTS for word in before)


def _is_media(entity: FoundEntity | None) -> bool:
    if entity is None or entity.type not in {"ORG", "WORK"}:
        return False
    name = entity.name.casefold().removeprefix("the ")
    return name in _MEDIA or name.rpartition(" ")[2] in _LAST
